//! Refuses what other sites make a browser send. Leptos' server functions check nothing of the kind by themselves, so one layer
//! does it for every route.

use crate::edge::Edge;
use crate::http::answer::Asked;
use crate::{rest, scim};
use axum::extract::{Request, State};
use axum::http::header::ORIGIN;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;
use model::{Code, Problem};
use std::sync::Arc;

/// Lets a request pass that changes nothing, or that comes from our own pages, or that carries no cookie by its nature.
pub async fn own_site(State(edge): State<Arc<Edge>>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // Platforms call back without an origin; their signature is checked instead.
    let callback = request.uri().path().starts_with("/callbacks/");
    // Scripts bring a key with each request; cookies, which a browser sends by itself, are never read there.
    let script = rest::is_here(request.uri().path()) || scim::is_here(request.uri().path());
    if safe || callback || script || is_own(request.headers(), edge.public.origin()) {
        return next.run(request).await;
    }
    let problem = Problem::new(Code::ForeignOrigin).with("address", edge.public.origin());
    Asked::of(&request).refuse(&problem)
}

/// `Sec-Fetch-Site` says it best; browsers leave it out on plain http to other machines, so `Origin` decides there.
/// With neither, the sender is no browser of ours.
fn is_own(headers: &HeaderMap, origin: &str) -> bool {
    match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => headers.get(ORIGIN).is_some_and(|sent| sent == origin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn own(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs.iter().map(|(k, v)| (k.parse().unwrap(), HeaderValue::from_static(v))).collect();
        is_own(&headers, "https://muster.test")
    }

    #[test]
    fn only_our_own_pages_may_change_anything() {
        assert!(own(&[("sec-fetch-site", "same-origin")]));
        assert!(own(&[("origin", "https://muster.test")]));
        assert!(!own(&[]));
        assert!(!own(&[("origin", "null")]));
        assert!(!own(&[("origin", "https://muster.test.evil")]));
        assert!(!own(&[("origin", "http://muster.test")]));
        assert!(!own(&[("sec-fetch-site", "same-site"), ("origin", "https://muster.test")]));
        assert!(!own(&[("sec-fetch-site", "cross-site")]));
        assert!(!own(&[("sec-fetch-site", "none")]));
    }
}
