//! Webhooks.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::page::{Page, PageRequest};
use model::webhook::{Delivery, DeliveryQuery, FreshWebhook, SaveWebhook, Webhook};
use model::{DeliveryId, Moment, WebhookId};

/// One page of webhooks, newest first.
///
/// # Errors
/// What the use case refuses; see `domain::webhooks::list`.
#[server(name = ListWebhooks, prefix = "/fn", endpoint = "webhooks/list", input = Json, output = Json)]
pub async fn list(page: PageRequest) -> Answer<Page<Webhook>> {
    let caller = super::caller()?;
    Ok(domain::webhooks::list(&caller.services, &caller.viewer, &page).await?)
}

/// Makes a webhook; its secret is in this answer only.
///
/// # Errors
/// What the use case refuses; see `domain::webhooks::create`.
#[server(name = CreateWebhook, prefix = "/fn", endpoint = "webhooks/create", input = Json, output = Json)]
pub async fn create(new: SaveWebhook) -> Answer<FreshWebhook> {
    let caller = super::caller()?;
    Ok(domain::webhooks::create(&caller.services, &caller.viewer, &new).await?)
}

/// Changes a webhook.
///
/// # Errors
/// What the use case refuses; see `domain::webhooks::save`.
#[server(name = SaveWebhookFn, prefix = "/fn", endpoint = "webhooks/save", input = Json, output = Json)]
pub async fn save(id: WebhookId, revision: i64, save: SaveWebhook) -> Answer<Webhook> {
    let caller = super::caller()?;
    Ok(domain::webhooks::save(&caller.services, &caller.viewer, &id, revision, &save).await?)
}

/// Removes a webhook with what was delivered to it.
///
/// # Errors
/// What the use case refuses; see `domain::webhooks::remove`.
#[server(name = RemoveWebhook, prefix = "/fn", endpoint = "webhooks/remove", input = Json, output = Json)]
pub async fn remove(id: WebhookId, revision: i64) -> Answer<()> {
    let caller = super::caller()?;
    Ok(domain::webhooks::remove(&caller.services, &caller.viewer, &id, revision).await?)
}

/// Gives a webhook a new secret, which is in this answer only.
///
/// # Errors
/// What the use case refuses; see `domain::webhooks::rotate`.
#[server(name = RotateWebhook, prefix = "/fn", endpoint = "webhooks/rotate", input = Json, output = Json)]
pub async fn rotate(id: WebhookId, revision: i64, keep_hours: i64) -> Answer<FreshWebhook> {
    let caller = super::caller()?;
    Ok(domain::webhooks::rotate(&caller.services, &caller.viewer, &id, Some(revision), keep_hours).await?)
}

/// Sends a test event.
///
/// # Errors
/// What the use case refuses; see `domain::webhooks::test`.
#[server(name = TestWebhook, prefix = "/fn", endpoint = "webhooks/test", input = Json, output = Json)]
pub async fn test(id: WebhookId) -> Answer<Delivery> {
    let caller = super::caller()?;
    Ok(domain::webhooks::test(&caller.services, &caller.viewer, &id).await?)
}

/// One page of deliveries, newest first.
///
/// # Errors
/// What the use case refuses; see `domain::webhooks::deliveries`.
#[server(name = ListDeliveries, prefix = "/fn", endpoint = "webhooks/deliveries", input = Json, output = Json)]
pub async fn deliveries(query: DeliveryQuery) -> Answer<Page<Delivery>> {
    let caller = super::caller()?;
    Ok(domain::webhooks::deliveries(&caller.services, &caller.viewer, &query).await?)
}

/// Sends one delivery again.
///
/// # Errors
/// What the use case refuses; see `domain::webhooks::redeliver`.
#[server(name = Redeliver, prefix = "/fn", endpoint = "webhooks/redeliver", input = Json, output = Json)]
pub async fn redeliver(webhook: WebhookId, id: DeliveryId) -> Answer<Delivery> {
    let caller = super::caller()?;
    Ok(domain::webhooks::redeliver(&caller.services, &caller.viewer, &webhook, &id).await?)
}

/// Sends again what was given up since a moment; how many these are.
///
/// # Errors
/// What the use case refuses; see `domain::webhooks::redeliver_failed`.
#[server(name = RedeliverFailed, prefix = "/fn", endpoint = "webhooks/redeliver_failed", input = Json, output = Json)]
pub async fn redeliver_failed(webhook: WebhookId, since: Moment) -> Answer<i64> {
    let caller = super::caller()?;
    Ok(domain::webhooks::redeliver_failed(&caller.services, &caller.viewer, &webhook, since).await?)
}
