//! For whatever watches the server: `/healthz`, `/readyz`, `/metrics`. And the answer where there is nothing.

use crate::edge::Edge;
use crate::http::address::Peer;
use crate::http::answer::Asked;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use domain::jobs::queue;
use model::Code;
use std::sync::Arc;

/// The process runs.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The process can work: the database answers, and nobody asked it to end.
pub async fn ready(State(edge): State<Arc<Edge>>) -> Response {
    if edge.stopping.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    match edge.services.store.read().await {
        Ok(_) => "ready\n".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

/// The numbers, for callers on this machine. What a proxy passes on comes from elsewhere, whatever the peer says.
pub async fn metrics(
    State(edge): State<Arc<Edge>>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let near = peer.is_some_and(|Extension(Peer(peer))| peer.ip().to_canonical().is_loopback());
    let direct = !headers.contains_key("x-forwarded-for") && !headers.contains_key("forwarded");
    if edge.metrics_here && near && direct { numbers(State(edge)).await } else { nothing_here(request).await }
}

/// The numbers, for whoever reaches the listener of `--metrics-listen`.
pub async fn numbers(State(edge): State<Arc<Edge>>) -> Response {
    let (idle, size) = edge.services.store.readers();
    let waiting = queue::backlog(&edge.services).await.unwrap_or(-1);
    let more = [
        ("muster_jobs_waiting", "Jobs that are due or run; -1 if the database does not answer.", waiting),
        ("muster_database_readers", "Connections that read the database.", i64::from(size)),
        ("muster_database_readers_idle", "Those of them that wait for work.", idle as i64),
    ];
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], edge.metrics.text(&more)).into_response()
}

/// No such address.
pub async fn nothing_here(request: Request) -> Response {
    Asked::of(&request).refuse(&Code::NotFound.into())
}
