//! `/keys`

use super::moment::At;
use super::page::{Asked, Listed, Paging};
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use domain::api_keys::{self, Caller};
use model::api_key::{ApiKey as Known, FreshApiKey, NewApiKey, SaveApiKey, Scope};
use model::permission::Permission;
use model::problem::Fault;
use model::{ApiKeyId, Code, DepartmentId, Problem};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// An API key, without its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKey {
    id: String,
    name: String,
    /// How its text begins.
    prefix: String,
    #[schema(value_type = Vec<String>, example = json!(["members.read"]))]
    scopes: Vec<Scope>,
    /// Departments that it sees with what is below them; null for the whole organisation.
    #[schema(required)]
    department_ids: Option<Vec<String>>,
    /// Networks and addresses from which it may be used; empty for any.
    addresses: Vec<String>,
    rate_per_minute: i64,
    #[schema(required)]
    expires_at: Option<At>,
    /// After a rotation: how the text before begins, as long as it works on.
    #[schema(required)]
    old_prefix: Option<String>,
    /// Until when that works.
    #[schema(required)]
    old_until: Option<At>,
    /// To the minute.
    #[schema(required)]
    last_used_at: Option<At>,
    last_used_address: String,
    /// When it was last used from an address that it may not be used from.
    #[schema(required)]
    refused_at: Option<At>,
    refused_address: String,
    /// How often that happened.
    refused_count: i64,
    #[schema(required)]
    revoked_at: Option<At>,
    /// Who made it.
    created_by: String,
    created_at: At,
    /// Changes with every change; the `ETag` holds it too.
    revision: i64,
}

impl From<Known> for ApiKey {
    fn from(known: Known) -> Self {
        Self {
            id: known.id.0,
            name: known.name,
            prefix: known.prefix,
            scopes: known.scopes,
            department_ids: known.departments.map(|all| all.into_iter().map(|(id, _)| id.0).collect()),
            addresses: known.addresses,
            rate_per_minute: known.rate_per_minute,
            expires_at: known.expires_at.map(At),
            old_prefix: known.old_prefix,
            old_until: known.old_until.map(At),
            last_used_at: known.last_used_at.map(At),
            last_used_address: known.last_used_address,
            refused_at: known.refused_at.map(At),
            refused_address: known.refused_address,
            refused_count: known.refused_count,
            revoked_at: known.revoked_at.map(At),
            created_by: known.created_by,
            created_at: At(known.created_at),
            revision: known.revision,
        }
    }
}

/// A key with its text, which is told this once.
#[derive(Serialize, ToSchema)]
pub struct FreshKey {
    #[serde(flatten)]
    key: ApiKey,
    /// Its text.
    #[schema(example = "msk_…")]
    token: String,
}

impl From<FreshApiKey> for FreshKey {
    fn from(fresh: FreshApiKey) -> Self {
        Self { key: fresh.key.into(), token: fresh.token }
    }
}

/// List API keys
///
/// Newest first, also those that no longer work.
#[utoipa::path(
    get, path = "/keys", tag = "API keys", operation_id = "listKeys", params(Paging),
    security(("key" = ["keys.read"])), responses((status = 200, body = Listed<ApiKey>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
) -> Told<Json<Listed<ApiKey>>> {
    let page = api_keys::page(&edge.services, &caller.viewer, &paging.request()?).await?;
    Ok(Json(Listed::of(page, ApiKey::from)))
}

fn shown(known: Known) -> Shown<ApiKey> {
    let revision = known.revision;
    Shown::now(known.into(), revision)
}

/// Read an API key
#[utoipa::path(
    get, path = "/keys/{id}", tag = "API keys", operation_id = "getKey", params(("id" = String, Path)),
    security(("key" = ["keys.read"])), responses((status = 200, body = ApiKey)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<ApiKey>> {
    Ok(shown(api_keys::get(&edge.services, &caller.viewer, &ApiKeyId(id)).await?))
}

/// A key to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewKey {
    /// The activity shows it.
    #[schema(example = "Payroll")]
    name: String,
    /// None that the key that asks has not.
    #[schema(example = json!(["members.read"]))]
    scopes: Vec<String>,
    /// Departments that it is to see with what is below them; left out for the whole organisation.
    #[serde(default)]
    department_ids: Vec<String>,
    /// Networks like 203.0.113.0/24 and addresses from which it may be used; left out for any.
    #[serde(default)]
    #[schema(max_items = 50)]
    addresses: Vec<String>,
    expires_at: Option<At>,
    #[schema(minimum = 1, maximum = 60000)]
    rate_per_minute: Option<i64>,
}

/// Make an API key
///
/// Its text is in this answer and nowhere else.
#[utoipa::path(
    post, path = "/keys", tag = "API keys", operation_id = "makeKey", request_body = NewKey,
    security(("key" = ["keys.write"])), responses((status = 201, body = FreshKey)),
)]
pub async fn make(State(edge): Place, Extension(caller): Key, Sent(new): Sent<NewKey>) -> Told<Shown<FreshKey>> {
    caller.viewer.require_everywhere(Permission::ApiKeysWrite)?;
    let scope = |word: &String| Scope::from_word(word).ok_or_else(|| Problem::field("scopes", Fault::Unknown));
    let scopes = new.scopes.iter().map(scope).collect::<Result<Vec<_>, _>>()?;
    within(&caller, &scopes)?;
    let new = NewApiKey {
        name: new.name,
        scopes,
        expires_at: new.expires_at.map(|at| at.0),
        rate_per_minute: new.rate_per_minute,
        addresses: new.addresses,
        departments: new.department_ids.into_iter().map(DepartmentId).collect(),
    };
    let fresh = api_keys::create(&edge.services, &caller.viewer, &new).await?;
    let (revision, path) = (fresh.key.revision, format!("/keys/{}", fresh.key.id));
    Ok(Shown::made(fresh.into(), revision, &path))
}

