//! Sending again what was sent, or could not be.

use super::save::hasten;
use super::{log, rows};
use crate::{Result, Services, Viewer, Write, organisation};
use model::permission::Permission;
use model::webhook::Delivery;
use model::{Code, DeliveryId, Moment, Problem, WebhookId};

/// Sends one delivery again, with the same event id, as if for the first time.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::WebhooksWrite`], [`Code::NotFound`], [`Code::WrongState`] for a webhook that is switched
/// off.
pub async fn redeliver(services: &Services, viewer: &Viewer, webhook: &WebhookId, id: &DeliveryId) -> Result<Delivery> {
    let mut tx = open(services, viewer, webhook).await?;
    log::find(&mut tx, webhook, id).await?;
    sqlx::query(
        "update webhook_deliveries set state = 'waiting', attempts = 0, next_at = $1 where webhook_id = $2 and id = $3",
    )
    .bind(services.clock.now())
    .bind(webhook)
    .bind(id)
    .execute(&mut *tx)
    .await?;
    let delivery = log::find(&mut tx, webhook, id).await?;
    begin(tx, services, viewer, webhook).await?;
    Ok(delivery)
}

/// Sends again everything that was given up of what happened since a moment; how many these are.
///
/// # Errors
/// As [`redeliver`].
pub async fn redeliver_failed(services: &Services, viewer: &Viewer, webhook: &WebhookId, since: Moment) -> Result<i64> {
    let mut tx = open(services, viewer, webhook).await?;
    let changed = sqlx::query(
        "update webhook_deliveries set state = 'waiting', attempts = 0, next_at = $1 \
         where webhook_id = $2 and state = 'failed' and created_at >= $3",
    )
    .bind(services.clock.now())
    .bind(webhook)
    .bind(since)
    .execute(&mut *tx)
    .await?;
    begin(tx, services, viewer, webhook).await?;
    Ok(i64::try_from(changed.rows_affected()).unwrap_or(i64::MAX))
}

async fn open(services: &Services, viewer: &Viewer, webhook: &WebhookId) -> Result<Write> {
    viewer.require_everywhere(Permission::WebhooksWrite)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = rows::find(&mut tx, &viewer.organisation, webhook).await?;
    if row.enabled { Ok(tx) } else { Err(Problem::new(Code::WrongState).with("state", "paused").into()) }
}

async fn begin(mut tx: Write, services: &Services, viewer: &Viewer, webhook: &WebhookId) -> Result<()> {
    sqlx::query("update webhooks set resume_at = null where id = $1").bind(webhook).execute(&mut *tx).await?;
    hasten(&mut tx, services, webhook).await?;
    tx.hint(&viewer.organisation, "webhooks");
    tx.commit().await?;
    services.wake.notify_one();
    Ok(())
}
