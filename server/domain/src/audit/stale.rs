//! What the second of two editors is told.

use super::list::about_raw;
use crate::{Conn, Result};
use model::{Code, OrganisationId, Problem};

/// That something changed since it was read: its name, who changed it last and which fields. Without `by` it was the system.
///
/// # Errors
/// What the database says.
pub async fn stale(conn: &mut Conn, organisation: &OrganisationId, id: &str, name: &str) -> Result<Problem> {
    let problem = Problem::new(Code::Stale).with("name", name);
    let Some(last) = about_raw(conn, organisation, id, 1).await?.pop() else { return Ok(problem) };
    let problem = if last.actor.is_empty() { problem } else { problem.with("by", last.actor) };
    let fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&last.after).unwrap_or_default();
    let fields: Vec<&str> = fields.keys().map(String::as_str).collect();
    Ok(problem.with("fields", fields.join(" ")))
}
