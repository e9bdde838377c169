//! `/members/{id}/suspend` and its likes, and `/members/bulk`

use super::bulk::Results;
use super::members::{Member, MemberFilter, shown};
use super::page::word;
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use crate::edge::Edge;
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::api_keys::Caller;
use domain::members;
use model::member::Step;
use model::page::{MAX_LIMIT, PageRequest};
use model::permission::Permission;
use model::problem::{Fault, Field};
use model::{MemberId, Problem, limits};
use serde::Deserialize;
use utoipa::ToSchema;

async fn step(edge: &Edge, caller: &Caller, id: String, revision: Revision, step: Step) -> Told<Shown<Member>> {
    caller.viewer.require(Permission::MembersWrite)?;
    let id = MemberId(id);
    let present = members::get(&edge.services, &caller.viewer, &id).await?.row.revision;
    Ok(shown(members::take_step(&edge.services, &caller.viewer, &id, revision.or(present), step).await?))
}

/// Suspend a member
///
/// Who is suspended cannot sign in, and is signed out everywhere.
#[utoipa::path(
    post, path = "/members/{id}/suspend", tag = "Members", operation_id = "suspendMember", params(("id" = String, Path)),
    security(("key" = ["members.write"])), responses((status = 200, body = Member)),
)]
pub async fn suspend(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<Shown<Member>> {
    step(&edge, &caller, id, revision, Step::Suspend).await
}

/// Resume a suspended member
#[utoipa::path(
    post, path = "/members/{id}/resume", tag = "Members", operation_id = "resumeMember", params(("id" = String, Path)),
    security(("key" = ["members.write"])), responses((status = 200, body = Member)),
)]
pub async fn resume(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<Shown<Member>> {
    step(&edge, &caller, id, revision, Step::Resume).await
}

/// Terminate a member
///
/// Who has left cannot sign in, and is signed out everywhere; can be restored.
#[utoipa::path(
    post, path = "/members/{id}/terminate", tag = "Members", operation_id = "terminateMember",
    params(("id" = String, Path)),
    security(("key" = ["members.write"])), responses((status = 200, body = Member)),
)]
pub async fn terminate(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<Shown<Member>> {
    step(&edge, &caller, id, revision, Step::Terminate).await
}

/// Restore a terminated member
///
/// With role and departments as they were.
#[utoipa::path(
    post, path = "/members/{id}/restore", tag = "Members", operation_id = "restoreMember", params(("id" = String, Path)),
    security(("key" = ["members.write"])), responses((status = 200, body = Member)),
)]
pub async fn restore(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<Shown<Member>> {
    step(&edge, &caller, id, revision, Step::Restore).await
}

/// What is to be done with whom: either with those of `ids` or with all that `filter` finds, at most 1 000.
#[derive(Debug, Deserialize, ToSchema)]
pub struct BulkOfMembers {
    /// suspend, resume, terminate or restore.
    #[schema(example = "suspend")]
    verb: String,
    ids: Option<Vec<String>>,
    filter: Option<MemberFilter>,
    /// Whether only to tell what would become of each.
    #[serde(default)]
    dry_run: bool,
}

/// Suspend, resume, terminate or restore many
#[utoipa::path(
    post, path = "/members/bulk", tag = "Members", operation_id = "bulkMembers", request_body = BulkOfMembers,
    security(("key" = ["members.write"])), responses((status = 200, body = Results)),
)]
pub async fn bulk(State(edge): Place, Extension(caller): Key, Sent(sent): Sent<BulkOfMembers>) -> Told<Json<Results>> {
    caller.viewer.require(Permission::MembersWrite)?;
    let verb = word("verb", Some(&sent.verb), |text| match text {
        "suspend" => Some(Step::Suspend),
        "resume" => Some(Step::Resume),
        "terminate" => Some(Step::Terminate),
        "restore" => Some(Step::Restore),
        _ => None,
    })?;
    let verb = verb.ok_or_else(|| Problem::field("verb", Fault::Missing))?;
    let ids = match (sent.ids, sent.filter) {
        (Some(ids), _) => ids.into_iter().map(MemberId).collect(),
        (None, Some(filter)) => found(&edge, &caller, filter).await?,
        (None, None) => return Err(Problem::field("ids", Fault::Missing).into()),
    };
    if ids.is_empty() {
        return Ok(Json(Results::of::<MemberId>(Vec::new())));
    }
    let outcomes = members::take_steps(&edge.services, &caller.viewer, &ids, verb, sent.dry_run).await?;
    Ok(Json(Results::of(outcomes)))
}

async fn found(edge: &Edge, caller: &Caller, filter: MemberFilter) -> Told<Vec<MemberId>> {
    let mut query = filter.query(PageRequest { limit: MAX_LIMIT, ..PageRequest::default() })?;
    let mut ids = Vec::new();
    loop {
        let page = members::list(&edge.services, &caller.viewer, &query).await?;
        ids.extend(page.items.into_iter().map(|row| row.id));
        if ids.len() > limits::BULK {
            let limit = Some(limits::BULK as i64);
            return Err(Problem::fields(vec![Field { field: "filter".into(), fault: Fault::OutOfRange, limit }]).into());
        }
        if page.next_cursor.is_none() {
            return Ok(ids);
        }
        query.page.cursor = page.next_cursor;
    }
}
