//! Requests to join.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::JoinId;
use model::join::{Decision, Join, JoinQuery};
use model::member::Outcome;
use model::page::Page;

/// One page of the queue.
///
/// # Errors
/// What the use case refuses; see `domain::joins::list`.
#[server(name = ListJoins, prefix = "/fn", endpoint = "joins/list", input = Json, output = Json)]
pub async fn list(query: JoinQuery) -> Answer<Page<Join>> {
    let caller = super::caller()?;
    Ok(domain::joins::list(&caller.services, &caller.viewer, &query).await?)
}

/// Decides one or several requests; each has its own outcome.
///
/// # Errors
/// What the use case refuses; see `domain::joins::decide`.
#[server(name = DecideJoins, prefix = "/fn", endpoint = "joins/decide", input = Json, output = Json)]
pub async fn decide(ids: Vec<JoinId>, decision: Decision) -> Answer<Vec<Outcome<JoinId>>> {
    let caller = super::caller()?;
    Ok(domain::joins::decide(&caller.services, &caller.viewer, &ids, &decision).await?)
}
