//! Reads a refusal, and what its code asks for [guide: errors].

use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use serde::Deserialize;

use super::error::{ApiError, Decision, NotJsonKind, RingCentralError, is_token_call, soon};
use crate::{http::Answer, lenient};

/// How long to wait when a 429 does not say [guide: rate limits].
const UNSAID: Duration = Duration::from_secs(30);

/// Old services put the word of a code on top and the code itself into the list, new ones have the list alone, and the
/// token call has the members of OAuth 2 (RFC 6749 §5.2) beside them.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Refusal {
    #[serde(deserialize_with = "lenient::text")]
    error_code: String,
    #[serde(deserialize_with = "lenient::text")]
    message: String,
    permission_name: Option<String>,
    parameter_name: Option<String>,
    #[serde(deserialize_with = "lenient::list")]
    errors: Vec<Refusal>,
    #[serde(deserialize_with = "lenient::text")]
    error: String,
    #[serde(rename = "error_description", deserialize_with = "lenient::text")]
    description: String,
}

/// An answer that is not a success.
pub(super) fn refused(api: &'static str, answer: &Answer) -> RingCentralError {
    let retry_after = retry_after(answer);
    match serde_json::from_slice::<Refusal>(&answer.body) {
        Ok(refusal) => told(api, answer.status, retry_after, refusal).into(),
        // Whatever stands in a 429, it is one, and its wait counts.
        Err(_) if answer.status == 429 => told(api, 429, retry_after, Refusal::default()).into(),
        Err(error) => unreadable(api, answer, &error),
    }
}

/// A refusal inside an answer of several parts.
pub(super) fn part_refused(api: &'static str, status: u16, body: &serde_json::Value) -> ApiError {
    told(api, status, None, Refusal::deserialize(body).unwrap_or_default())
}

fn told(api: &'static str, status: u16, retry_after: Option<Duration>, mut top: Refusal) -> ApiError {
    let first = if top.errors.is_empty() { Refusal::default() } else { top.errors.swap_remove(0) };
    let filled = |texts: [String; 3]| texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    let message = filled([first.message, top.message, top.description]);
    let permission = first.permission_name.or(top.permission_name).or_else(|| bracketed(&message));
    ApiError {
        api,
        status,
        code: filled([first.error_code, top.error_code, top.error]),
        permission,
        parameter: first.parameter_name.or(top.parameter_name),
        message,
        retry_after,
    }
}

/// `In order to call this API endpoint, user needs to have [ReadExtensions] permission`.
fn bracketed(message: &str) -> Option<String> {
    let (name, rest) = message.split_once('[')?.1.split_once(']')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_name && rest.trim_start().starts_with("permission")).then(|| name.to_owned())
}

