//! Joins: from opening a link to the decision of an admin.

mod ask;
mod decide;
mod list;
mod same;
mod standing;
mod welcome;

pub use ask::{Applicant, Asked, ask};
pub use decide::decide;
pub use list::list;
pub use standing::{Standing, standings, withdraw};
pub use welcome::welcome;

use crate::invitations::{self, rows};
use crate::{Conn, Result};
use model::invitation::{Channel, InvitationState};
use model::permission::Role;
use model::{Code, DepartmentId, InvitationId, MemberId, Moment, OrganisationId};

/// How somebody came to the join page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ticket {
    /// With the token of a link or its QR code.
    Link(String),
    /// With a door number, in its stored form.
    Door(String),
}

/// What a ticket opens.
#[derive(Debug, Clone)]
struct Opening {
    organisation: OrganisationId,
    organisation_name: String,
    verification: bool,
    channel: Channel,
    invitation: Option<InvitationId>,
    inviter: Option<(MemberId, String)>,
    inviter_role: Option<Role>,
    department: Option<DepartmentId>,
    position: String,
    /// Why nobody new comes in this way, though it is a real one.
    closed: Option<Code>,
}

/// What a ticket opens, working or not.
///
/// # Errors
/// [`Code::NotFound`] if it opens nothing.
async fn open(conn: &mut Conn, ticket: &Ticket, now: Moment) -> Result<Opening> {
    match ticket {
        Ticket::Link(token) => open_link(conn, token, now).await,
        Ticket::Door(number) => open_door(conn, number).await,
    }
}

async fn open_link(conn: &mut Conn, token: &str, now: Moment) -> Result<Opening> {
    let row = rows::find_by_token(conn, token).await?.ok_or(Code::NotFound)?;
    let (organisation_name, state, verification): (String, String, bool) =
        sqlx::query_as("select name, state, inviting_verification from organisations where id = $1")
            .bind(&row.organisation_id)
            .fetch_one(&mut *conn)
            .await?;
    let closed = if state != "open" {
        Some(Code::OrganisationClosed)
    } else {
        match invitations::state(&row, now) {
            InvitationState::Active => None,
            InvitationState::Paused => Some(Code::InvitationPaused),
            InvitationState::Revoked => Some(Code::InvitationRevoked),
            InvitationState::Expired => Some(Code::InvitationExpired),
            InvitationState::UsedUp => Some(Code::InvitationUsedUp),
        }
    };
    Ok(Opening {
        organisation: row.organisation_id,
        organisation_name,
        verification,
        channel: Channel::Link,
        invitation: Some(row.id),
        inviter: Some((row.inviter_id, row.inviter)),
        inviter_role: Some(row.inviter_role),
        department: row.department_id,
        position: row.position,
        closed,
    })
}

async fn open_door(conn: &mut Conn, number: &str) -> Result<Opening> {
    let found: Option<(OrganisationId, String, String, bool, bool)> = sqlx::query_as(
        "select id, name, state, door_open, inviting_verification from organisations where door_number = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await?;
    let (organisation, organisation_name, state, door_open, verification) = found.ok_or(Code::NotFound)?;
    Ok(Opening {
        organisation,
        organisation_name,
        verification,
        channel: Channel::Door,
        invitation: None,
        inviter: None,
        inviter_role: None,
        department: None,
        position: String::new(),
        closed: if state != "open" || !door_open { Some(Code::OrganisationClosed) } else { None },
    })
}
