//! A new secret for a webhook.

use super::{new_secret, rows, seal};
use crate::audit::{self, Actor, Record};
use crate::store::one;
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::moment::HOUR;
use model::permission::Permission;
use model::problem::{Fault, Field};
use model::webhook::{FreshWebhook, MAX_KEEP_HOURS};
use model::{Problem, WebhookId};
use serde_json::json;

/// Gives a webhook a new secret. For so many hours the one before it signs too, in the same header, so that the receiver can change
/// over in between.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`], [`model::Code::Stale`], [`model::Code::Invalid`] naming `keep_hours`.
pub async fn rotate(
    services: &Services,
    viewer: &Viewer,
    id: &WebhookId,
    revision: Option<i64>,
    keep_hours: i64,
) -> Result<FreshWebhook> {
    viewer.require_everywhere(Permission::WebhooksWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let old = rows::find(&mut tx, &viewer.organisation, id).await?;
    keeps(keep_hours)?;
    if revision.is_some_and(|revision| revision != old.revision) {
        return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &old.name()).await?.into());
    }
    let secret = new_secret(&services.ids);
    let kept = (keep_hours > 0).then(|| now.plus(keep_hours * HOUR));
    let changed = sqlx::query(
        "update webhooks set secret_sealed = $1, old_secret_sealed = $2, old_until = $3, revision = revision + 1 where id = $4",
    )
    .bind(seal(services, id, &secret)?)
    .bind(kept.map(|_| &old.secret_sealed))
    .bind(kept)
    .bind(id)
    .execute(&mut *tx)
    .await?;
    one(changed.rows_affected())?;
    let record = Record::new(Verb::Reset, Subject::Webhook, id, old.name())
        .fields(json!(null), json!({ "secret": "new", "keep_hours": keep_hours }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "webhooks");
    let row = rows::find(&mut tx, &viewer.organisation, id).await?;
    tx.commit().await?;
    Ok(FreshWebhook { webhook: row.shown(now), secret })
}

/// Passes if an old secret may go on working for so long.
pub(crate) fn keeps(hours: i64) -> Result<()> {
    if (0..=MAX_KEEP_HOURS).contains(&hours) {
        return Ok(());
    }
    let field = Field { field: "keep_hours".to_owned(), fault: Fault::OutOfRange, limit: Some(MAX_KEEP_HOURS) };
    Err(Problem::fields(vec![field]).into())
}
