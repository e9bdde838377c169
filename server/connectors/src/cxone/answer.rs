//! From an answer to a value or an error: all the shapes that errors have.

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use super::error::{ApiError, CXoneError, NotJsonKind};
use crate::{delivery::one_line, http::Answer};

/// The longest [`ApiError::message`], in characters.
const MESSAGE: usize = 400;

/// `{error, error_description}` of tokens and the administration, `{timestamp, status, error, message, path}` and
/// `{code, details, hostname, entityType, errors}` of UserHub.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Refusal {
    error: Value,
    #[serde(alias = "errorDescription")]
    error_description: Value,
    message: Value,
    code: Value,
    details: Value,
    errors: Value,
}

/// The value of a good answer.
pub(super) fn read<T: DeserializeOwned>(api: &'static str, answer: &Answer) -> Result<T, CXoneError> {
    check(api, answer)?;
    serde_json::from_slice(&answer.body).map_err(|error| unreadable(api, answer, &error.to_string()))
}

/// Whether an answer is good, whatever it holds: calls that write answer little or nothing.
pub(super) fn done(api: &'static str, answer: &Answer) -> Result<(), CXoneError> {
    check(api, answer)?;
    match kind(answer) {
        Some(kind @ (NotJsonKind::Html | NotJsonKind::Other)) => {
            Err(CXoneError::NotJson { api, status: answer.status, kind })
        }
        Some(NotJsonKind::Empty) | None => Ok(()),
    }
}

fn check(api: &'static str, answer: &Answer) -> Result<(), CXoneError> {
    if (200..300).contains(&answer.status) {
        return Ok(());
    }
    let kind = kind(answer);
    // A gateway's page says nothing about the call; only 401 is clear whoever says it, and bodies of refusals may be
    // missing.
    if kind.is_some_and(|kind| kind != NotJsonKind::Empty) && answer.status != 401
        || (300..400).contains(&answer.status)
    {
        return Err(CXoneError::NotJson { api, status: answer.status, kind: kind.unwrap_or(NotJsonKind::Other) });
    }
    let refusal: Refusal = serde_json::from_slice(&answer.body).unwrap_or_default();
    Err(refusal.told(api, answer.status).into())
}

impl Refusal {
    fn told(&self, api: &'static str, status: u16) -> ApiError {
        let first = |candidates: [&Value; 4]| candidates.into_iter().map(words).find(|text| !text.is_empty());
        let nothing = Value::Null;
        let code = first([&self.code, &self.error, &nothing, &nothing]).unwrap_or_default();
        let message = first([&self.error_description, &self.message, &self.details, &self.errors]).unwrap_or_default();
        ApiError { api, status, code: one_line(&code, 100), message: one_line(&message, MESSAGE) }
    }
}

/// What is written in a value, whether it is a text, a list of texts or of objects with a message.
fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        Value::Array(list) => list.iter().map(words).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; "),
        Value::Object(fields) => {
            let said = ["message", "description", "code"].iter().filter_map(|name| fields.get(*name)).map(words);
            said.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

/// `None` for what begins like JSON.
fn kind(answer: &Answer) -> Option<NotJsonKind> {
    match answer.body.trim_ascii_start().first() {
        None => Some(NotJsonKind::Empty),
        Some(b'<') => Some(NotJsonKind::Html),
        Some(b'{' | b'[') => None,
        Some(_) => Some(NotJsonKind::Other),
    }
}

/// Tells an answer without JSON from one with half of it.
pub(super) fn unreadable(api: &'static str, answer: &Answer, detail: &str) -> CXoneError {
    match kind(answer) {
        None => CXoneError::HalfJson { api, detail: detail.to_owned() },
        Some(kind) => CXoneError::NotJson { api, status: answer.status, kind },
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use reqwest::header::HeaderMap;

    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        let body = Bytes::copy_from_slice(body.as_bytes());
        Answer { status, content_type: None, headers: HeaderMap::new(), body }
    }

    fn told(status: u16, body: &str) -> (String, String) {
        let CXoneError::Api(error) = done("agents", &answer(status, body)).unwrap_err() else { panic!("{body}") };
        (error.code, error.message)
    }

    fn pair(code: &str, message: &str) -> (String, String) {
        (code.to_owned(), message.to_owned())
    }

    #[test]
    fn every_shape_of_an_error_is_read() {
        let token = r#"{"error":"invalid_grant","errorDescription":"no such key"}"#;
        assert_eq!(told(400, token), pair("invalid_grant", "no such key"));
        let hub = r#"{"timestamp":"2026-01-05T09:40:00Z","status":401,"error":"Unauthorized","message":"expired"}"#;
        assert_eq!(told(401, hub), pair("Unauthorized", "expired"));
        let hub =
            r#"{"code":1203,"details":null,"hostname":"h","errors":[{"message":"domain is missing"},"and more"]}"#;
        assert_eq!(told(400, hub), pair("1203", "domain is missing; and more"));
        assert_eq!(told(403, ""), pair("", ""));
        assert_eq!(told(401, "<html>"), pair("", ""), "401 is clear whoever says it");
    }

    #[test]
    fn pages_are_not_refusals() {
        let not_json = |status, kind| CXoneError::NotJson { api: "agents", status, kind };
        let of = |status, body| done("agents", &answer(status, body)).unwrap_err();
        assert_eq!(of(403, "<html>"), not_json(403, NotJsonKind::Html));
        assert_eq!(of(200, "no known way to render"), not_json(200, NotJsonKind::Other));
        assert_eq!(of(302, ""), not_json(302, NotJsonKind::Empty));
        assert_eq!(done("agents", &answer(202, "")), Ok(()));
    }
}
