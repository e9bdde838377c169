//! Reads a body as a whole, with a bound for its size and for the patience with a slow sender.

use super::answer::Asked;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::Response;
use bytes::BytesMut;
use http_body_util::BodyExt as _;
use model::{Code, Problem};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// A sender has this long to begin with, and then must keep up [`SLOWEST`].
const BEGIN: Duration = Duration::from_secs(10);
/// Bytes a second.
const SLOWEST: u64 = 1_024;

/// Replaces the body by one that is there already; handlers behind it never wait for the network.
pub async fn read_whole(State(limit): State<usize>, request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let (parts, body) = request.into_parts();
    let announced = parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let read = if announced.is_some_and(|length| length > limit as u64) {
        Err(Problem::new(Code::TooLarge).with("limit", limit))
    } else {
        collect(body, limit).await
    };
    match read {
        Ok(bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Err(problem) => asked.refuse(&problem),
    }
}

async fn collect(mut body: Body, limit: usize) -> Result<Bytes, Problem> {
    let start = Instant::now();
    let mut whole = BytesMut::new();
    loop {
        let deadline = start + BEGIN + Duration::from_secs(whole.len() as u64 / SLOWEST);
        let Ok(frame) = timeout_at(deadline, body.frame()).await else { return Err(Code::Malformed.into()) };
        let Some(frame) = frame else { return Ok(whole.freeze()) };
        let Ok(frame) = frame else { return Err(Code::Malformed.into()) };
        if let Some(data) = frame.data_ref() {
            if whole.len() + data.len() > limit {
                return Err(Problem::new(Code::TooLarge).with("limit", limit));
            }
            whole.extend_from_slice(data);
        }
    }
}
