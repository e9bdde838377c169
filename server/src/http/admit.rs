//! How many requests at once, and for how long.

use super::answer::Asked;
use crate::edge::Edge;
use crate::router::is_upload;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use model::Code;
use std::sync::Arc;
use tokio::time::timeout;

/// Turns a request away when the server has no place for it, and answers for one that takes too long.
pub async fn within_limits(State(edge): State<Arc<Edge>>, request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let place = timeout(edge.limits.queue, edge.metrics.places(edge.limits.requests).acquire()).await;
    let Ok(Ok(_place)) = place else { return asked.refuse(&Code::Busy.into()) };
    // An event stream is answered at once and then lives on in its body, which this does not bound.
    let patience = if is_upload(&request) { edge.limits.upload } else { edge.limits.request };
    match timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => asked.refuse(&Code::Busy.into()),
    }
}
