//! Refusals as problem documents (RFC 9457).

use crate::reader;
use app::words::delivery::DeliveryWords;
use app::words::{Language, problems};
use axum::Json;
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use model::change::Brake;
use model::invite::Invited;
use model::{Code, Problem};
use serde::Serialize;
use utoipa::ToSchema;

/// The media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A problem document (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Document {
    /// The address where this kind of problem is told.
    #[serde(rename = "type")]
    #[schema(example = "/docs#problem-not_found")]
    kind: String,
    /// The kind of problem in a few words.
    #[schema(example = "Not found")]
    title: String,
    /// The HTTP status.
    #[schema(example = 404)]
    status: u16,
    /// What happened and what to do.
    detail: String,
    /// The kind of problem in one word of the program.
    #[schema(example = "not_found")]
    code: String,
    /// The fields at fault.
    errors: Vec<FieldError>,
    /// The member who is in the way of an invitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    member_id: Option<String>,
    /// Of `brake`: the share of records that would be marked as gone, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 7.5)]
    share: Option<f64>,
    /// Of `brake`: the limit in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 5)]
    limit: Option<i64>,
}

/// One field at fault.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldError {
    /// The field, as it was sent.
    #[schema(example = "name")]
    field: String,
    /// Why, in one word of the program.
    #[schema(example = "too_long")]
    code: String,
    /// Why, in a sentence.
    message: String,
}

/// Why a request is refused.
#[derive(Debug)]
pub enum Refusal {
    /// By a rule or a failure.
    Problem(Problem),
    /// By what is in the way of an invitation.
    Verdict(Box<Invited>),
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self::Problem(code.into())
    }
}

impl From<domain::Error> for Refusal {
    fn from(error: domain::Error) -> Self {
        Self::Problem(error.into_problem())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Problem(problem) => response(&problem),
            Self::Verdict(invited) => answer(StatusCode::CONFLICT, told(&invited)),
        }
    }
}

/// A problem as a response.
pub fn response(problem: &Problem) -> Response {
    let status = reader::status(problem.code);
    let errors = problem.fields.iter().map(|field| FieldError {
        field: name(&field.field).to_owned(),
        code: field.fault.word().to_owned(),
        message: problems::say_fault(Language::En, field),
    });
    let braked = brake(problem);
    let document = Document {
        kind: kind(problem.code.word()),
        title: title(problem.code.word()),
        status: status.as_u16(),
        detail: problems::say(Language::En, problem),
        code: problem.code.word().to_owned(),
        errors: errors.collect(),
        member_id: None,
        share: braked.map(|brake| brake.permille() as f64 / 10.0),
        limit: braked.map(|brake| brake.limit),
    };
    let mut response = answer(status, document);
    if let Some(seconds) = crate::http::answer::retry_after(problem) {
        response.headers_mut().insert(axum::http::header::RETRY_AFTER, seconds);
    }
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn told(invited: &Invited) -> Document {
    let code = invited.verdict.word();
    Document {
        kind: kind(code),
        title: title(code),
        status: 409,
        detail: DeliveryWords::get(Language::En).verdict(invited.verdict).to_owned(),
        code: code.to_owned(),
        errors: Vec::new(),
        share: None,
        limit: None,
        member_id: invited.member.as_ref().map(|member| member.0.clone()),
    }
}

/// The figures of a brake that holds.
fn brake(problem: &Problem) -> Option<Brake> {
    let number = |name| problem.param(name).and_then(|text| text.parse().ok());
    let figures = || Some(Brake { leave: number("leave")?, of: number("of")?, limit: number("limit")? });
    if problem.code == Code::Brake { figures() } else { None }
}

fn answer(status: StatusCode, document: Document) -> Response {
    let mut response = (status, Json(document)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    response
}

fn kind(word: &str) -> String {
    format!("/docs#problem-{word}")
}

/// The word of a code as people write it: `not_found` is "Not found".
pub fn title(word: &str) -> String {
    let text = word.replace('_', " ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The name that a field of a use case has in this interface.
fn name(field: &str) -> &str {
    match field {
        "department" => "department_id",
        "departments" => "department_ids",
        "heads" => "head_ids",
        "lasts" => "expires_at",
        "manager" => "manager_id",
        "parent" => "parent_id",
        other => other,
    }
}
