//! Invitations of single people: where they stand.

use super::{rows, state, url};
use crate::{Conn, Result, Services, Viewer, outbox};
use model::invitation::InvitationState;
use model::invite::{COOL_DOWN, PersonalInvitation};
use model::outbox::Delivery;
use model::permission::Permission;
use model::problem::Fault;
use model::{MemberId, Problem, limits};

/// The newest invitation of each of these members, as far as the viewer sees them.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::InvitationsRead`], [`model::Code::Invalid`] for too many.
pub async fn personal(services: &Services, viewer: &Viewer, ids: &[MemberId]) -> Result<Vec<PersonalInvitation>> {
    viewer.require(Permission::InvitationsRead)?;
    if ids.len() > limits::BULK {
        return Err(Problem::field("ids", Fault::OutOfRange).into());
    }
    let mut conn = services.store.read().await?;
    let found = rows::of_members(&mut conn, viewer, ids).await?;
    told(&mut conn, services, viewer, found).await
}

async fn told(
    conn: &mut Conn,
    services: &Services,
    viewer: &Viewer,
    found: Vec<rows::Row>,
) -> Result<Vec<PersonalInvitation>> {
    let now = services.clock.now();
    let about: Vec<String> = found.iter().map(|row| row.id.0.clone()).collect();
    let mut sent = outbox::newest(conn, &about).await?;
    let mut all = Vec::with_capacity(found.len());
    for row in found {
        let Some(member) = row.member_id.clone() else { continue };
        let state = state(&row, now);
        let url = match viewer.allows(Permission::InvitationsWrite) && state == InvitationState::Active {
            true => Some(url(services, &services.seal.open(row.id.as_str(), &row.token_sealed)?)),
            false => None,
        };
        let (delivery, times) =
            sent.remove(row.id.as_str()).map_or((None, 0), |(delivery, times)| (Some(delivery), times));
        // Whoever invited has the address from the person.
        let address = |text: String| if row.inviter_id == viewer.member { text } else { viewer.text(text) };
        let delivery = delivery.map(|delivery| Delivery { address: address(delivery.address), ..delivery });
        let last = delivery.as_ref().map_or(row.created_at, |delivery| delivery.created_at);
        all.push(PersonalInvitation {
            member,
            channel: row.kind,
            address: address(row.address),
            url,
            inviter: row.inviter,
            state,
            expires_at: row.expires_at,
            delivery,
            times,
            again_at: last.plus(COOL_DOWN),
            revision: row.revision,
            id: row.id,
        });
    }
    Ok(all)
}
