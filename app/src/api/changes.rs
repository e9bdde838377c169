//! Change sets.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::change::{ChangeRow, ChangeSet, Resolution, RowQuery, Tick};
use model::page::{Page, PageRequest};
use model::run::Started;
use model::{ChangeRowId, ChangeSetId};

/// One page of change sets, newest first.
///
/// # Errors
/// What the use case refuses; see `domain::changes::list`.
#[server(name = ListChangeSets, prefix = "/fn", endpoint = "changes/list", input = Json, output = Json)]
pub async fn list(page: PageRequest) -> Answer<Page<ChangeSet>> {
    let caller = super::caller()?;
    let query = model::change::SetQuery { page, ..Default::default() };
    Ok(domain::changes::list(&caller.services, &caller.viewer, &query).await?)
}

/// One change set.
///
/// # Errors
/// What the use case refuses; see `domain::changes::get`.
#[server(name = GetChangeSet, prefix = "/fn", endpoint = "changes/get", input = Json, output = Json)]
pub async fn get(id: ChangeSetId) -> Answer<ChangeSet> {
    let caller = super::caller()?;
    Ok(domain::changes::get(&caller.services, &caller.viewer, &id).await?)
}

/// One page of its rows.
///
/// # Errors
/// What the use case refuses; see `domain::changes::rows`.
#[server(name = ListChangeRows, prefix = "/fn", endpoint = "changes/rows", input = Json, output = Json)]
pub async fn rows(query: RowQuery) -> Answer<Page<ChangeRow>> {
    let caller = super::caller()?;
    Ok(domain::changes::rows(&caller.services, &caller.viewer, &query).await?)
}

/// Ticks or unticks rows.
///
/// # Errors
/// What the use case refuses; see `domain::changes::tick`.
#[server(name = TickChangeRows, prefix = "/fn", endpoint = "changes/tick", input = Json, output = Json)]
pub async fn tick(tick: Tick) -> Answer<ChangeSet> {
    let caller = super::caller()?;
    Ok(domain::changes::tick(&caller.services, &caller.viewer, &tick).await?)
}

/// Decides a conflict.
///
/// # Errors
/// What the use case refuses; see `domain::changes::resolve`.
#[server(name = ResolveConflict, prefix = "/fn", endpoint = "changes/resolve", input = Json, output = Json)]
pub async fn resolve(set: ChangeSetId, row: ChangeRowId, resolution: Resolution) -> Answer<ChangeRow> {
    let caller = super::caller()?;
    Ok(domain::changes::resolve(&caller.services, &caller.viewer, &set, &row, resolution).await?)
}

/// Carries out the ticked rows. Above the brake, `word` must be the word.
///
/// # Errors
/// What the use case refuses; see `domain::changes::apply`.
#[server(name = ApplyChangeSet, prefix = "/fn", endpoint = "changes/apply", input = Json, output = Json)]
pub async fn apply(id: ChangeSetId, word: String) -> Answer<Started> {
    let caller = super::caller()?;
    Ok(domain::changes::apply(&caller.services, &caller.viewer, &id, &word).await?)
}

/// Puts back what nobody touched since.
///
/// # Errors
/// What the use case refuses; see `domain::changes::undo`.
#[server(name = UndoChangeSet, prefix = "/fn", endpoint = "changes/undo", input = Json, output = Json)]
pub async fn undo(id: ChangeSetId) -> Answer<Started> {
    let caller = super::caller()?;
    Ok(domain::changes::undo(&caller.services, &caller.viewer, &id).await?)
}

/// Tries the failed rows again.
///
/// # Errors
/// What the use case refuses; see `domain::changes::retry`.
#[server(name = RetryChangeSet, prefix = "/fn", endpoint = "changes/retry", input = Json, output = Json)]
pub async fn retry(id: ChangeSetId) -> Answer<Started> {
    let caller = super::caller()?;
    Ok(domain::changes::retry(&caller.services, &caller.viewer, &id).await?)
}

/// Gives a draft up.
///
/// # Errors
/// What the use case refuses; see `domain::changes::discard`.
#[server(name = DiscardChangeSet, prefix = "/fn", endpoint = "changes/discard", input = Json, output = Json)]
pub async fn discard(id: ChangeSetId) -> Answer<ChangeSet> {
    let caller = super::caller()?;
    Ok(domain::changes::discard(&caller.services, &caller.viewer, &id).await?)
}
