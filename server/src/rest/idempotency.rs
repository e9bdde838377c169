//! `Idempotency-Key`: the same POST sent twice is carried out once, and answered twice with the same.

use super::problem::{self, Refusal};
use crate::edge::Edge;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::api_keys::Caller;
use domain::api_keys::idempotency::{Answered, Place, give_back, keep, take};
use domain::keys::sha256;
use model::problem::Fault;
use model::{Code, Problem};
use std::sync::Arc;
use std::time::Duration;

/// The header.
pub const HEADER: &str = "idempotency-key";
/// Says that an answer is one that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// As long as keys get elsewhere.
const LONGEST: usize = 255;
/// How long the second of two waits for the answer of the first.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often it looks.
const LOOK: Duration = Duration::from_millis(50);

/// Answers a request that was answered before, else carries it out and keeps the answer.
pub async fn once(State(edge): State<Arc<Edge>>, request: Request, next: Next) -> Response {
    let Some(key) = request.headers().get(HEADER).filter(|_| request.method() == Method::POST) else {
        return next.run(request).await;
    };
    let key = key.to_str().unwrap_or_default().to_owned();
    if key.is_empty() || key.len() > LONGEST {
        return Refusal::from(Problem::field("Idempotency-Key", Fault::Malformed)).into_response();
    }
    carry_out(edge, key, request, next).await.unwrap_or_else(Refusal::into_response)
}

async fn carry_out(edge: Arc<Edge>, key: String, request: Request, next: Next) -> Result<Response, Refusal> {
    let caller = request.extensions().get::<Arc<Caller>>().cloned().ok_or(Code::KeyRefused)?;
    let (parts, body) = request.into_parts();
    // The body is there already, and bounded.
    let body = to_bytes(body, usize::MAX).await.map_err(|_| Code::Malformed)?;
    let hash = sha256(&format!("{} {}\n{}", parts.method, parts.uri, sha256(&String::from_utf8_lossy(&body))));
    let start = tokio::time::Instant::now();
    loop {
        match take(&edge.services, &caller, &key, &hash).await? {
            Place::Free => break,
            Place::Answered(answered) => return Ok(again(answered)),
            Place::Taken if start.elapsed() > PATIENCE => return Err(Code::IdempotencyUnfinished.into()),
            Place::Taken => tokio::time::sleep(LOOK).await,
        }
    }
    let request = Request::from_parts(parts, Body::from(body));
    // On its own: a client that hangs up is the one that will ask again.
    let carried = tokio::spawn(async move {
        let response = next.run(request).await;
        finish(&edge, &caller, &key, response).await
    });
    carried.await.unwrap_or_else(|error| {
        tracing::error!(%error, "a request with an idempotency key broke");
        Err(Problem::new(Code::Internal).with("id", "-").into())
    })
}

/// Keeps the answer, unless it says that nothing was done and that one should ask again.
async fn finish(edge: &Edge, caller: &Caller, key: &str, response: Response) -> Result<Response, Refusal> {
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(|_| Code::Internal)?;
    let services = &edge.services;
    if parts.status.is_server_error() || parts.status == StatusCode::TOO_MANY_REQUESTS {
        give_back(services, &caller.key, key).await?;
    } else {
        let text =
            |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).map(str::to_owned);
        let answered = Answered {
            status: parts.status.as_u16(),
            etag: text(ETAG),
            location: text(LOCATION),
            body: String::from_utf8_lossy(&body).into_owned(),
        };
        keep(services, &caller.key, key, &answered).await?;
    }
    Ok(Response::from_parts(parts, Body::from(body)))
}

fn again(answered: Answered) -> Response {
    let status = StatusCode::from_u16(answered.status).unwrap_or(StatusCode::OK);
    let mut response = (status, Bytes::from(answered.body)).into_response();
    let headers = response.headers_mut();
    let kind = if status.is_success() { "application/json" } else { problem::MEDIA_TYPE };
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    for (name, value) in [(ETAG, answered.etag), (LOCATION, answered.location)] {
        if let Some(Ok(value)) = value.map(HeaderValue::try_from) {
            headers.insert(name, value);
        }
    }
    response
}
