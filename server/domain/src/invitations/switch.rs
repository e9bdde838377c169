//! Pausing, resuming and revoking a link.

use super::{find_for, rows, shown};
use crate::audit::{self, Actor, Record};
use crate::store::one;
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::invitation::{Invitation, InvitationState};
use model::permission::Permission;
use model::{Code, InvitationId, Problem};
use serde_json::json;

/// Switches a link off for the time being.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`], [`Code::WrongState`].
pub async fn pause(services: &Services, viewer: &Viewer, id: &InvitationId, revision: i64) -> Result<Invitation> {
    switch(services, viewer, id, revision, (Verb::Pause, &[InvitationState::Active], InvitationState::Paused)).await
}

/// Switches a paused link on again.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`], [`Code::WrongState`].
pub async fn resume(services: &Services, viewer: &Viewer, id: &InvitationId, revision: i64) -> Result<Invitation> {
    switch(services, viewer, id, revision, (Verb::Resume, &[InvitationState::Paused], InvitationState::Active)).await
}

/// Withdraws a link for good.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`], [`Code::WrongState`].
pub async fn revoke(services: &Services, viewer: &Viewer, id: &InvitationId, revision: i64) -> Result<Invitation> {
    let from: &[InvitationState] = &[InvitationState::Active, InvitationState::Paused];
    switch(services, viewer, id, revision, (Verb::Revoke, from, InvitationState::Revoked)).await
}

async fn switch(
    services: &Services,
    viewer: &Viewer,
    id: &InvitationId,
    revision: i64,
    (verb, from, to): (Verb, &[InvitationState], InvitationState),
) -> Result<Invitation> {
    viewer.require(Permission::InvitationsWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_for(&mut tx, viewer, id).await?;
    if row.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), &row.note).await?.into());
    }
    if !from.contains(&row.state) {
        return Err(Problem::new(Code::WrongState).with("state", row.state).into());
    }
    let changed =
        sqlx::query("update invitations set state = $1, revision = revision + 1 where id = $2 and revision = $3")
            .bind(to)
            .bind(id)
            .bind(revision)
            .execute(&mut *tx)
            .await?;
    one(changed.rows_affected())?;
    let record = Record::new(verb, Subject::Invitation, id, &row.note)
        .fields(json!({ "state": row.state }), json!({ "state": to }));
    // A link that was withdrawn stays so: others may rely on it.
    let record = match to {
        InvitationState::Revoked => record,
        _ => record.back(json!({ "state": row.state }), json!({ "state": to })),
    };
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "invitations");
    let row = rows::find(&mut tx, &viewer.organisation, id).await?.ok_or(Code::NotFound)?;
    tx.commit().await?;
    shown(services, row)
}
