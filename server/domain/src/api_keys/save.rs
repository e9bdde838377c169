//! Changing a key: what it is called, how long, how often and from where it works. What it may do stays: that is another key.

use super::{addresses, rows};
use crate::audit::{self, Actor, Record, difference};
use crate::store::one;
use crate::{Result, Services, Viewer, organisation};
use model::api_key::{ApiKey, SaveApiKey};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::{Code, Problem};
use serde_json::json;

/// Changes a key.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::ApiKeysWrite`], [`Code::NotFound`], [`Code::Stale`], [`Code::Invalid`],
/// [`Code::WrongState`] for one that was withdrawn.
pub async fn save(services: &Services, viewer: &Viewer, save: &SaveApiKey) -> Result<ApiKey> {
    viewer.require_everywhere(Permission::ApiKeysWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let old = rows::find(&mut tx, &viewer.organisation, &save.id, now).await?.ok_or(Code::NotFound)?;
    let save = save.clone().check(now, old.expires_at)?;
    let networks = addresses::read(&save.addresses)?;
    if old.revision != save.revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, save.id.as_str(), &old.name).await?.into());
    }
    if old.revoked_at.is_some() {
        return Err(Problem::new(Code::WrongState).with("state", "revoked").into());
    }
    let changed = sqlx::query(
        "update api_keys set name = $1, expires_at = $2, rate_per_minute = $3, addresses = $4, revision = revision + 1 \
         where id = $5 and revision = $6",
    )
    .bind(&save.name)
    .bind(save.expires_at)
    .bind(save.rate_per_minute)
    .bind(&networks)
    .bind(&save.id)
    .bind(save.revision)
    .execute(&mut *tx)
    .await?;
    one(changed.rows_affected())?;
    let key = rows::find(&mut tx, &viewer.organisation, &save.id, now).await?.ok_or(Code::NotFound)?;
    let told = |key: &ApiKey| json!({ "name": key.name, "expires_at": key.expires_at, "rate_per_minute": key.rate_per_minute, "addresses": key.addresses });
    let (was, is) = difference(&told(&old), &told(&key));
    let record = Record::new(Verb::Update, Subject::ApiKey, &save.id, &key.name).fields(was, is);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "api_keys");
    tx.commit().await?;
    Ok(key)
}
