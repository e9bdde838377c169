//! A test event: what arrives if something happens.

use super::happened::{Happened, kind, write};
use super::{log, rows};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::webhook::Delivery;
use model::{Code, EventId, Problem, WebhookId, event};

/// Sends a test event, whatever the webhook is subscribed to; the delivery.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] for one that is switched off.
pub async fn test(services: &Services, viewer: &Viewer, id: &WebhookId) -> Result<Delivery> {
    viewer.require_everywhere(Permission::WebhooksWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = rows::find(&mut tx, &viewer.organisation, id).await?;
    if !row.enabled {
        return Err(Problem::new(Code::WrongState).with("state", "paused").into());
    }
    let happened = Happened {
        organisation: viewer.organisation.clone(),
        name: event::name(Subject::Webhook, Verb::Test).unwrap_or_default(),
        subject: Subject::Webhook,
        subject_id: id.0.clone(),
        seq: None,
        actor: kind(viewer.is_person(), !viewer.is_person()),
        at: now,
    };
    let event: EventId = services.ids.next();
    write(&mut tx, &services.ids, &[(event.clone(), &happened)], &[(id.clone(), event.clone(), now)]).await?;
    // A person who tests has mended something: what waits after a failure is tried now.
    sqlx::query("update webhooks set resume_at = null where id = $1").bind(id).execute(&mut *tx).await?;
    let record = Record::new(Verb::Test, Subject::Webhook, id, row.name());
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "webhooks");
    let delivery = log::of_event(&mut tx, id, &event).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(delivery)
}
