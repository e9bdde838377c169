//! Who calls: from the token in the request to the identity provider.

use super::error::{Detail, Failure};
use crate::edge::Edge;
use crate::http::address;
use crate::rest::key::{bearer, tell};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::scim::{authenticate, failed};
use model::scim::RATE;
use model::{Code, Problem};
use std::sync::Arc;

/// Puts the caller into the request, or refuses it. Cookies are not looked at.
pub async fn identify(State(edge): State<Arc<Edge>>, mut request: Request, next: Next) -> Response {
    let address = address::client(request.extensions(), request.headers(), &edge.proxies);
    let Some(token) = bearer(request.headers()).map(str::to_owned) else {
        return Failure::from(Code::KeyRefused).into_response();
    };
    let caller = match authenticate(&edge.services, &token, &address).await {
        Ok(caller) => Arc::new(caller),
        Err(error) => return Failure::from(error).into_response(),
    };
    let what = format!("{} {}", request.method(), request.uri().path());
    let left = edge.rates.take(caller.connection.as_str(), RATE, edge.services.clock.now());
    let mut response = match left {
        Ok(_) => {
            request.extensions_mut().insert(caller.clone());
            next.run(request).await
        }
        Err(seconds) => Failure::from(Problem::new(Code::TooMany).with("seconds", seconds)).into_response(),
    };
    tell(&mut response, ("token", RATE), left);
    // That something is not there is an answer, not a failure: providers ask before they make it.
    let status = response.status();
    let refused = (status.is_client_error() || status.is_server_error()) && status != StatusCode::NOT_FOUND;
    if refused && status != StatusCode::TOO_MANY_REQUESTS {
        let detail = response.extensions().get::<Detail>().map_or("", |detail| detail.0.as_str());
        failed(&edge.services, &caller, &format!("{what}: {} {detail}", status.as_u16())).await;
    }
    response
}
