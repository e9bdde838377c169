//! Which role is meant.

use super::rows;
use crate::{Conn, Result, Viewer};
use model::permission::{Permission, Rights, Role};
use model::problem::Fault;
use model::role::RoleKey;
use model::{Code, DepartmentId, OrganisationId, Problem, RoleId};
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

/// The role that an invitation into a department brings. That of an ordinary member asks for no right; any other only whoever
/// may give it, because whoever is invited by an admin is in at once.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::RolesWrite`] over the whole organisation, [`Code::RoleAboveOwn`], [`Code::Invalid`]
/// for a role that is not there and for one that reaches into departments without any.
pub(crate) async fn for_invitation(
    conn: &mut Conn,
    viewer: &Viewer,
    key: &RoleKey,
    department: Option<&DepartmentId>,
) -> Result<Given> {
    let given = find(conn, &viewer.organisation, key).await?;
    let given = given.ok_or_else(|| Problem::field("role", Fault::Unknown))?;
    if *key == RoleKey::default() {
        return Ok(given);
    }
    viewer.require_everywhere(Permission::RolesWrite)?;
    if !viewer.may_give(&given.rights) {
        return Err(Code::RoleAboveOwn.into());
    }
    if given.rights.scoped && department.is_none() {
        return Err(Problem::field("department", Fault::Missing).into());
    }
    Ok(given)
}
