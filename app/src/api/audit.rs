//! Activity.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::audit::{Entry, EntryQuery};
use model::page::Page;

/// One page of the activity, newest first.
///
/// # Errors
/// What the use case refuses; see `domain::audit::list`.
#[server(name = ListEntries, prefix = "/fn", endpoint = "audit/list", input = Json, output = Json)]
pub async fn list(query: EntryQuery) -> Answer<Page<Entry>> {
    let caller = super::caller()?;
    Ok(domain::audit::list(&caller.services, &caller.viewer, &query).await?)
}
