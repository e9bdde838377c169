//! Hand-overs.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::HandoverId;
use model::group::{OwnedGroup, OwnedGroupQuery};
use model::handover::{
    Handover, HandoverQuery, Item, ItemQuery, Load, NewHandover, Reroute, SaveHandover, Unassigned, UnassignedQuery,
    UndoPreview, Undoing,
};
use model::page::Page;

/// One page of hand-overs, the newest first.
///
/// # Errors
/// What the use case refuses; see `domain::handovers::list`.
#[server(name = ListHandovers, prefix = "/fn", endpoint = "handovers/list", input = Json, output = Json)]
pub async fn list(query: HandoverQuery) -> Answer<Page<Handover>> {
    let caller = super::caller()?;
    Ok(domain::handovers::list(&caller.services, &caller.viewer, &query).await?)
}

/// One hand-over.
///
/// # Errors
/// What the use case refuses; see `domain::handovers::get`.
#[server(name = GetHandover, prefix = "/fn", endpoint = "handovers/get", input = Json, output = Json)]
pub async fn get(id: HandoverId) -> Answer<Handover> {
    let caller = super::caller()?;
    Ok(domain::handovers::get(&caller.services, &caller.viewer, &id).await?)
}

/// One page of what goes over.
///
/// # Errors
/// What the use case refuses; see `domain::handovers::items`.
#[server(name = HandoverItems, prefix = "/fn", endpoint = "handovers/items", input = Json, output = Json)]
pub async fn items(query: ItemQuery) -> Answer<Page<Item>> {
    let caller = super::caller()?;
    Ok(domain::handovers::items(&caller.services, &caller.viewer, &query).await?)
}

/// Who takes something over, with his customers before and after.
///
/// # Errors
/// What the use case refuses; see `domain::handovers::loads`.
#[server(name = HandoverLoads, prefix = "/fn", endpoint = "handovers/loads", input = Json, output = Json)]
pub async fn loads(id: HandoverId) -> Answer<Vec<Load>> {
    let caller = super::caller()?;
    Ok(domain::handovers::loads(&caller.services, &caller.viewer, &id).await?)
}

/// The groups of a member that an on-job transfer can take, twenty at most.
///
/// # Errors
/// What the use case refuses; see `domain::groups::owned`.
#[server(name = OwnedGroups, prefix = "/fn", endpoint = "handovers/groups", input = Json, output = Json)]
pub async fn groups(query: OwnedGroupQuery) -> Answer<Vec<OwnedGroup>> {
    let caller = super::caller()?;
    Ok(domain::groups::owned(&caller.services, &caller.viewer, &query).await?)
}

/// One page of what leavers left and nobody has yet, leaver by leaver.
///
/// # Errors
/// What the use case refuses; see `domain::handovers::unassigned`.
#[server(name = UnassignedThings, prefix = "/fn", endpoint = "handovers/unassigned", input = Json, output = Json)]
pub async fn unassigned(query: UnassignedQuery) -> Answer<Page<Unassigned>> {
    let caller = super::caller()?;
    Ok(domain::handovers::unassigned(&caller.services, &caller.viewer, &query).await?)
}

/// Prepares a hand-over.
///
/// # Errors
/// What the use case refuses; see `domain::handovers::draft`.
#[server(name = DraftHandover, prefix = "/fn", endpoint = "handovers/draft", input = Json, output = Json)]
pub async fn draft(new: NewHandover) -> Answer<Handover> {
    let caller = super::caller()?;
    Ok(domain::handovers::draft(&caller.services, &caller.viewer, &new).await?)
}

/// Changes one that was not carried out yet.
///
/// # Errors
/// What the use case refuses; see `domain::handovers::save`.
#[server(name = SaveHandoverFn, prefix = "/fn", endpoint = "handovers/save", input = Json, output = Json)]
pub async fn save(save: SaveHandover) -> Answer<Handover> {
    let caller = super::caller()?;
    Ok(domain::handovers::save(&caller.services, &caller.viewer, &save).await?)
}

/// Carries one out, proposes it to a second person, or has it wait for its date.
///
/// # Errors
/// What the use case refuses; see `domain::handovers::apply`.
#[server(name = ApplyHandover, prefix = "/fn", endpoint = "handovers/apply", input = Json, output = Json)]
pub async fn apply(id: HandoverId, revision: i64) -> Answer<Handover> {
    let caller = super::caller()?;
    Ok(domain::handovers::apply(&caller.services, &caller.viewer, &id, revision).await?)
}

/// Gives one up that was not carried out yet.
///
/// # Errors
/// What the use case refuses; see `domain::handovers::cancel`.
#[server(name = CancelHandover, prefix = "/fn", endpoint = "handovers/cancel", input = Json, output = Json)]
pub async fn cancel(id: HandoverId, revision: i64) -> Answer<Handover> {
    let caller = super::caller()?;
    Ok(domain::handovers::cancel(&caller.services, &caller.viewer, &id, revision).await?)
}

/// Tries again what did not work, with the same successor or another.
///
/// # Errors
/// What the use case refuses; see `domain::handovers::retry`.
#[server(name = RetryHandover, prefix = "/fn", endpoint = "handovers/retry", input = Json, output = Json)]
pub async fn retry(reroute: Reroute) -> Answer<Handover> {
    let caller = super::caller()?;
    Ok(domain::handovers::retry(&caller.services, &caller.viewer, &reroute).await?)
}

/// What undoing would come to.
///
/// # Errors
/// What the use case refuses; see `domain::handovers::undo_preview`.
#[server(name = UndoHandoverPreview, prefix = "/fn", endpoint = "handovers/undo_preview", input = Json, output = Json)]
pub async fn undo_preview(id: HandoverId) -> Answer<UndoPreview> {
    let caller = super::caller()?;
    Ok(domain::handovers::undo_preview(&caller.services, &caller.viewer, &id).await?)
}

/// Puts one back, as far as it can be.
///
/// # Errors
/// What the use case refuses; see `domain::handovers::undo`.
#[server(name = UndoHandover, prefix = "/fn", endpoint = "handovers/undo", input = Json, output = Json)]
pub async fn undo(id: HandoverId) -> Answer<Undoing> {
    let caller = super::caller()?;
    Ok(domain::handovers::undo(&caller.services, &caller.viewer, &id).await?)
}
