//! Removing a webhook.

use super::rows;
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation};
use model::WebhookId;
use model::audit::{Subject, Verb};
use model::permission::Permission;

/// Removes a webhook with everything that was delivered to it.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`], [`model::Code::Stale`].
pub async fn remove(services: &Services, viewer: &Viewer, id: &WebhookId, revision: i64) -> Result<()> {
    viewer.require_everywhere(Permission::WebhooksWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = rows::find(&mut tx, &viewer.organisation, id).await?;
    if row.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &row.name()).await?.into());
    }
    for statement in ["delete from webhook_deliveries where webhook_id = $1", "delete from webhooks where id = $1"] {
        sqlx::query(statement).bind(id).execute(&mut *tx).await?;
    }
    let record = Record::new(Verb::Delete, Subject::Webhook, id, row.name());
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "webhooks");
    tx.commit().await
}
