//! Withdrawing a key.

use super::rows;
use crate::audit::{self, Actor, Record};
use crate::store::one;
use crate::{Result, Services, Viewer, organisation};
use model::api_key::ApiKey;
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::{ApiKeyId, Code, Problem};
use serde_json::json;

/// Withdraws a key for good: the next request with it is refused.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::ApiKeysWrite`], [`Code::NotFound`], [`Code::Stale`], [`Code::WrongState`] for one that
/// was withdrawn before.
pub async fn revoke(services: &Services, viewer: &Viewer, id: &ApiKeyId, revision: i64) -> Result<ApiKey> {
    viewer.require_everywhere(Permission::ApiKeysWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let key = rows::find(&mut tx, &viewer.organisation, id, now).await?.ok_or(Code::NotFound)?;
    if key.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &key.name).await?.into());
    }
    if key.revoked_at.is_some() {
        return Err(Problem::new(Code::WrongState).with("state", "revoked").into());
    }
    let changed =
        sqlx::query("update api_keys set revoked_at = $1, revision = revision + 1 where id = $2 and revision = $3")
            .bind(now)
            .bind(id)
            .bind(revision)
            .execute(&mut *tx)
            .await?;
    one(changed.rows_affected())?;
    let record = Record::new(Verb::Revoke, Subject::ApiKey, id, &key.name)
        .fields(json!({ "state": "active" }), json!({ "state": "revoked" }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "api_keys");
    let key = rows::find(&mut tx, &viewer.organisation, id, now).await?.ok_or(Code::NotFound)?;
    tx.commit().await?;
    Ok(key)
}
