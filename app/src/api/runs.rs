//! Runs.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::page::Page;
use model::run::{Run, RunKind, RunQuery, Started};
use model::{ConnectionId, RunId};

/// Starts a synchronisation, or names the one that is under way.
///
/// # Errors
/// What the use case refuses; see `domain::runs::start_sync`.
#[server(name = StartSync, prefix = "/fn", endpoint = "runs/start_sync", input = Json, output = Json)]
pub async fn start_sync(connection: ConnectionId, kind: RunKind) -> Answer<Started> {
    let caller = super::caller()?;
    Ok(domain::runs::start_sync(&caller.services, &caller.viewer, &connection, kind, false).await?)
}

/// One page of runs.
///
/// # Errors
/// What the use case refuses; see `domain::runs::list`.
#[server(name = ListRuns, prefix = "/fn", endpoint = "runs/list", input = Json, output = Json)]
pub async fn list(query: RunQuery) -> Answer<Page<Run>> {
    let caller = super::caller()?;
    Ok(domain::runs::list(&caller.services, &caller.viewer, &query).await?)
}

/// How many runs are under way.
///
/// # Errors
/// What the use case refuses; see `domain::runs::under_way`.
#[server(name = RunsUnderWay, prefix = "/fn", endpoint = "runs/under_way", input = Json, output = Json)]
pub async fn under_way() -> Answer<i64> {
    let caller = super::caller()?;
    Ok(domain::runs::under_way(&caller.services, &caller.viewer).await?)
}

/// One run.
///
/// # Errors
/// What the use case refuses; see `domain::runs::get`.
#[server(name = GetRun, prefix = "/fn", endpoint = "runs/get", input = Json, output = Json)]
pub async fn get(id: RunId) -> Answer<Run> {
    let caller = super::caller()?;
    Ok(domain::runs::get(&caller.services, &caller.viewer, &id).await?)
}

/// Stops a run after its current block.
///
/// # Errors
/// What the use case refuses; see `domain::runs::cancel`.
#[server(name = CancelRun, prefix = "/fn", endpoint = "runs/cancel", input = Json, output = Json)]
pub async fn cancel(id: RunId) -> Answer<Run> {
    let caller = super::caller()?;
    Ok(domain::runs::cancel(&caller.services, &caller.viewer, &id).await?)
}
