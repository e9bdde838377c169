//! Who calls: from the key in the request to the caller.

use super::problem::Refusal;
use super::rate::Left;
use crate::edge::Edge;
use crate::http::address;
use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::api_keys::{Caller, authenticate};
use model::{Code, Problem};
use std::sync::Arc;

/// How many requests a key may send in which time.
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// How many of them are left, and in how many seconds all are again.
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// Puts the [`Caller`] into the request, or refuses it. Cookies are not looked at.
pub async fn identify(State(edge): State<Arc<Edge>>, mut request: Request, next: Next) -> Response {
    let address = address::client(request.extensions(), request.headers(), &edge.proxies);
    let token = bearer(request.headers()).map(str::to_owned);
    match caller(&edge, token, &address).await {
        Ok((caller, left)) => {
            let rate = caller.rate_per_minute;
            request.extensions_mut().insert(Arc::new(caller));
            let mut response = match left {
                Ok(_) => next.run(request).await,
                Err(seconds) => Refusal::from(Problem::new(Code::TooMany).with("seconds", seconds)).into_response(),
            };
            tell(&mut response, ("key", rate), left);
            response
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// Says how many requests may follow (draft-ietf-httpapi-ratelimit-headers-10).
pub(crate) fn tell(response: &mut Response, (of, per_minute): (&str, i64), left: Result<Left, i64>) {
    let Left { requests, seconds } = left.unwrap_or_else(|seconds| Left { requests: 0, seconds });
    for (name, value) in
        [(POLICY, format!("\"{of}\";q={per_minute};w=60")), (LIMIT, format!("\"{of}\";r={requests};t={seconds}"))]
    {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    }
}

async fn caller(edge: &Edge, token: Option<String>, address: &str) -> Result<(Caller, Result<Left, i64>), Refusal> {
    let token = token.ok_or(Code::KeyRefused)?;
    let caller = authenticate(&edge.services, &token, address).await?;
    let left = edge.rates.take(caller.key.as_str(), caller.rate_per_minute, edge.services.clock.now());
    Ok((caller, left))
}

/// The token of a request. The name of the scheme is not case-sensitive (RFC 9110 §11.1).
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
