//! What the gateways' answers have in common.

use serde_json::Value;
use url::Url;

use crate::{
    delivery::{Reason, SendError},
    http::Answer,
};

/// The answer's JSON object.
///
/// # Errors
/// A proxy's page of trouble passes; any other page is not the platform.
pub(super) fn object(answer: &Answer) -> Result<Value, SendError> {
    match serde_json::from_slice::<Value>(&answer.body) {
        Ok(value) if value.is_object() => Ok(value),
        _ => Err(by_status(answer.status, "").unwrap_or_else(|| {
            SendError::stop(Reason::NotThePlatform, format!("HTTP {} without JSON", answer.status))
        })),
    }
}

/// What a status alone says. `None` when it says too little.
pub(super) fn by_status(status: u16, text: &str) -> Option<SendError> {
    let text = format!("HTTP {status} {text}");
    match status {
        429 => Some(SendError::retry(Reason::TooOften, text)),
        500..=599 => Some(SendError::retry(Reason::Busy, text)),
        401 | 403 => Some(SendError::stop(Reason::WrongCredentials, text)),
        _ => None,
    }
}

/// A string below an object, or an empty one.
pub(super) fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// `base` with a path below it, whether or not it ends in a slash.
pub(super) fn below(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}/{path}", base.path().trim_end_matches('/')));
    url
}
