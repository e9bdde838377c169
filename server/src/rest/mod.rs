//! `/api/v1`: the REST interface, for scripts that sign in with an API key.
//!
//! A request passes [`key`] (whose key is it, not too many), the bound of its body, [`idempotency`] (was it answered before) and one
//! handler, which calls one use case. No cookie is ever read here, so nothing that a browser sends by itself can act. The document
//! at `/api/v1/openapi.json` and the page at `/docs` are made from the handlers ([`openapi`], [`docs`]).
//!
//! To add a resource: its file here, its handlers in [`openapi::resources`], its rows in `tests/rest/walk.rs`.

pub mod agent_steps;
pub mod agents;
pub mod audit;
pub mod backups;
pub mod bulk;
pub mod change_rows;
pub mod change_sets;
pub mod connection_shown;
pub mod connections;
pub mod conversations;
pub mod customer_edits;
pub mod customers;
pub mod departments;
pub mod docs;
mod erasures;
pub mod exports;
pub mod handover_shown;
pub mod handovers;
pub mod idempotency;
pub mod import_files;
pub mod import_shown;
pub mod imports;
pub mod invitations;
pub mod joins;
pub mod key;
pub mod keys;
pub mod mappings;
pub mod member_steps;
pub mod members;
pub mod moment;
pub mod openapi;
pub mod organisation;
pub mod page;
pub mod presence;
pub mod problem;
pub mod rate;
pub mod runs;
pub mod sample;
pub mod seats;
pub mod sent;
pub mod shown;
pub mod skill_groups;
pub mod tags;
pub mod webhook_deliveries;
pub mod webhooks;

use crate::edge::Edge;
use axum::Extension;
use axum::extract::State;
use domain::api_keys::Caller;
use problem::Refusal;
use std::sync::Arc;

/// Where all of it is.
pub const ROOT: &str = "/api/v1";

/// What every handler may ask of the server.
pub type Place = State<Arc<Edge>>;
/// Who calls.
pub type Key = Extension<Arc<Caller>>;
/// What every handler answers.
pub type Told<T> = Result<T, Refusal>;

/// Whether an address belongs to the interface: its failures are problem documents, and other sites' rules do not apply to it.
pub fn is_here(path: &str) -> bool {
    path.strip_prefix(ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
