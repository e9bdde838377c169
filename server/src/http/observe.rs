//! What is known of each request afterwards: a number, a log line, a count. No personal data and no tokens: the log names the
//! route, never the path.

use super::answer::Asked;
use crate::edge::Edge;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use futures::FutureExt as _;
use model::{Code, Problem};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;
use tracing::Instrument as _;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Runs a request with a number of its own; a panic becomes a problem that carries the number.
pub async fn requests(State(edge): State<Arc<Edge>>, request: Request, next: Next) -> Response {
    let id = format!("{:012x}", rand::random::<u64>() & 0xffff_ffff_ffff);
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let asked = Asked::of(&request);
    let start = Instant::now();
    let span = tracing::info_span!("request", id);
    let ran = AssertUnwindSafe(next.run(request)).catch_unwind().instrument(span.clone()).await;
    let mut response = ran.unwrap_or_else(|_| {
        span.in_scope(|| tracing::error!(route, "a request panicked"));
        asked.refuse(&Problem::new(Code::Internal).with("id", &id))
    });
    let took = start.elapsed();
    let status = response.status();
    edge.metrics.request(&route, status, took);
    span.in_scope(|| {
        let ms = took.as_secs_f64() * 1e3;
        if status.is_server_error() {
            tracing::warn!(%method, route, status = status.as_u16(), ms, "request failed");
        } else {
            tracing::debug!(%method, route, status = status.as_u16(), ms, "request");
        }
    });
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
