//! `/change-sets`

use super::moment::At;
use super::page::{Asked, Listed, Paging, word};
use super::sent::Sent;
use super::shown::Shown;
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use domain::changes;
use model::ChangeSetId;
use model::change::{ChangeKind, ChangeSet as Known, ChangeState, SetQuery};
use model::run::Started;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Rows that a synchronisation, an import or an edit of many proposed, and what became of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeSet {
    id: String,
    /// contacts, customers, edit, import, deletion, restoration or erasure.
    #[schema(value_type = String, example = "contacts")]
    kind: ChangeKind,
    /// draft, applying, applied, undoing, undone or discarded.
    #[schema(value_type = String, example = "draft")]
    state: ChangeState,
    /// Where it came from.
    #[schema(required)]
    connection_id: Option<String>,
    counts: SetCounts,
    /// Rows that are ticked.
    accepted: i64,
    brake: Brake,
    /// Whether somebody else than who made it has to carry it out.
    second_person: bool,
    /// The run that carries it out or puts it back now.
    #[schema(required)]
    run: Option<String>,
    /// Who made it; empty for a schedule.
    created_by: String,
    created_at: At,
    #[schema(required)]
    applied_at: Option<At>,
    /// Changes with every change; the `ETag` holds it too.
    revision: i64,
}

/// Rows by verdict, and how many failed.
#[derive(Debug, Serialize, ToSchema)]
pub struct SetCounts {
    add: i64,
    change: i64,
    leave: i64,
    conflict: i64,
    unchanged: i64,
    blocked: i64,
    failed: i64,
}

/// The share of records that would be marked as gone; above the limit `apply` wants `{"confirm": "APPLY"}`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Brake {
    /// Whether it holds.
    holds: bool,
    /// Ticked rows that mark a record as gone.
    leave: i64,
    /// Records that the source holds here.
    of: i64,
    /// The limit in percent.
    limit: i64,
}

impl From<Known> for ChangeSet {
    fn from(known: Known) -> Self {
        let (counts, brake) = (known.counts, known.brake);
        Self {
            id: known.id.0,
            kind: known.kind,
            state: known.state,
            connection_id: known.connection_id.map(|id| id.0),
            counts: SetCounts {
                add: counts.add,
                change: counts.change,
                leave: counts.leave,
                conflict: counts.conflict,
                unchanged: counts.unchanged,
                blocked: counts.blocked,
                failed: counts.failed,
            },
            accepted: known.accepted,
            brake: Brake { holds: brake.holds(), leave: brake.leave, of: brake.of, limit: brake.limit },
            second_person: known.second_person,
            run: known.run.map(|id| id.0),
            created_by: known.created_by,
            created_at: At(known.created_at),
            applied_at: known.applied_at.map(At),
            revision: known.revision,
        }
    }
}

/// Which change sets are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SetFilter {
    /// Only of this kind.
    #[param(example = "contacts")]
    kind: Option<String>,
    /// Only in this state.
    #[param(example = "draft")]
    state: Option<String>,
}

