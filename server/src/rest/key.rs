//! Who calls: from the key in the request to the caller.

use super::problem::Refusal;
use crate::edge::Edge;
use crate::http::address;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::api_keys::{Caller, authenticate};
use model::{Code, Problem};
use std::sync::Arc;

/// Puts the [`Caller`] into the request, or refuses it. Cookies are not looked at.
pub async fn identify(State(edge): State<Arc<Edge>>, mut request: Request, next: Next) -> Response {
    let address = address::client(request.extensions(), request.headers(), &edge.proxies);
    let token = bearer(request.headers()).map(str::to_owned);
    match caller(&edge, token, &address).await {
        Ok(caller) => {
            request.extensions_mut().insert(Arc::new(caller));
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    }
}

async fn caller(edge: &Edge, token: Option<String>, address: &str) -> Result<Caller, Refusal> {
    let token = token.ok_or(Code::KeyRefused)?;
    let caller = authenticate(&edge.services, &token, address).await?;
    edge.rates
        .take(&caller.key, caller.rate_per_minute, edge.services.clock.now())
        .map_err(|seconds| Problem::new(Code::TooMany).with("seconds", seconds))?;
    Ok(caller)
}

/// The name of the scheme is not case-sensitive (RFC 9110 §11.1).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
