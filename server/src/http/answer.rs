//! Failures of the edge itself: as a page for people, as JSON for the console, as a problem document for scripts, in
//! SCIM's form for identity providers.

use crate::{reader, rest, scim};
use axum::Json;
use axum::extract::Request;
use axum::http::header::{ACCEPT, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{Html, IntoResponse as _, Response};
use model::{Code, Problem};

/// What is kept of a request to be able to refuse it after it was handed on.
#[derive(Debug)]
pub struct Asked {
    page: bool,
    script: bool,
    provider: bool,
    headers: HeaderMap,
}

impl Asked {
    /// Reads who asks: a browser that opens a page, or code.
    pub fn of(request: &Request) -> Self {
        let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let script = rest::is_here(request.uri().path());
        let provider = scim::is_here(request.uri().path());
        let page = accept.contains("text/html") && !request.uri().path().starts_with("/fn/") && !script && !provider;
        Self { page, script, provider, headers: request.headers().clone() }
    }

    /// The refusal.
    pub fn refuse(&self, problem: &Problem) -> Response {
        if self.script {
            return rest::problem::response(problem);
        }
        if self.provider {
            return scim::error::response(problem);
        }
        let status = reader::status(problem.code);
        let mut response = if self.page {
            let frame = reader::frame(&self.headers, "", None);
            (status, Html(app::pages::problem::html(&frame, problem))).into_response()
        } else {
            (status, Json(problem)).into_response()
        };
        if let Some(seconds) = retry_after(problem) {
            response.headers_mut().insert(RETRY_AFTER, seconds);
        }
        response
    }
}

/// The seconds after which one should come back, where that is known.
pub fn retry_after(problem: &Problem) -> Option<HeaderValue> {
    match problem.code {
        Code::Busy => Some(HeaderValue::from_static("1")),
        Code::TooMany | Code::CoolingDown => HeaderValue::try_from(problem.param("seconds")?).ok(),
        _ => None,
    }
}
