//! Failures of the edge itself: as a page for people, as JSON for the console.

use crate::reader;
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
    headers: HeaderMap,
}

impl Asked {
    /// Reads who asks: a browser that opens a page, or code.
    pub fn of(request: &Request) -> Self {
        let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let page = accept.contains("text/html") && !request.uri().path().starts_with("/fn/");
        Self { page, headers: request.headers().clone() }
    }

    /// The refusal.
    pub fn refuse(&self, problem: &Problem) -> Response {
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

fn retry_after(problem: &Problem) -> Option<HeaderValue> {
    match problem.code {
        Code::Busy => Some(HeaderValue::from_static("1")),
        Code::TooMany => HeaderValue::try_from(problem.param("seconds")?).ok(),
        _ => None,
    }
}
