//! What becomes of people whom somebody invites.

use super::find;
use crate::{Result, Services, Viewer};
use model::invitation::Channel;
use model::join_rules::{JoinOutcome, judge};
use model::permission::Permission;

/// Whether those whom the viewer invites by this way are in at once, wait, or cannot come in, by the rules as they are. Nothing
/// else of the rules is told: most of those who invite have no right to read them.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::InvitationsSend`].
pub async fn outcome(services: &Services, viewer: &Viewer, channel: Channel) -> Result<JoinOutcome> {
    viewer.require(Permission::InvitationsSend)?;
    let mut conn = services.store.read().await?;
    let rules = find(&mut conn, &viewer.organisation).await?;
    Ok(judge(channel, Some(viewer.role), &rules).outcome)
}
