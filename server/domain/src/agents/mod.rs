//! Agents: members who serve customers in a contact centre. Each has a number, skill groups, a state, and may be forced offline.
//!
//! The account of an agent who was new here belongs to the organisation that made it ([`accounts`](crate::accounts)): its password is
//! random, mailed, and changed at the first sign-in. An agent who had an account before keeps it, and his own password.

mod add;
mod check;
mod choose;
mod delete;
pub(crate) mod door;
mod edit;
mod force;
mod get;
mod groups;
mod importing;
mod list;
mod mails;
mod own;
mod pass_on;
mod password;
mod replace;
mod resume;
pub(crate) mod rows;
pub(crate) mod shifts;
mod sign_ins;
mod steps;

pub use add::add;
pub(crate) use add::role;
pub use check::check;
pub use choose::{change_password, choose_password};
pub use edit::edit;
pub use force::force_offline;
pub use get::get;
pub(crate) use groups::{of as groups_of, place};
pub(crate) use importing::{Change, GroupName, Importing, NewAgent, Payload as Imported};
pub use list::list;
pub use own::{own, set_own_state};
pub(crate) use pass_on::{give_back, pass_on};
pub use replace::replace;
pub use resume::resume_due;
pub use steps::take_steps;

use crate::audit;
use crate::{Conn, Result, Viewer, members};
use model::{AgentId, Code};
use rows::Row;

/// An agent of the viewer's organisation, also one in the recycle bin.
///
/// # Errors
/// [`Code::NotFound`]
async fn find(conn: &mut Conn, viewer: &Viewer, id: &AgentId) -> Result<Row> {
    Ok(rows::find(conn, &viewer.organisation, id).await?.ok_or(Code::NotFound)?)
}

/// As [`find`], as it was looked at.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Stale`]
async fn find_as_seen(conn: &mut Conn, viewer: &Viewer, (id, revision): (&AgentId, i64)) -> Result<Row> {
    let row = find(conn, viewer, id).await?;
    if row.revision != revision {
        return Err(audit::stale(conn, &viewer.organisation, id.as_str(), &row.name).await?.into());
    }
    Ok(row)
}

/// Passes if the agent has no rights that the viewer lacks: whoever could lock such a one out would stand above him.
///
/// # Errors
/// [`Code::RoleAboveOwn`]
async fn require_no_more_rights(conn: &mut Conn, viewer: &Viewer, row: &Row) -> Result<()> {
    let member = members::rows::find(conn, &viewer.organisation, &row.member_id).await?.ok_or(Code::NotFound)?;
    if viewer.rights.includes(&member.held.rights()) { Ok(()) } else { Err(Code::RoleAboveOwn.into()) }
}
