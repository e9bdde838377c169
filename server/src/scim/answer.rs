//! Answers: one resource, and lists (RFC 7644 §3.4).

use super::shape::Shape;
use axum::Json;
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::scim::{Found, Resource};
use serde_json::{Value, json};

/// The media type of SCIM (RFC 7644 §8.1).
pub const MEDIA_TYPE: &str = "application/scim+json";

const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// A body with the media type.
pub fn body(status: StatusCode, body: Value) -> Response {
    let mut response = (status, Json(body)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    response
}

/// One resource, with its revision as `ETag` and its address.
pub fn one(status: StatusCode, resource: Resource, shape: &Shape) -> Response {
    let Resource { body: whole, location, revision } = resource;
    let mut response = body(status, shape.cut(whole));
    for (name, text) in [(ETAG, format!("W/\"{revision}\"")), (LOCATION, location)] {
        if let Ok(value) = HeaderValue::try_from(text) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// A page of a list.
pub fn list(found: Found, shape: &Shape) -> Response {
    let resources: Vec<Value> = found.resources.into_iter().map(|resource| shape.cut(resource.body)).collect();
    page(found.total, found.start_index, resources)
}

/// All of a list that is short.
pub fn all(resources: Vec<Value>) -> Response {
    page(i64::try_from(resources.len()).unwrap_or_default(), 1, resources)
}

fn page(total: i64, start_index: i64, resources: Vec<Value>) -> Response {
    let answer = json!({
        "schemas": [LIST],
        "totalResults": total,
        "startIndex": start_index,
        "itemsPerPage": resources.len(),
        "Resources": resources,
    });
    body(StatusCode::OK, answer)
}
