//! Invitations: links, QR codes and the door number for anybody; e-mail, text message and contacts for one person.

mod cancel;
mod contacts;
mod create;
mod door;
mod examine;
mod invite;
mod list;
mod page;
mod personal;
mod qr;
mod readdress;
mod resend;
pub mod rows;
mod switch;

pub use contacts::contacts;
pub use create::create;
pub use door::{door, reset_door, set_door_open};
pub use examine::examine;
pub use invite::invite;
pub(crate) use invite::{Inviter, Issue, issue_to};
pub use list::list;
pub use page::{get, page};
pub use personal::personal;
pub use qr::{Format, door_qr, qr};
pub use readdress::readdress;
pub use resend::{cancel, resend};
pub use switch::{pause, resume, revoke};

use crate::{Conn, Result, Services, Viewer};
use model::invitation::{Invitation, InvitationState};
use model::member::Status;
use model::{Code, InvitationId, Moment};
use rows::Row;

/// Where an invitation stands at a moment: what was stored, or that its time, its uses or its inviter are gone.
pub(crate) fn state(row: &Row, now: Moment) -> InvitationState {
    // Whoever left does not go on inviting.
    let inviter_is_gone = matches!(row.inviter_status, Status::Terminated | Status::Suspended);
    if row.state == InvitationState::Revoked || inviter_is_gone {
        InvitationState::Revoked
    } else if row.expires_at.is_some_and(|end| end <= now) {
        InvitationState::Expired
    } else if row.max_uses.is_some_and(|most| row.uses >= most) {
        InvitationState::UsedUp
    } else {
        row.state
    }
}

/// The address that a link or a QR code holds.
pub(crate) fn url(services: &Services, token: &str) -> String {
    format!("{}/join/{token}", services.settings.public_url)
}

fn shown(services: &Services, row: Row) -> Result<Invitation> {
    let state = state(&row, services.clock.now());
    let token = services.seal.open(row.id.as_str(), &row.token_sealed)?;
    Ok(Invitation {
        url: Some(url(services, &token)),
        inviter: row.inviter,
        department: row.department_id.zip(row.department),
        position: row.position,
        role: row.held.role,
        own_role: row.held.own(),
        note: row.note,
        expires_at: row.expires_at,
        max_uses: row.max_uses,
        uses: row.uses,
        state,
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
        || viewer.person() == Some(&row.inviter_id)
        || row.department_path.as_deref().is_some_and(|path| viewer.sees_path(path))
}
