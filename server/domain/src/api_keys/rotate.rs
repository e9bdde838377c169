//! A new text for a key.

use super::create::{PREFIX, here};
use super::rows;
use crate::audit::{self, Actor, Record};
use crate::keys::sha256;
use crate::store::one;
use crate::webhooks::keeps;
use crate::{Error, Result, Services, Viewer, organisation};
use model::api_key::{FreshApiKey, TOKEN_BEGINS};
use model::audit::{Subject, Verb};
use model::moment::HOUR;
use model::permission::Permission;
use model::{ApiKeyId, Code, OrganisationId, Problem};
use serde_json::json;

/// Gives a key a new text, which is in the answer and nowhere else. For so many hours the one before it works on, so that scripts can
/// change over in between; one that was before that stops at once.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::ApiKeysWrite`] or for a key that may do more than the viewer, [`Code::NotFound`],
/// [`Code::Stale`], [`Code::Invalid`] naming `keep_hours`, [`Code::WrongState`] for one that was withdrawn or is over.
pub async fn rotate(
    services: &Services,
    viewer: &Viewer,
    id: &ApiKeyId,
    revision: Option<i64>,
    keep_hours: i64,
) -> Result<FreshApiKey> {
    viewer.require_everywhere(Permission::ApiKeysWrite)?;
    let known = super::get(services, viewer, id).await?;
    // Whoever gets the text may do what the key may: nobody gets more than he has.
    for right in known.scopes.iter().flat_map(|scope| scope.grants()) {
        viewer.require_everywhere(right)?;
    }
    write(services, &viewer.organisation, &Actor::from(viewer), (id, revision), keep_hours).await
}

/// The same from the command line; the key is named by its id or its name.
///
/// # Errors
/// As [`rotate`]; [`Error::Broken`] in words where nothing has the name, or several have.
pub async fn rotate_here(services: &Services, organisation: &str, named: &str, keep_hours: i64) -> Result<FreshApiKey> {
    let mut conn = services.store.read().await?;
    let (organisation, actor) = here(&mut conn, organisation).await?;
    let mut found: Vec<ApiKeyId> = sqlx::query_scalar(
        "select id from api_keys where organisation_id = $1 and (id = $2 or name = $2) and revoked_at is null limit 2",
    )
    .bind(&organisation)
    .bind(named.trim())
    .fetch_all(&mut *conn)
    .await?;
    drop(conn);
    let id = match (found.pop(), found.is_empty()) {
        (Some(id), true) => id,
        (Some(_), false) => return Err(Error::Broken(format!("several keys are called {named}; give the id"))),
        (None, _) => return Err(Error::Broken(format!("no key in force is called {named}"))),
    };
    write(services, &organisation, &actor, (&id, None), keep_hours).await
}

async fn write(
    services: &Services,
    organisation: &OrganisationId,
    actor: &Actor,
    (id, revision): (&ApiKeyId, Option<i64>),
    keep_hours: i64,
) -> Result<FreshApiKey> {
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, organisation).await?;
    let old = rows::find(&mut tx, organisation, id, now).await?.ok_or(Code::NotFound)?;
    keeps(keep_hours)?;
    if revision.is_some_and(|revision| revision != old.revision) {
        return Err(audit::stale(&mut tx, organisation, id.as_str(), &old.name).await?.into());
    }
    if old.revoked_at.is_some() || old.expires_at.is_some_and(|end| end <= now) {
        let state = if old.revoked_at.is_some() { "revoked" } else { "expired" };
        return Err(Problem::new(Code::WrongState).with("state", state).into());
    }
    let token = format!("{TOKEN_BEGINS}{}", services.ids.token());
    let kept = (keep_hours > 0).then(|| now.plus(keep_hours * HOUR));
    let changed = sqlx::query(
        "update api_keys set old_prefix = case when $1 = $2 then prefix else null end, \
         old_token_hash = case when $1 = $2 then token_hash else null end, old_until = $3, prefix = $4, token_hash = $5, \
         revision = revision + 1 where id = $6",
    )
    .bind(kept.is_some())
    .bind(true)
    .bind(kept)
    .bind(token.get(..PREFIX).unwrap_or_default())
    .bind(sha256(&token))
    .bind(id)
    .execute(&mut *tx)
    .await?;
    one(changed.rows_affected())?;
    let key = rows::find(&mut tx, organisation, id, now).await?.ok_or(Code::NotFound)?;
    let record = Record::new(Verb::Reset, Subject::ApiKey, id, &key.name)
        .fields(json!({ "prefix": old.prefix }), json!({ "prefix": key.prefix, "keep_hours": keep_hours }));
    audit::record(&mut tx, organisation, actor, now, record).await?;
    tx.hint(organisation, "api_keys");
    tx.commit().await?;
    Ok(FreshApiKey { key, token })
}
