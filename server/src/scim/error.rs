//! Refusals in SCIM's own form (RFC 7644 §3.12).

use super::answer::MEDIA_TYPE;
use app::words::{Language, problems};
use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::scim::{Refusal, of_problem};
use model::{Code, Problem};
use serde_json::json;

const URN: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// Why a request is refused.
#[derive(Debug)]
pub struct Failure(pub Refusal);

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl From<domain::Error> for Failure {
    fn from(error: domain::Error) -> Self {
        Self(error.into())
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self(problem.into())
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self(code.into())
    }
}

/// The sentence of a refusal, kept beside the answer for whoever writes down what was refused.
#[derive(Debug, Clone)]
pub struct Detail(pub String);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self.0 {
            Refusal::Scim { status, kind, detail } => answer(status, kind.map(|kind| kind.word()), detail),
            Refusal::UseCase(error) => response(&error.into_problem()),
        }
    }
}

/// A problem as a response.
pub fn response(problem: &Problem) -> Response {
    let (status, kind) = of_problem(problem);
    let detail = match problem.code {
        Code::KeyRefused => "The bearer token is missing, unknown or withdrawn.".to_owned(),
        _ => problems::say(Language::En, problem),
    };
    let mut response = answer(status, kind.map(|kind| kind.word()), detail);
    if let Some(seconds) = crate::http::answer::retry_after(problem) {
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
    response
}

fn answer(status: u16, kind: Option<&str>, detail: String) -> Response {
    let mut body = json!({ "schemas": [URN], "status": status.to_string(), "detail": detail });
    if let Some(kind) = kind {
        body["scimType"] = json!(kind);
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(body)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response.extensions_mut().insert(Detail(detail));
    response
}
