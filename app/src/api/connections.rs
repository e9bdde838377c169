//! Connections to outside platforms.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::connection::{Connection, SaveConnection, SaveSchedule};
use model::scim::{FreshScimToken, ScimAccess};
use model::{ConnectionId, Moment};

/// All connections.
///
/// # Errors
/// What the use case refuses; see `domain::connections::list`.
#[server(name = ListConnections, prefix = "/fn", endpoint = "connections/list", input = Json, output = Json)]
pub async fn list() -> Answer<Vec<Connection>> {
    let caller = super::caller()?;
    Ok(domain::connections::list(&caller.services, &caller.viewer).await?)
}

/// One connection.
///
/// # Errors
/// What the use case refuses; see `domain::connections::get`.
#[server(name = GetConnection, prefix = "/fn", endpoint = "connections/get", input = Json, output = Json)]
pub async fn get(id: ConnectionId) -> Answer<Connection> {
    let caller = super::caller()?;
    Ok(domain::connections::get(&caller.services, &caller.viewer, &id).await?)
}

/// Makes or changes a connection. Secrets are sealed and never sent back.
///
/// # Errors
/// What the use case refuses; see `domain::connections::save`.
#[server(name = SaveOneConnection, prefix = "/fn", endpoint = "connections/save", input = Json, output = Json)]
pub async fn save(save: SaveConnection) -> Answer<Connection> {
    let caller = super::caller()?;
    Ok(domain::connections::save(&caller.services, &caller.viewer, &save).await?)
}

/// Removes a connection. What came from it stays, as if made here.
///
/// # Errors
/// What the use case refuses; see `domain::connections::remove`.
#[server(name = RemoveConnection, prefix = "/fn", endpoint = "connections/remove", input = Json, output = Json)]
pub async fn remove(id: ConnectionId, revision: i64) -> Answer<()> {
    let caller = super::caller()?;
    Ok(domain::connections::remove(&caller.services, &caller.viewer, &id, revision).await?)
}

/// Starts *Test*; the findings appear on the connection.
///
/// # Errors
/// What the use case refuses; see `domain::connections::test`.
#[server(name = TestConnection, prefix = "/fn", endpoint = "connections/test", input = Json, output = Json)]
pub async fn test(id: ConnectionId) -> Answer<Connection> {
    let caller = super::caller()?;
    Ok(domain::connections::test(&caller.services, &caller.viewer, &id).await?)
}

/// Sets when runs of one kind start by themselves.
///
/// # Errors
/// What the use case refuses; see `domain::connections::save_schedule`.
#[server(name = SaveOneSchedule, prefix = "/fn", endpoint = "connections/save_schedule", input = Json, output = Json)]
pub async fn save_schedule(save: SaveSchedule) -> Answer<Connection> {
    let caller = super::caller()?;
    Ok(domain::connections::save_schedule(&caller.services, &caller.viewer, &save).await?)
}

/// The next three times of a cron line.
///
/// # Errors
/// What the use case refuses; see `domain::connections::preview_schedule`.
#[server(name = PreviewSchedule, prefix = "/fn", endpoint = "connections/preview_schedule", input = Json, output = Json)]
pub async fn preview_schedule(cron: String, zone: String) -> Answer<Vec<Moment>> {
    let caller = super::caller()?;
    Ok(domain::connections::preview_schedule(&caller.services, &caller.viewer, &cron, &zone).await?)
}

/// How the access of an identity provider stands.
///
/// # Errors
/// What the use case refuses; see `domain::scim::access`.
#[server(name = GetScimAccess, prefix = "/fn", endpoint = "connections/scim_access", input = Json, output = Json)]
pub async fn scim_access(id: ConnectionId) -> Answer<ScimAccess> {
    let caller = super::caller()?;
    Ok(domain::scim::access(&caller.services, &caller.viewer, &id).await?)
}

/// Gives an identity provider a token, which is in this answer only.
///
/// # Errors
/// What the use case refuses; see `domain::scim::make`.
#[server(name = MakeScimToken, prefix = "/fn", endpoint = "connections/make_scim_token", input = Json, output = Json)]
pub async fn make_scim_token(id: ConnectionId, revision: i64, keep_hours: i64) -> Answer<FreshScimToken> {
    let caller = super::caller()?;
    Ok(domain::scim::make(&caller.services, &caller.viewer, &id, revision, keep_hours).await?)
}

/// Withdraws the token of an identity provider.
///
/// # Errors
/// What the use case refuses; see `domain::scim::revoke`.
#[server(name = RevokeScimToken, prefix = "/fn", endpoint = "connections/revoke_scim_token", input = Json, output = Json)]
pub async fn revoke_scim_token(id: ConnectionId, revision: i64) -> Answer<ScimAccess> {
    let caller = super::caller()?;
    Ok(domain::scim::revoke(&caller.services, &caller.viewer, &id, revision).await?)
}
