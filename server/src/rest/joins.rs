//! `/joins`

use super::bulk::Results;
use super::moment::At;
use super::page::{Asked, Listed, Paging, words};
use super::sent::Sent;
use super::shown::Shown;
use super::{Key, Place, Told};
use crate::edge::Edge;
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::api_keys::Caller;
use domain::joins;
use model::invitation::Channel;
use model::join::{Decision, Join as Known, JoinQuery, JoinRule, JoinState};
use model::permission::Permission;
use model::problem::Fault;
use model::role::RoleKey;
use model::{DepartmentId, JoinId, MemberId, Problem};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A request to join.
#[derive(Debug, Serialize, ToSchema)]
pub struct Join {
    id: String,
    /// The member that it would make.
    member_id: String,
    name: String,
    #[schema(required)]
    email: Option<String>,
    #[schema(required)]
    phone: Option<String>,
    /// link, door, email, phone or contact.
    #[schema(value_type = String, example = "link")]
    channel: Channel,
    /// The member who invited.
    #[schema(required)]
    invited_by: Option<String>,
    /// The role that the person comes in with: the word of a built-in one, or the id of one of the organisation's own. Only a key
    /// that may give it approves the request.
    #[schema(value_type = String, example = "member")]
    role: RoleKey,
    /// The rule that judged it: public_channel, inviter_not_admin, invited_by_admin or verification_off.
    #[schema(value_type = String, example = "public_channel")]
    rule: JoinRule,
    /// waiting, approved, refused, blocked or withdrawn.
    #[schema(value_type = String, example = "waiting")]
    state: JoinState,
    created_at: At,
}

impl From<Known> for Join {
    fn from(known: Known) -> Self {
        Self {
            id: known.id.0,
            member_id: known.member_id.0,
            name: known.name,
            email: known.email,
            phone: known.phone,
            channel: known.channel,
            invited_by: known.inviter_id.map(|id| id.0),
            role: RoleKey::of(known.role, known.own_role.as_ref()),
            rule: known.rule,
            state: known.state,
            created_at: At(known.created_at),
        }
    }
}

/// Which requests are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct JoinFilter {
    /// Only in this state; several with commas.
    state: Option<String>,
    /// Words: name, pinyin or its initials, e-mail, phone.
    q: Option<String>,
}

/// List requests to join
///
/// Oldest first: who waits longest is on top.
#[utoipa::path(
    get, path = "/joins", tag = "Joins", operation_id = "listJoins", params(Paging, JoinFilter),
    security(("key" = ["joins.read"])), responses((status = 200, body = Listed<Join>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<JoinFilter>,
) -> Told<Json<Listed<Join>>> {
    let query = JoinQuery {
        states: words("state", filter.state.as_deref(), JoinState::from_word)?,
        search: filter.q.unwrap_or_default(),
        page: paging.request()?,
    };
    Ok(Json(Listed::of(joins::list(&edge.services, &caller.viewer, &query).await?, Join::from)))
}

async fn decide(edge: &Edge, caller: &Caller, id: String, decision: Decision) -> Told<Shown<Join>> {
    let id = JoinId(id);
    let outcome = joins::decide(&edge.services, &caller.viewer, std::slice::from_ref(&id), &decision).await?.pop();
    if let Some(problem) = outcome.and_then(|outcome| outcome.problem) {
        return Err(problem.into());
    }
    Ok(Shown::plain(joins::get(&edge.services, &caller.viewer, &id).await?.into()))
}

/// As what to let somebody in.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct Approval {
    /// Into this department instead of the one asked for.
    department_id: Option<String>,
    /// As this instead of the position asked for.
    position: Option<String>,
    /// They are this member, who had no account so far.
    same_as: Option<String>,
}

impl From<Approval> for Decision {
    fn from(sent: Approval) -> Self {
        Self::Approve {
            department: sent.department_id.map(DepartmentId),
            position: sent.position,
            same_as: sent.same_as.map(MemberId),
        }
    }
}

