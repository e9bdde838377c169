//! Roles: how many hold each, and those of the organisation's own.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::RoleId;
use model::role::{OwnRole, Roles, SaveRole};

/// The roles of the organisation's own, and how many hold each role.
///
/// # Errors
/// What the use case refuses; see `domain::roles::list`.
#[server(name = ListRoles, prefix = "/fn", endpoint = "roles/list", input = Json, output = Json)]
pub async fn list() -> Answer<Roles> {
    let caller = super::caller()?;
    Ok(domain::roles::list(&caller.services, &caller.viewer).await?)
}

/// Makes a role, or changes one.
///
/// # Errors
/// What the use case refuses; see `domain::roles::save`.
#[server(name = SaveOwnRole, prefix = "/fn", endpoint = "roles/save", input = Json, output = Json)]
pub async fn save(save: SaveRole) -> Answer<OwnRole> {
    let caller = super::caller()?;
    Ok(domain::roles::save(&caller.services, &caller.viewer, &save).await?)
}

/// Deletes a role that nobody holds.
///
/// # Errors
/// What the use case refuses; see `domain::roles::delete`.
#[server(name = DeleteOwnRole, prefix = "/fn", endpoint = "roles/delete", input = Json, output = Json)]
pub async fn delete(id: RoleId, revision: i64) -> Answer<()> {
    let caller = super::caller()?;
    Ok(domain::roles::delete(&caller.services, &caller.viewer, &id, revision).await?)
}
