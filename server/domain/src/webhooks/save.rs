//! Making and changing a webhook.

use super::rows::{self, Row, origin};
use super::{new_secret, seal};
use crate::audit::{self, Actor, Record, difference};
use crate::connections::check_url;
use crate::jobs::{Job, queue};
use crate::store::one;
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::problem::{Fault, Field};
use model::webhook::{FreshWebhook, MOST, SaveWebhook, Webhook};
use model::{Problem, WebhookId};
use serde_json::{Value, json};

/// Makes a webhook. Its secret is in the answer and sealed here; it is not told again.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::WebhooksWrite`], [`model::Code::Invalid`], also for one more than [`MOST`],
/// [`model::Code::PrivateAddress`].
pub async fn create(services: &Services, viewer: &Viewer, new: &SaveWebhook) -> Result<FreshWebhook> {
    viewer.require_everywhere(Permission::WebhooksWrite)?;
    let new = new.clone().check()?;
    check_url(services, "url", &new.url)?;
    let now = services.clock.now();
    let id: WebhookId = services.ids.next();
    let secret = new_secret(&services.ids);
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    if rows::count(&mut tx, &viewer.organisation).await? >= MOST {
        let field = Field { field: "webhooks".to_owned(), fault: Fault::OutOfRange, limit: Some(MOST) };
        return Err(Problem::fields(vec![field]).into());
    }
    sqlx::query(
        "insert into webhooks (id, organisation_id, url, description, events, secret_sealed, old_secret_sealed, old_until, \
         enabled, off_reason, failing_since, resume_at, held_until, created_by, revision, created_at) \
         values ($1, $2, $3, $4, $5, $6, null, null, $7, null, null, null, 0, $8, 1, $9)",
    )
    .bind(&id)
    .bind(&viewer.organisation)
    .bind(&new.url)
    .bind(&new.description)
    .bind(new.events.join(" "))
    .bind(seal(services, &id, &secret)?)
    .bind(new.enabled)
    .bind(&viewer.name)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    let row = rows::find(&mut tx, &viewer.organisation, &id).await?;
    let record = Record::new(Verb::Create, Subject::Webhook, &id, row.name()).fields(json!(null), told(&new));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "webhooks");
    tx.commit().await?;
    Ok(FreshWebhook { webhook: row.shown(now), secret })
}

/// Changes a webhook. Switched on again it starts anew: what waited is tried at once.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`], [`model::Code::Stale`], [`model::Code::Invalid`], [`model::Code::PrivateAddress`].
pub async fn save(
    services: &Services,
    viewer: &Viewer,
    id: &WebhookId,
    revision: i64,
    change: &SaveWebhook,
) -> Result<Webhook> {
    viewer.require_everywhere(Permission::WebhooksWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let old = rows::find(&mut tx, &viewer.organisation, id).await?;
    let change = change.clone().check()?;
    check_url(services, "url", &change.url)?;
    if old.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &old.name()).await?.into());
    }
    let changed = sqlx::query(
        "update webhooks set url = $1, description = $2, events = $3, enabled = $4, off_reason = case when $4 = $5 then null \
         else off_reason end, failing_since = null, resume_at = null, revision = revision + 1 where id = $6 and revision = $7",
    )
    .bind(&change.url)
    .bind(&change.description)
    .bind(change.events.join(" "))
    .bind(change.enabled)
    .bind(true)
    .bind(id)
    .bind(revision)
    .execute(&mut *tx)
    .await?;
    one(changed.rows_affected())?;
    let (was, is) = difference(&told(&of(&old)), &told(&change));
    let row = rows::find(&mut tx, &viewer.organisation, id).await?;
    let record = Record::new(Verb::Update, Subject::Webhook, id, row.name()).fields(was, is);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    if change.enabled {
        hasten(&mut tx, services, id).await?;
    }
    tx.hint(&viewer.organisation, "webhooks");
    tx.commit().await?;
    services.wake.notify_one();
    Ok(row.shown(now))
}

/// Has the job of a webhook look at once.
pub(super) async fn hasten(tx: &mut crate::Write, services: &Services, id: &WebhookId) -> Result<()> {
    let now = services.clock.now();
    queue::enqueue(tx, &services.ids, &Job::Webhook { webhook: id.clone() }, now, now).await
}

fn of(row: &Row) -> SaveWebhook {
    SaveWebhook {
        url: row.url.clone(),
        description: row.description.clone(),
        events: row.events.split(' ').map(str::to_owned).collect(),
        enabled: row.enabled,
    }
}

/// The fields of a webhook, for the activity: of the address only the part that is no secret.
fn told(save: &SaveWebhook) -> Value {
    json!({ "url": origin(&save.url), "description": save.description, "events": save.events, "enabled": save.enabled })
}
