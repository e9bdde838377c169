//! Withdrawing a token.

use super::access::{named, shown};
use crate::audit::{self, Actor, Record};
use crate::store::one;
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::scim::ScimAccess;
use model::{Code, ConnectionId, Problem};
use serde_json::json;

/// Withdraws the token and the one before it: the provider is let in no more. What it brought stays.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::ConnectionsWrite`], [`Code::NotFound`], [`Code::Stale`],
/// [`Code::WrongState`] where there is none.
pub async fn revoke(services: &Services, viewer: &Viewer, id: &ConnectionId, revision: i64) -> Result<ScimAccess> {
    viewer.require_everywhere(Permission::ConnectionsWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let name = named(&mut tx, &viewer.organisation, id).await?;
    let old = shown(&mut tx, services, id).await?;
    if old.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &name).await?.into());
    }
    let Some(token) = old.token else { return Err(Problem::new(Code::WrongState).with("state", "revoked").into()) };
    let done = sqlx::query(
        "update scim_tokens set revoked_at = $1, old_prefix = null, old_token_hash = null, old_until = null, \
         revision = revision + 1 where connection_id = $2",
    )
    .bind(now)
    .bind(id)
    .execute(&mut *tx)
    .await?;
    one(done.rows_affected())?;
    let record = Record::new(Verb::Revoke, Subject::Connection, id, &name)
        .fields(json!({ "token": token.prefix }), json!({ "token": null }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "connections");
    let access = shown(&mut tx, services, id).await?;
    tx.commit().await?;
    Ok(access)
}
