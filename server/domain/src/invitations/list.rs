//! Reading the table of links.

use super::{rows, sees, shown};
use crate::{Result, Services, Viewer};
use model::invitation::{Invitation, InvitationState};
use model::permission::Permission;

/// The table shows at most this many, newest first.
const MOST: i64 = 500;

/// The links in force, newest first; with `ended`, also those that no longer work.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::InvitationsRead`].
pub async fn list(services: &Services, viewer: &Viewer, ended: bool) -> Result<Vec<Invitation>> {
    viewer.require(Permission::InvitationsRead)?;
    let mut conn = services.store.read().await?;
    let found = rows::newest(&mut conn, &viewer.organisation, MOST).await?;
    let mut invitations = Vec::new();
    for row in found.into_iter().filter(|row| sees(viewer, row)) {
        let mut invitation = shown(services, row)?;
        let works = matches!(invitation.state, InvitationState::Active | InvitationState::Paused);
        if !works && !ended {
            continue;
        }
        // Reading is not handing out.
        if !viewer.role.allows(Permission::InvitationsWrite) {
            invitation.url = None;
        }
        invitations.push(invitation);
    }
    Ok(invitations)
}
