//! `/webhooks`

use super::keys::{KEEP_HOURS, Rotation};
use super::moment::At;
use super::page::{Asked, Listed, Paging};
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::webhook_deliveries::Delivery;
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use domain::webhooks;
use model::WebhookId;
use model::event::ALL;
use model::permission::Permission;
use model::webhook::{FreshWebhook, OffReason, SaveWebhook, Webhook as Known};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An address that hears of events, by the scheme of Standard Webhooks.
#[derive(Debug, Serialize, ToSchema)]
pub struct Webhook {
    id: String,
    url: String,
    /// What it is for.
    description: String,
    /// Names of events, `member.*` for all of a subject, `*` for all.
    #[schema(example = json!(["member.*", "change_set.applied"]))]
    events: Vec<String>,
    enabled: bool,
    /// Why the server switched it off: gone, where the receiver answered 410, or failing, where nothing was taken for five days.
    #[schema(value_type = Option<String>, required)]
    off_reason: Option<OffReason>,
    /// The first failure since something was taken.
    #[schema(required)]
    failing_since: Option<At>,
    /// After a rotation: until when the secret before signs too.
    #[schema(required)]
    old_until: Option<At>,
    /// Deliveries that wait.
    waiting: i64,
    /// Deliveries that were given up.
    failed: i64,
    /// Who made it.
    created_by: String,
    created_at: At,
    /// Changes with every change; the `ETag` holds it too.
    revision: i64,
}

impl From<Known> for Webhook {
    fn from(known: Known) -> Self {
        Self {
            id: known.id.0,
            url: known.url,
            description: known.description,
            events: known.events,
            enabled: known.enabled,
            off_reason: known.off_reason,
            failing_since: known.failing_since.map(At),
            old_until: known.old_until.map(At),
            waiting: known.waiting,
            failed: known.failed,
            created_by: known.created_by,
            created_at: At(known.created_at),
            revision: known.revision,
        }
    }
}

/// A webhook with its secret, which is told this once.
#[derive(Serialize, ToSchema)]
pub struct FreshHook {
    #[serde(flatten)]
    webhook: Webhook,
    /// What deliveries are signed with.
    #[schema(example = "whsec_…")]
    secret: String,
}

impl From<FreshWebhook> for FreshHook {
    fn from(fresh: FreshWebhook) -> Self {
        Self { webhook: fresh.webhook.into(), secret: fresh.secret }
    }
}

/// List webhooks
///
/// Newest first.
#[utoipa::path(
    get, path = "/webhooks", tag = "Webhooks", operation_id = "listWebhooks", params(Paging),
    security(("key" = ["webhooks.read"])), responses((status = 200, body = Listed<Webhook>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
) -> Told<Json<Listed<Webhook>>> {
    let page = webhooks::list(&edge.services, &caller.viewer, &paging.request()?).await?;
    Ok(Json(Listed::of(page, Webhook::from)))
}

fn shown(known: Known) -> Shown<Webhook> {
    let revision = known.revision;
    Shown::now(known.into(), revision)
}

/// Read a webhook
#[utoipa::path(
    get, path = "/webhooks/{id}", tag = "Webhooks", operation_id = "getWebhook", params(("id" = String, Path)),
    security(("key" = ["webhooks.read"])), responses((status = 200, body = Webhook)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Webhook>> {
    Ok(shown(webhooks::get(&edge.services, &caller.viewer, &WebhookId(id)).await?))
}

/// A webhook to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewWebhook {
    /// An https address in no private network.
    #[schema(example = "https://example.com/hooks/muster", max_length = 500)]
    url: String,
    /// What it is for.
    #[serde(default)]
    #[schema(max_length = 500)]
    description: String,
    /// Names of events, `member.*` for all of a subject, `*` for all, which is the default.
    events: Option<Vec<String>>,
    /// Whether it is on, which is the default.
    enabled: Option<bool>,
}

/// Make a webhook
///
/// Its secret is in this answer and nowhere else. Each event is posted as
/// `{"id", "event", "at", "organisation", "subject", "subject_id", "seq", "actor"}` with the headers `webhook-id`,
/// `webhook-timestamp` and `webhook-signature` of <https://www.standardwebhooks.com>, at least once and in order as long as the
/// receiver takes them with 2xx within ten seconds; otherwise again over three days. It holds no names or values: read these by REST,
/// with a key whose scopes say what you may see. What a run does to many records is one event, that of its change set. Which events
/// there are, the page of webhooks lists; `subject` and `verb` of the activity make their names.
#[utoipa::path(
    post, path = "/webhooks", tag = "Webhooks", operation_id = "makeWebhook", request_body = NewWebhook,
    security(("key" = ["webhooks.write"])), responses((status = 201, body = FreshHook)),
)]
pub async fn make(State(edge): Place, Extension(caller): Key, Sent(new): Sent<NewWebhook>) -> Told<Shown<FreshHook>> {
    let new = SaveWebhook {
        url: new.url,
        description: new.description,
        events: new.events.unwrap_or_else(|| vec![ALL.to_owned()]),
        enabled: new.enabled.unwrap_or(true),
    };
    let fresh = webhooks::create(&edge.services, &caller.viewer, &new).await?;
    let (revision, path) = (fresh.webhook.revision, format!("/webhooks/{}", fresh.webhook.id));
    Ok(Shown::made(fresh.into(), revision, &path))
}

