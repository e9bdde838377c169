//! Invitations: links, QR codes and the door number.

mod create;
mod door;
mod list;
mod qr;
pub mod rows;
mod switch;

pub use create::create;
pub use door::{door, reset_door, set_door_open};
pub use list::list;
pub use qr::{Format, door_qr, qr};
pub use switch::{pause, resume, revoke};

use crate::{Conn, Result, Services, Viewer};
use model::invitation::{Invitation, InvitationState};
use model::{Code, InvitationId, Moment};
use rows::Row;

/// Where an invitation stands at a moment: what was stored, or that its time or its uses are over.
pub(crate) fn state(
    stored: InvitationState,
    expires_at: Option<Moment>,
    uses: (i64, Option<i64>),
    now: Moment,
) -> InvitationState {
    if stored == InvitationState::Revoked {
        InvitationState::Revoked
    } else if expires_at.is_some_and(|end| end <= now) {
        InvitationState::Expired
    } else if uses.1.is_some_and(|most| uses.0 >= most) {
        InvitationState::UsedUp
    } else {
        stored
    }
}

/// The address that a link or a QR code holds.
pub(crate) fn url(services: &Services, token: &str) -> String {
    format!("{}/join/{token}", services.settings.public_url)
}

fn shown(services: &Services, row: Row) -> Result<Invitation> {
    let now = services.clock.now();
    let token = services.seal.open(row.id.as_str(), &row.token_sealed)?;
    Ok(Invitation {
        url: Some(url(services, &token)),
        inviter: row.inviter,
        department: row.department_id.zip(row.department),
        position: row.position,
        note: row.note,
        expires_at: row.expires_at,
        max_uses: row.max_uses,
        uses: row.uses,
        state: state(row.state, row.expires_at, (row.uses, row.max_uses), now),
        created_at: row.created_at,
        revision: row.revision,
        id: row.id,
    })
}

/// An invitation that the viewer sees: a scoped viewer sees his own and those into his departments.
async fn find_for(conn: &mut Conn, viewer: &Viewer, id: &InvitationId) -> Result<Row> {
    let row = rows::find(conn, &viewer.organisation, id).await?;
    Ok(row.filter(|row| sees(viewer, row)).ok_or(Code::NotFound)?)
}

fn sees(viewer: &Viewer, row: &Row) -> bool {
    viewer.scope.is_none()
        || row.inviter_id == viewer.member
        || row.department_path.as_deref().is_some_and(|path| viewer.sees_path(path))
}