/// List change sets
///
/// Newest first; those of the kinds that the key's scopes reach.
#[utoipa::path(
    get, path = "/change-sets", tag = "Change sets", operation_id = "listChangeSets", params(Paging, SetFilter),
    security(("key" = ["connections.read"]), ("key" = ["runs.read"]), ("key" = ["members.write"]), ("key" = ["members.import"]), ("key" = ["customers.delete"]), ("key" = ["seats.read"]), ("key" = ["mappings.read"]), ("key" = ["agents.read"]), ("key" = ["handovers.read"])),
    responses((status = 200, body = Listed<ChangeSet>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<SetFilter>,
) -> Told<Json<Listed<ChangeSet>>> {
    let query = SetQuery {
        kind: word("kind", filter.kind.as_deref(), ChangeKind::from_word)?,
        state: word("state", filter.state.as_deref(), ChangeState::from_word)?,
        page: paging.request()?,
    };
    Ok(Json(Listed::of(changes::list(&edge.services, &caller.viewer, &query).await?, ChangeSet::from)))
}

fn shown(known: Known) -> Shown<ChangeSet> {
    let revision = known.revision;
    Shown::now(known.into(), revision)
}

/// Read a change set
#[utoipa::path(
    get, path = "/change-sets/{id}", tag = "Change sets", operation_id = "getChangeSet", params(("id" = String, Path)),
    security(("key" = ["connections.read"]), ("key" = ["runs.read"]), ("key" = ["members.write"]), ("key" = ["members.import"]), ("key" = ["customers.delete"]), ("key" = ["seats.read"]), ("key" = ["mappings.read"]), ("key" = ["agents.read"]), ("key" = ["handovers.read"])),
    responses((status = 200, body = ChangeSet)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<ChangeSet>> {
    Ok(shown(changes::get(&edge.services, &caller.viewer, &ChangeSetId(id)).await?))
}

/// Whether the brake may be passed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Confirmation {
    /// `APPLY`, to go on above the brake.
    #[serde(default)]
    #[schema(example = "APPLY")]
    confirm: String,
}

/// Long work on a change set that has begun.
#[derive(Debug, Serialize, ToSchema)]
pub struct SetRun {
    /// Its run.
    run: String,
}

fn begun(started: Started) -> (StatusCode, Json<SetRun>) {
    (StatusCode::ACCEPTED, Json(SetRun { run: started.run.id.0 }))
}

/// Carry a change set out
///
/// Its ticked rows. 409 with `brake`, `share` and `limit` where more would leave than the limit allows: `{"confirm": "APPLY"}` goes
/// on. 409 with `second_person` where somebody else than who made it has to do it, which no key of his is.
#[utoipa::path(
    post, path = "/change-sets/{id}/apply", tag = "Change sets", operation_id = "applyChangeSet", request_body = Confirmation, params(("id" = String, Path)),
    security(("key" = ["connections.write"]), ("key" = ["members.write"]), ("key" = ["members.import"]), ("key" = ["customers.delete"]), ("key" = ["seats.inherit"]), ("key" = ["mapping.map"]), ("key" = ["agents.write"]), ("key" = ["handovers.write"])),
    responses((status = 202, body = SetRun)),
)]
pub async fn apply(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Sent(confirmation): Sent<Confirmation>,
) -> Told<(StatusCode, Json<SetRun>)> {
    let id = ChangeSetId(id);
    Ok(begun(changes::apply(&edge.services, &caller.viewer, &id, &confirmation.confirm).await?))
}

/// Put a change set back
///
/// Whatever nobody touched since is as it was before.
#[utoipa::path(
    post, path = "/change-sets/{id}/undo", tag = "Change sets", operation_id = "undoChangeSet", params(("id" = String, Path)),
    security(("key" = ["connections.write"]), ("key" = ["members.write"]), ("key" = ["members.import"]), ("key" = ["customers.delete"]), ("key" = ["seats.inherit"]), ("key" = ["mapping.map"]), ("key" = ["agents.write"]), ("key" = ["handovers.write"])),
    responses((status = 202, body = SetRun)),
)]
pub async fn undo(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
) -> Told<(StatusCode, Json<SetRun>)> {
    Ok(begun(changes::undo(&edge.services, &caller.viewer, &ChangeSetId(id)).await?))
}

/// Try the rows that failed again
#[utoipa::path(
    post, path = "/change-sets/{id}/retry", tag = "Change sets", operation_id = "retryChangeSet", params(("id" = String, Path)),
    security(("key" = ["connections.write"]), ("key" = ["members.write"]), ("key" = ["members.import"]), ("key" = ["customers.delete"]), ("key" = ["seats.inherit"]), ("key" = ["mapping.map"]), ("key" = ["agents.write"]), ("key" = ["handovers.write"])),
    responses((status = 202, body = SetRun)),
)]
pub async fn retry(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
) -> Told<(StatusCode, Json<SetRun>)> {
    Ok(begun(changes::retry(&edge.services, &caller.viewer, &ChangeSetId(id)).await?))
}

/// Give a draft up
#[utoipa::path(
    post, path = "/change-sets/{id}/discard", tag = "Change sets", operation_id = "discardChangeSet", params(("id" = String, Path)),
    security(("key" = ["connections.write"]), ("key" = ["members.write"]), ("key" = ["members.import"]), ("key" = ["customers.delete"]), ("key" = ["seats.inherit"]), ("key" = ["mapping.map"]), ("key" = ["agents.write"]), ("key" = ["handovers.write"])),
    responses((status = 200, body = ChangeSet)),
)]
pub async fn discard(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<ChangeSet>> {
    Ok(shown(changes::discard(&edge.services, &caller.viewer, &ChangeSetId(id)).await?))
}
