//! `/runs`

use super::moment::At;
use super::page::{Asked, Listed, Paging, word};
use super::shown::Shown;
use super::{Key, Place, Told};
use app::words::{Language, problems};
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::runs;
use model::run::{Run as Known, RunKind, RunQuery, RunState};
use model::{ConnectionId, RunId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One execution of long work.
#[derive(Debug, Serialize, ToSchema)]
pub struct Run {
    id: String,
    /// sync_contacts, sync_customers, sync_seats, sync_archive, draft_edit, read_import, check_import, draft_import, export, backup, apply or undo.
    #[schema(value_type = String, example = "sync_contacts")]
    kind: RunKind,
    /// queued, running, waiting_review, done, failed or cancelled.
    #[schema(value_type = String, example = "running")]
    state: RunState,
    /// Units done of the present step.
    done: i64,
    /// Units in all of it; null while unknown.
    #[schema(required)]
    total: Option<i64>,
    counts: Counts,
    /// The change set that it made or carries out.
    #[schema(required)]
    change_set: Option<String>,
    #[schema(required)]
    started_at: Option<At>,
    #[schema(required)]
    ended_at: Option<At>,
    /// Why it failed.
    #[schema(required)]
    problem: Option<RunProblem>,
}

/// Rows by verdict.
#[derive(Debug, Serialize, ToSchema)]
pub struct Counts {
    add: i64,
    change: i64,
    leave: i64,
    conflict: i64,
    unchanged: i64,
    failed: i64,
}

/// Why a run failed.
#[derive(Debug, Serialize, ToSchema)]
pub struct RunProblem {
    /// The kind of problem in one word of the program.
    code: String,
    /// What happened and what to do.
    detail: String,
}

impl From<Known> for Run {
    fn from(known: Known) -> Self {
        let counts = known.counts;
        Self {
            id: known.id.0,
            kind: known.kind,
            state: known.state,
            done: known.done,
            total: known.total,
            counts: Counts {
                add: counts.add,
                change: counts.change,
                leave: counts.leave,
                conflict: counts.conflict,
                unchanged: counts.unchanged,
                failed: counts.failed,
            },
            change_set: known.change_set.map(|id| id.0),
            started_at: known.started_at.map(At),
            ended_at: known.ended_at.map(At),
            problem: known.problem.map(|problem| RunProblem {
                code: problem.code.word().to_owned(),
                detail: problems::say(Language::En, &problem),
            }),
        }
    }
}

/// Which runs are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RunFilter {
    /// Only of this kind.
    kind: Option<String>,
    /// Only with this connection.
    connection_id: Option<String>,
    /// Only those that are queued or under way.
    under_way: Option<bool>,
}

/// List runs
///
/// Newest first.
#[utoipa::path(
    get, path = "/runs", tag = "Runs", operation_id = "listRuns", params(Paging, RunFilter),
    security(("key" = ["runs.read"]), ("key" = ["connections.read"])), responses((status = 200, body = Listed<Run>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<RunFilter>,
) -> Told<Json<Listed<Run>>> {
    let query = RunQuery {
        connection: filter.connection_id.map(ConnectionId),
        kind: word("kind", filter.kind.as_deref(), RunKind::from_word)?,
        under_way: filter.under_way.unwrap_or(false),
        page: paging.request()?,
    };
    Ok(Json(Listed::of(runs::list(&edge.services, &caller.viewer, &query).await?, Run::from)))
}

/// Read a run
#[utoipa::path(
    get, path = "/runs/{id}", tag = "Runs", operation_id = "getRun", params(("id" = String, Path)),
    security(("key" = ["runs.read"]), ("key" = ["connections.read"])), responses((status = 200, body = Run)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Run>> {
    Ok(Shown::plain(runs::get(&edge.services, &caller.viewer, &RunId(id)).await?.into()))
}
