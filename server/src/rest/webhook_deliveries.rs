//! `/webhooks/{id}/deliveries`

use super::moment::At;
use super::page::{Asked, Listed, Paging, word};
use super::sent::Sent;
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use domain::webhooks;
use model::webhook::{Delivery as Known, DeliveryQuery, DeliveryState};
use model::{DeliveryId, WebhookId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// An event on its way to a webhook.
#[derive(Debug, Serialize, ToSchema)]
pub struct Delivery {
    id: String,
    /// Goes out as `webhook-id`, the same with every try.
    event_id: String,
    /// The event's name.
    #[schema(example = "member.suspended")]
    event: String,
    /// waiting, done or failed.
    #[schema(value_type = String, example = "done")]
    state: DeliveryState,
    attempts: i64,
    #[schema(required)]
    next_at: Option<At>,
    #[schema(required)]
    tried_at: Option<At>,
    /// The HTTP status of the last answer.
    #[schema(required)]
    status: Option<i64>,
    /// The first 4 kB of it.
    answer: String,
    /// Why nothing came back.
    problem: String,
    /// Milliseconds until the last answer.
    #[schema(required)]
    duration: Option<i64>,
    created_at: At,
    /// What is sent.
    #[schema(value_type = Object)]
    payload: Value,
}

impl From<Known> for Delivery {
    fn from(known: Known) -> Self {
        Self {
            id: known.id.0,
            event_id: known.event_id.0,
            event: known.event,
            state: known.state,
            attempts: known.attempts,
            next_at: known.next_at.map(At),
            tried_at: known.tried_at.map(At),
            status: known.status,
            answer: known.answer,
            problem: known.problem,
            duration: known.duration,
            created_at: At(known.created_at),
            payload: serde_json::from_str(&known.payload).unwrap_or_default(),
        }
    }
}

/// Which deliveries are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeliveryFilter {
    /// Only in this state.
    #[param(example = "failed")]
    state: Option<String>,
}

/// List deliveries of a webhook
///
/// Newest first, of the last 30 days.
#[utoipa::path(
    get, path = "/webhooks/{id}/deliveries", tag = "Webhooks", operation_id = "listDeliveries",
    params(("id" = String, Path), Paging, DeliveryFilter),
    security(("key" = ["webhooks.read"])), responses((status = 200, body = Listed<Delivery>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<DeliveryFilter>,
) -> Told<Json<Listed<Delivery>>> {
    let query = DeliveryQuery {
        webhook: WebhookId(id),
        state: word("state", filter.state.as_deref(), DeliveryState::from_word)?,
        page: paging.request()?,
    };
    let page = webhooks::deliveries(&edge.services, &caller.viewer, &query).await?;
    Ok(Json(Listed::of(page, Delivery::from)))
}

/// Deliver once more
///
/// With the same event id, as if for the first time.
#[utoipa::path(
    post, path = "/webhooks/{id}/deliveries/{delivery}/redeliver", tag = "Webhooks", operation_id = "redeliver",
    params(("id" = String, Path), ("delivery" = String, Path)),
    security(("key" = ["webhooks.write"])), responses((status = 202, body = Delivery)),
)]
pub async fn redeliver(
    State(edge): Place,
    Extension(caller): Key,
    Path((id, delivery)): Path<(String, String)>,
) -> Told<(StatusCode, Json<Delivery>)> {
    let (webhook, id) = (WebhookId(id), DeliveryId(delivery));
    let delivery = webhooks::redeliver(&edge.services, &caller.viewer, &webhook, &id).await?;
    Ok((StatusCode::ACCEPTED, Json(delivery.into())))
}

/// From when on.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Since {
    /// What happened before is left alone.
    #[schema(example = "2026-01-31T00:00:00Z")]
    since: At,
}

/// How many are delivered once more.
#[derive(Debug, Serialize, ToSchema)]
pub struct Redelivered {
    count: i64,
}

/// Deliver once more what was given up
#[utoipa::path(
    post, path = "/webhooks/{id}/deliveries/redeliver", tag = "Webhooks", operation_id = "redeliverFailed",
    params(("id" = String, Path)), request_body = Since,
    security(("key" = ["webhooks.write"])), responses((status = 202, body = Redelivered)),
)]
pub async fn redeliver_failed(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Sent(since): Sent<Since>,
) -> Told<(StatusCode, Json<Redelivered>)> {
    let id = WebhookId(id);
    let count = webhooks::redeliver_failed(&edge.services, &caller.viewer, &id, since.since.0).await?;
    Ok((StatusCode::ACCEPTED, Json(Redelivered { count })))
}