/// Why somebody is not let in.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct Reason {
    /// Shown to the person.
    #[serde(default)]
    reason: String,
}

/// Let somebody in
#[utoipa::path(
    post, path = "/joins/{id}/approve", tag = "Joins", operation_id = "approveJoin", params(("id" = String, Path)),
    request_body = Approval, security(("key" = ["joins.write"])), responses((status = 200, body = Join)),
)]
pub async fn approve(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Sent(sent): Sent<Approval>,
) -> Told<Shown<Join>> {
    decide(&edge, &caller, id, sent.into()).await
}

/// Refuse a request
///
/// It can be re-examined.
#[utoipa::path(
    post, path = "/joins/{id}/refuse", tag = "Joins", operation_id = "refuseJoin", params(("id" = String, Path)),
    request_body = Reason, security(("key" = ["joins.write"])), responses((status = 200, body = Join)),
)]
pub async fn refuse(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Sent(sent): Sent<Reason>,
) -> Told<Shown<Join>> {
    decide(&edge, &caller, id, Decision::Refuse { reason: sent.reason }).await
}

/// Refuse a request for good
///
/// The person may not ask again until the request is re-examined.
#[utoipa::path(
    post, path = "/joins/{id}/block", tag = "Joins", operation_id = "blockJoin", params(("id" = String, Path)),
    request_body = Reason, security(("key" = ["joins.write"])), responses((status = 200, body = Join)),
)]
pub async fn block(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Sent(sent): Sent<Reason>,
) -> Told<Shown<Join>> {
    decide(&edge, &caller, id, Decision::Block { reason: sent.reason }).await
}

/// Put a refused or blocked request back into the queue
#[utoipa::path(
    post, path = "/joins/{id}/reexamine", tag = "Joins", operation_id = "reexamineJoin", params(("id" = String, Path)),
    security(("key" = ["joins.write"])), responses((status = 200, body = Join)),
)]
pub async fn reexamine(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Join>> {
    decide(&edge, &caller, id, Decision::Reexamine).await
}

/// What is to be decided about whom; at most 1 000.
#[derive(Debug, Deserialize, ToSchema)]
pub struct BulkOfJoins {
    /// approve, refuse, reexamine or block.
    #[schema(example = "approve")]
    verb: String,
    ids: Vec<String>,
    /// Of `approve`: into this department instead of the one asked for.
    department_id: Option<String>,
    /// Of `approve`: as this instead of the position asked for.
    position: Option<String>,
    /// Of `refuse` and `block`: shown to the person.
    #[serde(default)]
    reason: String,
    /// Whether only to tell what would become of each.
    #[serde(default)]
    dry_run: bool,
}

/// Decide many requests
#[utoipa::path(
    post, path = "/joins/bulk", tag = "Joins", operation_id = "bulkJoins", request_body = BulkOfJoins,
    security(("key" = ["joins.write"])), responses((status = 200, body = Results)),
)]
pub async fn bulk(State(edge): Place, Extension(caller): Key, Sent(sent): Sent<BulkOfJoins>) -> Told<Json<Results>> {
    caller.viewer.require(Permission::JoinsWrite)?;
    let reason = sent.reason;
    let approval = Approval { department_id: sent.department_id, position: sent.position, same_as: None };
    let decision = match sent.verb.as_str() {
        "approve" => approval.into(),
        "refuse" => Decision::Refuse { reason },
        "block" => Decision::Block { reason },
        "reexamine" => Decision::Reexamine,
        _ => return Err(Problem::field("verb", Fault::Unknown).into()),
    };
    let ids: Vec<JoinId> = sent.ids.into_iter().map(JoinId).collect();
    let outcomes = if sent.dry_run {
        joins::rehearse(&edge.services, &caller.viewer, &ids, &decision).await?
    } else {
        joins::decide(&edge.services, &caller.viewer, &ids, &decision).await?
    };
    Ok(Json(Results::of(outcomes)))
}
