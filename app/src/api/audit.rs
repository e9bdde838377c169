//! Activity.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::audit::{Entry, EntryQuery};
use model::page::Page;
use model::revert::{Chain, Revert};
use model::run::Started;

/// One page of the activity, newest first.
///
/// # Errors
/// What the use case refuses; see `domain::audit::list`.
#[server(name = ListEntries, prefix = "/fn", endpoint = "audit/list", input = Json, output = Json)]
pub async fn list(query: EntryQuery) -> Answer<Page<Entry>> {
    let caller = super::caller()?;
    Ok(domain::audit::list(&caller.services, &caller.viewer, &query).await?)
}

/// The newest entry, and what the last check of the chain found.
///
/// # Errors
/// What the use case refuses; see `domain::audit::chain`.
#[server(name = ReadChain, prefix = "/fn", endpoint = "audit/chain", input = Json, output = Json)]
pub async fn chain() -> Answer<Chain> {
    let caller = super::caller()?;
    Ok(domain::audit::chain(&caller.services, &caller.viewer).await?)
}

/// Begins to check the chain.
///
/// # Errors
/// What the use case refuses; see `domain::audit::start_check`.
#[server(name = CheckChain, prefix = "/fn", endpoint = "audit/verify", input = Json, output = Json)]
pub async fn check() -> Answer<Started> {
    let caller = super::caller()?;
    Ok(domain::audit::start_check(&caller.services, &caller.viewer).await?)
}

/// Whether and where an entry can be put back.
///
/// # Errors
/// What the use case refuses; see `domain::revert::look`.
#[server(name = LookAtRevert, prefix = "/fn", endpoint = "audit/look", input = Json, output = Json)]
pub async fn look(seq: i64) -> Answer<Revert> {
    let caller = super::caller()?;
    Ok(domain::revert::look(&caller.services, &caller.viewer, seq).await?)
}

/// Puts an entry back.
///
/// # Errors
/// What the use case refuses; see `domain::revert::revert`.
#[server(name = RevertEntry, prefix = "/fn", endpoint = "audit/revert", input = Json, output = Json)]
pub async fn revert(seq: i64) -> Answer<()> {
    let caller = super::caller()?;
    Ok(domain::revert::revert(&caller.services, &caller.viewer, seq).await?)
}
