//! From an answer to a value or an error.

use serde::{Deserialize, de::DeserializeOwned};

use super::error::{ApiError, CccError, NotJsonKind};
use crate::{delivery::one_line, http::Answer, lenient};

/// The longest [`ApiError::message`], in characters.
const MESSAGE: usize = 400;

#[derive(Deserialize)]
struct Envelope<T> {
    #[serde(rename = "Response")]
    response: T,
}

/// The part of an answer that says whether there is another.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Verdict {
    error: Option<Said>,
    #[serde(deserialize_with = "lenient::text")]
    request_id: String,
}

/// A code with words, of a call or of a person.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Said {
    #[serde(deserialize_with = "lenient::text")]
    pub(super) code: String,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) message: String,
}

impl Said {
    pub(super) fn into_error(self, action: &'static str, request_id: &str) -> ApiError {
        ApiError {
            action,
            code: one_line(&self.code, 100),
            message: one_line(&self.message, MESSAGE),
            request_id: one_line(request_id, 100),
        }
    }
}

/// The value of a good answer. The platform refuses with HTTP 200; whoever else answers, the refusal counts when it has
/// the platform's shape.
pub(super) fn read<T: DeserializeOwned>(action: &'static str, answer: &Answer) -> Result<T, CccError> {
    let verdict = serde_json::from_slice::<Envelope<Verdict>>(&answer.body);
    match verdict {
        Ok(Envelope { response: Verdict { error: Some(said), request_id } }) => {
            return Err(said.into_error(action, &request_id).into());
        }
        Ok(_) if (200..300).contains(&answer.status) => {}
        Ok(_) => return Err(not_json(action, answer, NotJsonKind::Other)),
        Err(error) => return Err(unreadable(action, answer, &error.to_string())),
    }
    let value = serde_json::from_slice::<Envelope<T>>(&answer.body);
    value.map(|envelope| envelope.response).map_err(|error| unreadable(action, answer, &error.to_string()))
}

/// Tells an answer without JSON from one with half of it.
fn unreadable(action: &'static str, answer: &Answer, detail: &str) -> CccError {
    match answer.body.trim_ascii_start().first() {
        Some(b'{') if (200..300).contains(&answer.status) => {
            CccError::HalfJson { action, detail: one_line(detail, MESSAGE) }
        }
        None => not_json(action, answer, NotJsonKind::Empty),
        Some(b'<') => not_json(action, answer, NotJsonKind::Html),
        Some(_) => not_json(action, answer, NotJsonKind::Other),
    }
}

fn not_json(action: &'static str, answer: &Answer, kind: NotJsonKind) -> CccError {
    CccError::NotJson { action, status: answer.status, kind }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use reqwest::header::HeaderMap;
    use serde_json::Value;

    use super::*;

    fn of(status: u16, body: &str) -> Result<Value, CccError> {
        let body = Bytes::copy_from_slice(body.as_bytes());
        read("DeleteStaff", &Answer { status, content_type: None, headers: HeaderMap::new(), body })
    }

    fn not_json(status: u16, kind: NotJsonKind) -> CccError {
        CccError::NotJson { action: "DeleteStaff", status, kind }
    }

    #[test]
    fn a_refusal_is_read_though_http_says_that_all_is_well() {
        let body = r#"{"Response":{"Error":{"Code":"InvalidParameterValue.AccountNotExist","Message":"account not exist"},
            "RequestId":"req-0001"}}"#;
        for status in [200, 400] {
            let Err(CccError::Api(error)) = of(status, body) else { panic!("{status}") };
            assert_eq!(error.code, "InvalidParameterValue.AccountNotExist");
            assert_eq!((error.message.as_str(), error.request_id.as_str()), ("account not exist", "req-0001"));
        }
        let Ok(value) = of(200, r#"{"Response":{"Error":null,"TotalCount":0,"RequestId":7}}"#) else { panic!("null") };
        assert_eq!(value["TotalCount"], 0);
    }

    #[test]
    fn what_is_not_the_platforms_is_no_answer() {
        assert_eq!(of(502, "<html>"), Err(not_json(502, NotJsonKind::Html)));
        assert_eq!(of(200, ""), Err(not_json(200, NotJsonKind::Empty)));
        assert_eq!(of(404, r#"{"detail":"nothing here"}"#), Err(not_json(404, NotJsonKind::Other)));
        assert_eq!(of(500, r#"{"Response":{}}"#), Err(not_json(500, NotJsonKind::Other)));
        assert_eq!(of(200, "[1]"), Err(not_json(200, NotJsonKind::Other)));
        assert!(matches!(of(200, r#"{"Response":{"Total"#), Err(CccError::HalfJson { .. })));
        assert!(matches!(of(200, r#"{"ok":true}"#), Err(CccError::HalfJson { .. })));
    }
}
