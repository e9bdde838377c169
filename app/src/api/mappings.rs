//! User mapping.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::mapping::{
    AccountQuery, AutoSync, ConfirmMappings, Coverage, IgnoreMember, MapMember, Mapping, MappingQuery, OutsideAccount,
};
use model::page::Page;
use model::{ChangeSetId, ConnectionId, MemberId};

/// One page of members on a connection, by name.
///
/// # Errors
/// What the use case refuses; see `domain::mappings::list`.
#[server(name = ListMappings, prefix = "/fn", endpoint = "mappings/list", input = Json, output = Json)]
pub async fn list(query: MappingQuery) -> Answer<Page<Mapping>> {
    let caller = super::caller()?;
    Ok(domain::mappings::list(&caller.services, &caller.viewer, &query).await?)
}

/// One member on a connection, with everything that may be the account.
///
/// # Errors
/// What the use case refuses; see `domain::mappings::get`.
#[server(name = GetMapping, prefix = "/fn", endpoint = "mappings/get", input = Json, output = Json)]
pub async fn get(connection: ConnectionId, member: MemberId) -> Answer<Mapping> {
    let caller = super::caller()?;
    Ok(domain::mappings::get(&caller.services, &caller.viewer, &connection, &member).await?)
}

/// How many stand how.
///
/// # Errors
/// What the use case refuses; see `domain::mappings::coverage`.
#[server(name = MappingCoverage, prefix = "/fn", endpoint = "mappings/coverage", input = Json, output = Json)]
pub async fn coverage(connection: ConnectionId) -> Answer<Coverage> {
    let caller = super::caller()?;
    Ok(domain::mappings::coverage(&caller.services, &caller.viewer, &connection).await?)
}

/// Accounts by the name as it stands there.
///
/// # Errors
/// What the use case refuses; see `domain::mappings::accounts`.
#[server(name = FindAccounts, prefix = "/fn", endpoint = "mappings/accounts", input = Json, output = Json)]
pub async fn accounts(query: AccountQuery) -> Answer<Page<OutsideAccount>> {
    let caller = super::caller()?;
    Ok(domain::mappings::accounts(&caller.services, &caller.viewer, &query).await?)
}

/// Gives a member an account, another one, or takes it away.
///
/// # Errors
/// What the use case refuses; see `domain::mappings::map`.
#[server(name = MapMemberFn, prefix = "/fn", endpoint = "mappings/map", input = Json, output = Json)]
pub async fn map(map: MapMember) -> Answer<Mapping> {
    let caller = super::caller()?;
    Ok(domain::mappings::map(&caller.services, &caller.viewer, &map).await?)
}

/// Leaves a member without account on purpose, or takes that back.
///
/// # Errors
/// What the use case refuses; see `domain::mappings::ignore`.
#[server(name = IgnoreMemberFn, prefix = "/fn", endpoint = "mappings/ignore", input = Json, output = Json)]
pub async fn ignore(ignore: IgnoreMember) -> Answer<Mapping> {
    let caller = super::caller()?;
    Ok(domain::mappings::ignore(&caller.services, &caller.viewer, &ignore).await?)
}

/// Proposes every candidate at or above a score; nothing where nobody reaches it.
///
/// # Errors
/// What the use case refuses; see `domain::mappings::confirm`.
#[server(name = ConfirmMappingsFn, prefix = "/fn", endpoint = "mappings/confirm", input = Json, output = Json)]
pub async fn confirm(confirm: ConfirmMappings) -> Answer<Option<ChangeSetId>> {
    let caller = super::caller()?;
    Ok(domain::mappings::confirm(&caller.services, &caller.viewer, &confirm).await?)
}

/// How Auto Sync of a connection goes about it.
///
/// # Errors
/// What the use case refuses; see `domain::mappings::auto_sync`.
#[server(name = GetAutoSync, prefix = "/fn", endpoint = "mappings/auto_sync", input = Json, output = Json)]
pub async fn auto_sync(connection: ConnectionId) -> Answer<AutoSync> {
    let caller = super::caller()?;
    Ok(domain::mappings::auto_sync(&caller.services, &caller.viewer, &connection).await?)
}

/// Changes that.
///
/// # Errors
/// What the use case refuses; see `domain::mappings::save_auto_sync`.
#[server(name = SaveAutoSync, prefix = "/fn", endpoint = "mappings/save_auto_sync", input = Json, output = Json)]
pub async fn save_auto_sync(save: AutoSync) -> Answer<AutoSync> {
    let caller = super::caller()?;
    Ok(domain::mappings::save_auto_sync(&caller.services, &caller.viewer, &save).await?)
}