fn retry_after(answer: &Answer) -> Option<Duration> {
    let seconds = answer.headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// Tells an answer without JSON from one with half of it.
pub(super) fn unreadable(api: &'static str, answer: &Answer, error: &serde_json::Error) -> RingCentralError {
    let text = answer.body.trim_ascii_start();
    let kind = match text.first() {
        None => NotJsonKind::Empty,
        Some(b'<') => NotJsonKind::Html,
        Some(b'{' | b'[') => return RingCentralError::HalfJson { api, detail: error.to_string() },
        Some(_) => NotJsonKind::Other,
    };
    RingCentralError::NotJson { api, status: answer.status, kind }
}

/// How long a refusal asks to wait, where it does.
fn wait(error: &ApiError) -> Option<Duration> {
    match error.status {
        429 => Some(error.retry_after.unwrap_or(UNSAID)),
        503 => error.retry_after,
        _ => None,
    }
}

/// The table of the platform's codes. Codes nobody listed are judged by their status, and stop only their own row.
pub(super) fn decide(error: &ApiError) -> Decision {
    if let Some(at_least) = wait(error) {
        return Decision::Wait { at_least };
    }
    let permission = || Decision::Permission { name: error.permission.clone() };
    match error.code.as_str() {
        "CMN-201" | "CMN-203" | "ADG-000" | "ADG-010" => soon(error.api),
        "OAU-128" | "OAU-129" | "OAU-149" | "OAU-213" | "CMN-405" if !is_token_call(error.api) => {
            Decision::RefreshToken
        }
        code if code.starts_with("OAU-") => Decision::Stop,
        "CMN-106" | "InvalidMultipartRequest" => Decision::AskForLess,
        "CMN-102" | "ADG-107" | "ADG-122" | "SUB-408" | "SUB-507" => Decision::Gone,
        "CMN-401" | "CMN-402" | "CMN-404" | "CMN-408" | "ADG-100" | "ADG-101" => permission(),
        "SUB-505" => Decision::ClearSubscriptions,
        "CMN-109" | "CMN-120" | "CMN-202" => Decision::Stop,
        "SUB-520" | "SUB-521" | "SUB-523" | "SUB-524" | "SUB-525" => Decision::Stop,
        _ => by_status(error),
    }
}

fn by_status(error: &ApiError) -> Decision {
    match error.status {
        408 | 500 | 502.. => soon(error.api),
        400..500 if is_token_call(error.api) => Decision::Stop,
        401 => Decision::RefreshToken,
        501 => Decision::Stop,
        _ => Decision::Skip,
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderMap;
    use serde_json::json;

    use super::*;

    const API: &str = "GET v1.0/account/~/presence";

    fn answer(status: u16, body: &serde_json::Value) -> RingCentralError {
        let body = body.to_string().into();
        refused(API, &Answer { status, content_type: None, headers: HeaderMap::new(), body })
    }

    #[test]
    fn the_code_of_the_list_goes_before_the_word_on_top() {
        let legacy = json!({"errorCode": "TokenInvalid", "message": "Token not found",
            "errors": [{"errorCode": "OAU-213", "message": "Token not found"}]});
        assert_eq!(answer(401, &legacy).code(), Some("OAU-213"));
        assert_eq!(answer(401, &legacy).decision(), Decision::RefreshToken);
        let new = json!({"errors": [{"errorCode": "ADG-107", "message": "Contact not found"}]});
        assert_eq!(answer(404, &new).decision(), Decision::Gone);
        assert_eq!(answer(404, &json!({"errorCode": "CMN-102"})).decision(), Decision::Gone);
        assert_eq!(answer(400, &json!({"error": "invalid_grant"})).code(), Some("invalid_grant"));
    }

    #[test]
    fn a_missing_permission_has_a_name() {
        let words = "In order to call this API endpoint, user needs to have [ReadExtensions] permission for it";
        let named = Decision::Permission { name: Some("ReadExtensions".to_owned()) };
        assert_eq!(answer(403, &json!({"errorCode": "CMN-408", "message": words})).decision(), named);
        let field = json!({"errors": [{"errorCode": "CMN-401", "permissionName": "ReadExtensions"}]});
        assert_eq!(answer(403, &field).decision(), named);
        let silent = json!({"errorCode": "CMN-401", "message": "Parameter [perPage] value is invalid"});
        assert_eq!(answer(403, &silent).decision(), Decision::Permission { name: None });
    }

    #[test]
    fn a_429_waits_half_a_minute_when_it_does_not_say_how_long() {
        let unsaid = Decision::Wait { at_least: Duration::from_secs(30) };
        assert_eq!(answer(429, &json!({"errorCode": "CMN-301"})).decision(), unsaid);
        assert_eq!(answer(429, &json!("no object")).decision(), unsaid);
    }

    #[test]
    fn unknown_codes_are_judged_by_their_status() {
        for (status, decision) in [
            (500, soon(API)),
            (503, soon(API)),
            (501, Decision::Stop),
            (401, Decision::RefreshToken),
            (400, Decision::Skip),
        ] {
            assert_eq!(answer(status, &json!({"errorCode": "XYZ-1"})).decision(), decision, "{status}");
        }
    }
}