/// Passes if a key has `all`, or the scopes are without it: it says more than the rights that it lets through, namely that others may
/// be named as inviters.
fn within(caller: &Caller, scopes: &[Scope]) -> Told<()> {
    if !scopes.contains(&Scope::All) || caller.scopes.contains(&Scope::All) {
        return Ok(());
    }
    Err(Problem::new(Code::Forbidden).with("permission", Scope::All).with("key", &caller.viewer.name).into())
}

/// What is to be different about a key. Fields that are not sent stay as they are; what it may do stays in any case.
#[derive(Debug, Deserialize, ToSchema)]
pub struct KeyChange {
    #[schema(example = "Payroll")]
    name: Option<String>,
    /// Null for never.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<At>)]
    expires_at: Option<Option<At>>,
    #[schema(max_items = 50)]
    addresses: Option<Vec<String>>,
    #[schema(minimum = 1, maximum = 60000)]
    rate_per_minute: Option<i64>,
}

/// Tells null from nothing.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<At>>, D::Error> {
    Option::<At>::deserialize(deserializer).map(Some)
}

/// Change an API key
#[utoipa::path(
    patch, path = "/keys/{id}", tag = "API keys", operation_id = "changeKey", params(("id" = String, Path)),
    request_body = KeyChange, security(("key" = ["keys.write"])), responses((status = 200, body = ApiKey)),
)]
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Sent(change): Sent<KeyChange>,
) -> Told<Shown<ApiKey>> {
    caller.viewer.require_everywhere(Permission::ApiKeysWrite)?;
    let old = api_keys::get(&edge.services, &caller.viewer, &ApiKeyId(id)).await?;
    let save = SaveApiKey {
        id: old.id,
        revision: revision.of(),
        name: change.name.unwrap_or(old.name),
        expires_at: change.expires_at.map_or(old.expires_at, |at| at.map(|at| at.0)),
        rate_per_minute: change.rate_per_minute.unwrap_or(old.rate_per_minute),
        addresses: change.addresses.unwrap_or(old.addresses),
    };
    Ok(shown(api_keys::save(&edge.services, &caller.viewer, &save).await?))
}

/// How long the old text works on.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Rotation {
    /// Hours for which the old one works on; 24 unless told otherwise.
    #[schema(minimum = 0, maximum = 168, default = 24, example = 24)]
    pub keep_hours: Option<i64>,
}

/// Hours for which an old text works on unless told otherwise.
pub const KEEP_HOURS: i64 = 24;

/// Rotate an API key
///
/// It gets a new text, which is in this answer and nowhere else. The old one works on for a while, so that scripts can change over.
/// Not one that may do more than the key that asks.
#[utoipa::path(
    post, path = "/keys/{id}/rotate", tag = "API keys", operation_id = "rotateKey", params(("id" = String, Path)),
    request_body = Rotation, security(("key" = ["keys.write"])), responses((status = 200, body = FreshKey)),
)]
pub async fn rotate(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Sent(rotation): Sent<Rotation>,
) -> Told<Shown<FreshKey>> {
    caller.viewer.require_everywhere(Permission::ApiKeysWrite)?;
    let (id, hours) = (ApiKeyId(id), rotation.keep_hours.unwrap_or(KEEP_HOURS));
    within(&caller, &api_keys::get(&edge.services, &caller.viewer, &id).await?.scopes)?;
    let fresh = api_keys::rotate(&edge.services, &caller.viewer, &id, None, hours).await?;
    let revision = fresh.key.revision;
    Ok(Shown::now(fresh.into(), revision))
}

/// Withdraw an API key
///
/// For good: the next request with it is refused. It stays in the list.
#[utoipa::path(
    delete, path = "/keys/{id}", tag = "API keys", operation_id = "revokeKey", params(("id" = String, Path)),
    security(("key" = ["keys.write"])), responses((status = 204)),
)]
pub async fn revoke(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<StatusCode> {
    api_keys::revoke(&edge.services, &caller.viewer, &ApiKeyId(id), revision.of()).await?;
    Ok(StatusCode::NO_CONTENT)
}