/// What is to be different about a webhook. Fields that are not sent stay as they are.
#[derive(Debug, Deserialize, ToSchema)]
pub struct WebhookChange {
    #[schema(max_length = 500)]
    url: Option<String>,
    #[schema(max_length = 500)]
    description: Option<String>,
    events: Option<Vec<String>>,
    #[schema(example = true)]
    enabled: Option<bool>,
}

/// Change a webhook
///
/// Switched on again it starts anew: what waited is tried at once.
#[utoipa::path(
    patch, path = "/webhooks/{id}", tag = "Webhooks", operation_id = "changeWebhook", params(("id" = String, Path)),
    request_body = WebhookChange, security(("key" = ["webhooks.write"])), responses((status = 200, body = Webhook)),
)]
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Sent(change): Sent<WebhookChange>,
) -> Told<Shown<Webhook>> {
    caller.viewer.require_everywhere(Permission::WebhooksWrite)?;
    let id = WebhookId(id);
    let old = webhooks::get(&edge.services, &caller.viewer, &id).await?;
    let save = SaveWebhook {
        url: change.url.unwrap_or(old.url),
        description: change.description.unwrap_or(old.description),
        events: change.events.unwrap_or(old.events),
        enabled: change.enabled.unwrap_or(old.enabled),
    };
    Ok(shown(webhooks::save(&edge.services, &caller.viewer, &id, revision.of(), &save).await?))
}

/// Remove a webhook
///
/// With everything that was delivered to it.
#[utoipa::path(
    delete, path = "/webhooks/{id}", tag = "Webhooks", operation_id = "removeWebhook", params(("id" = String, Path)),
    security(("key" = ["webhooks.write"])), responses((status = 204)),
)]
pub async fn remove(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<StatusCode> {
    webhooks::remove(&edge.services, &caller.viewer, &WebhookId(id), revision.of()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Rotate the secret of a webhook
///
/// The new one is in this answer and nowhere else. For a while both sign, in one header.
#[utoipa::path(
    post, path = "/webhooks/{id}/rotate", tag = "Webhooks", operation_id = "rotateWebhook", params(("id" = String, Path)),
    request_body = Rotation, security(("key" = ["webhooks.write"])), responses((status = 200, body = FreshHook)),
)]
pub async fn rotate(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Sent(rotation): Sent<Rotation>,
) -> Told<Shown<FreshHook>> {
    let hours = rotation.keep_hours.unwrap_or(KEEP_HOURS);
    let fresh = webhooks::rotate(&edge.services, &caller.viewer, &WebhookId(id), None, hours).await?;
    let revision = fresh.webhook.revision;
    Ok(Shown::now(fresh.into(), revision))
}

/// Test a webhook
///
/// Sends it an event `webhook.tested`, whatever it is subscribed to.
#[utoipa::path(
    post, path = "/webhooks/{id}/test", tag = "Webhooks", operation_id = "testWebhook", params(("id" = String, Path)),
    security(("key" = ["webhooks.write"])), responses((status = 202, body = Delivery)),
)]
pub async fn test(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
) -> Told<(StatusCode, Json<Delivery>)> {
    let delivery = webhooks::test(&edge.services, &caller.viewer, &WebhookId(id)).await?;
    Ok((StatusCode::ACCEPTED, Json(delivery.into())))
}
