//! Reading the table of links.

use super::{rows, shown};
use crate::{Result, Services, Viewer};
use model::invitation::Invitation;
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
    let mut invitations = Vec::new();
    for row in rows::newest(&mut conn, viewer, ended, services.clock.now(), MOST).await? {
        let mut invitation = shown(services, row)?;
        // Reading is not handing out.
        if !viewer.allows(Permission::InvitationsWrite) {
            invitation.url = None;
        }
        invitations.push(invitation);
    }
    Ok(invitations)
}
