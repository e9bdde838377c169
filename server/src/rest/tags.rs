//! `/tags`: tags of customers.

use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use crate::edge::Edge;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use domain::api_keys::Caller;
use domain::customers;
use model::customer::Tag as KnownTag;
use model::permission::Permission;
use model::tag::{SaveTag, TagRow};
use model::{Code, TagId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A tag.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tag {
    id: String,
    /// Empty for none.
    group: String,
    name: String,
    /// The connected platform that owns it; null for the organisation's own, which alone can be changed and put on customers here.
    #[schema(required)]
    platform: Option<String>,
    revision: i64,
}

impl From<TagRow> for Tag {
    fn from(row: TagRow) -> Self {
        let KnownTag { id, group, name } = row.tag;
        Self { id: id.0, group, name, platform: row.connection, revision: row.revision }
    }
}

fn own(tag: KnownTag, revision: i64) -> Tag {
    Tag { id: tag.id.0, group: tag.group, name: tag.name, platform: None, revision }
}

/// All tags.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tags {
    items: Vec<Tag>,
}

/// List tags
///
/// All of them, by group.
#[utoipa::path(
    get, path = "/tags", tag = "Customers", operation_id = "listTags",
    security(("key" = ["customers.read"])), responses((status = 200, body = Tags)),
)]
pub async fn list(State(edge): Place, Extension(caller): Key) -> Told<Json<Tags>> {
    let rows = customers::tag_rows(&edge.services, &caller.viewer).await?;
    Ok(Json(Tags { items: rows.into_iter().map(Tag::from).collect() }))
}

/// A tag to be made or changed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewTag {
    #[schema(example = "Golden", max_length = 30)]
    name: String,
    /// Empty for none.
    #[serde(default)]
    #[schema(max_length = 30)]
    group: String,
}

/// Make a tag
#[utoipa::path(
    post, path = "/tags", tag = "Customers", operation_id = "makeTag", request_body = NewTag,
    security(("key" = ["customers.write"])), responses((status = 201, body = Tag)),
)]
pub async fn make(State(edge): Place, Extension(caller): Key, Sent(sent): Sent<NewTag>) -> Told<Shown<Tag>> {
    let save = SaveTag { group: sent.group, name: sent.name, ..SaveTag::default() };
    let tag = customers::save_tag(&edge.services, &caller.viewer, save).await?;
    let path = format!("/tags/{}", tag.id);
    Ok(Shown::made(own(tag, 1), 1, &path))
}

/// What is to be different. Fields that are not sent stay as they are.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeOfTag {
    #[schema(max_length = 30)]
    name: Option<String>,
    /// Empty for none.
    #[schema(max_length = 30)]
    group: Option<String>,
}

/// Read a tag
#[utoipa::path(
    get, path = "/tags/{id}", tag = "Customers", operation_id = "getTag", params(("id" = String, Path)),
    security(("key" = ["customers.read"])), responses((status = 200, body = Tag)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Tag>> {
    let row = find(&edge, &caller, &id).await?;
    let revision = row.revision;
    Ok(Shown::now(row.into(), revision))
}

async fn find(edge: &Edge, caller: &Caller, id: &str) -> Told<TagRow> {
    let rows = customers::tag_rows(&edge.services, &caller.viewer).await?;
    Ok(rows.into_iter().find(|row| row.tag.id.as_str() == id).ok_or(Code::NotFound)?)
}

/// Change a tag
///
/// Of the organisation's own. Customers who carry it are found by the new name a moment later.
#[utoipa::path(
    patch, path = "/tags/{id}", tag = "Customers", operation_id = "changeTag", params(("id" = String, Path)),
    request_body = ChangeOfTag,
    security(("key" = ["customers.write"])), responses((status = 200, body = Tag)),
)]
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Sent(sent): Sent<ChangeOfTag>,
) -> Told<Shown<Tag>> {
    caller.viewer.require(Permission::CustomersWrite)?;
    let present = find(&edge, &caller, &id).await?.tag;
    let save = SaveTag {
        id: Some(TagId(id)),
        revision: revision.of(),
        group: sent.group.unwrap_or(present.group),
        name: sent.name.unwrap_or(present.name),
    };
    let revision = save.revision + 1;
    let tag = customers::save_tag(&edge.services, &caller.viewer, save).await?;
    Ok(Shown::now(own(tag, revision), revision))
}

/// Delete a tag
///
/// One that nobody carries: 409 with `tag_in_use` otherwise.
#[utoipa::path(
    delete, path = "/tags/{id}", tag = "Customers", operation_id = "deleteTag", params(("id" = String, Path)),
    security(("key" = ["customers.write"])), responses((status = 204)),
)]
pub async fn delete(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<StatusCode> {
    customers::delete_tag(&edge.services, &caller.viewer, &TagId(id), revision.of()).await?;
    Ok(StatusCode::NO_CONTENT)
}
