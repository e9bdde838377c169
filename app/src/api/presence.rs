//! Presence: how people are on other platforms, and how states flow.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::PresenceSyncId;
use model::page::Page;
use model::presence::{CentreTeam, OverridePresence, PersonPresence, PresenceCounts, PresenceQuery};
use model::presence_sync::{PresenceSync, SavePresenceSync};

/// Every pair of tenants between which states flow, or could.
///
/// # Errors
/// What the use case refuses; see `domain::presence::list`.
#[server(name = ListPresenceSyncs, prefix = "/fn", endpoint = "presence/syncs", input = Json, output = Json)]
pub async fn syncs() -> Answer<Vec<PresenceSync>> {
    let caller = super::caller()?;
    Ok(domain::presence::list(&caller.services, &caller.viewer).await?)
}

/// One of them.
///
/// # Errors
/// What the use case refuses; see `domain::presence::get`.
#[server(name = GetPresenceSync, prefix = "/fn", endpoint = "presence/get", input = Json, output = Json)]
pub async fn get(id: PresenceSyncId) -> Answer<PresenceSync> {
    let caller = super::caller()?;
    Ok(domain::presence::get(&caller.services, &caller.viewer, &id).await?)
}

/// Lets states flow between two tenants, or changes how.
///
/// # Errors
/// What the use case refuses; see `domain::presence::save`.
#[server(name = SavePresenceSyncFn, prefix = "/fn", endpoint = "presence/save", input = Json, output = Json)]
pub async fn save(save: SavePresenceSync) -> Answer<PresenceSync> {
    let caller = super::caller()?;
    Ok(domain::presence::save(&caller.services, &caller.viewer, &save).await?)
}

/// Ends that states flow between two tenants.
///
/// # Errors
/// What the use case refuses; see `domain::presence::remove`.
#[server(name = RemovePresenceSync, prefix = "/fn", endpoint = "presence/remove", input = Json, output = Json)]
pub async fn remove(id: PresenceSyncId, revision: i64) -> Answer<()> {
    let caller = super::caller()?;
    Ok(domain::presence::remove(&caller.services, &caller.viewer, &id, revision).await?)
}

/// Teams of the contact centre with their codes.
///
/// # Errors
/// What the use case refuses; see `domain::presence::teams`.
#[server(name = CentreTeams, prefix = "/fn", endpoint = "presence/teams", input = Json, output = Json)]
pub async fn teams(id: PresenceSyncId) -> Answer<Vec<CentreTeam>> {
    let caller = super::caller()?;
    Ok(domain::presence::teams(&caller.services, &caller.viewer, &id).await?)
}

/// One page of people, by name.
///
/// # Errors
/// What the use case refuses; see `domain::presence::board`.
#[server(name = PresenceBoard, prefix = "/fn", endpoint = "presence/board", input = Json, output = Json)]
pub async fn board(query: PresenceQuery) -> Answer<Page<PersonPresence>> {
    let caller = super::caller()?;
    Ok(domain::presence::board(&caller.services, &caller.viewer, &query).await?)
}

/// How many are how, and how fast a change is told.
///
/// # Errors
/// What the use case refuses; see `domain::presence::counts`.
#[server(name = PresenceCountsFn, prefix = "/fn", endpoint = "presence/counts", input = Json, output = Json)]
pub async fn counts(id: PresenceSyncId) -> Answer<PresenceCounts> {
    let caller = super::caller()?;
    Ok(domain::presence::counts(&caller.services, &caller.viewer, &id).await?)
}

/// Says how somebody is for a time, or ends that.
///
/// # Errors
/// What the use case refuses; see `domain::presence::override_state`.
#[server(name = OverridePresenceFn, prefix = "/fn", endpoint = "presence/override", input = Json, output = Json)]
pub async fn override_state(wanted: OverridePresence) -> Answer<PersonPresence> {
    let caller = super::caller()?;
    Ok(domain::presence::override_state(&caller.services, &caller.viewer, &wanted).await?)
}
