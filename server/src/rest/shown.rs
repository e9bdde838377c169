//! One thing as an answer: with its revision as `ETag`, and its address if it is new.

use axum::Json;
use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// One thing.
#[derive(Debug)]
pub struct Shown<T> {
    status: StatusCode,
    revision: Option<i64>,
    location: Option<String>,
    body: T,
}

impl<T> Shown<T> {
    /// As it is now.
    pub const fn now(body: T, revision: i64) -> Self {
        Self { status: StatusCode::OK, revision: Some(revision), location: None, body }
    }

    /// Just made, to be found below [`super::ROOT`] at this path.
    pub fn made(body: T, revision: i64, path: &str) -> Self {
        let location = Some(format!("{}{path}", super::ROOT));
        Self { status: StatusCode::CREATED, revision: Some(revision), location, body }
    }

    /// Without a revision.
    pub const fn plain(body: T) -> Self {
        Self { status: StatusCode::OK, revision: None, location: None, body }
    }
}

impl<T: Serialize> IntoResponse for Shown<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        let headers = response.headers_mut();
        if let Some(Ok(tag)) = self.revision.map(|revision| HeaderValue::try_from(format!("\"{revision}\""))) {
            headers.insert(ETAG, tag);
        }
        if let Some(Ok(location)) = self.location.map(HeaderValue::try_from) {
            headers.insert(LOCATION, location);
        }
        response
    }
}
