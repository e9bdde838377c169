//! Which role is meant.

use super::rows;
use crate::{Conn, Result};
use model::permission::{Rights, Role};
use model::role::RoleKey;
use model::{OrganisationId, RoleId};
use serde_json::{Value, json};

/// A role to be given to somebody.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    /// The built-in one.
    pub role: Role,
    /// The one of the organisation's own, if it is one.
    pub own: Option<RoleId>,
    /// What it lets its holder do.
    pub rights: Rights,
    /// How the activity tells it.
    pub told: Value,
}

/// The role of a key; `None` for one that the organisation does not have.
///
/// # Errors
/// What the database says.
pub(crate) async fn find(conn: &mut Conn, organisation: &OrganisationId, key: &RoleKey) -> Result<Option<Given>> {
    Ok(match key {
        RoleKey::BuiltIn(role) => Some(Given { role: *role, own: None, rights: role.rights(), told: json!(role) }),
        RoleKey::Own(id) => rows::one(conn, organisation, id).await?.map(|row| Given {
            role: Role::Member,
            own: Some(row.id.clone()),
            rights: row.rights(),
            told: json!(row.name),
        }),
    })
}
