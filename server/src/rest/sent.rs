//! What a request carries: a JSON body, the revision it was made from.

use super::problem::Refusal;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{CONTENT_TYPE, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use model::problem::Fault;
use model::{Code, Problem};
use serde::de::DeserializeOwned;

/// A JSON body. One that is not there counts as `{}` for what needs no value.
#[derive(Debug)]
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let json = is_json(request.headers());
        let bytes = Bytes::from_request(request, state).await.map_err(|_| Code::Malformed)?;
        if bytes.is_empty() {
            return read(b"{}").map(Self);
        }
        if !json {
            return Err(Code::UnsupportedType.into());
        }
        read(&bytes).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// What is no JSON is malformed; what is, and does not fit, is a fault of the field it does not fit in.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        if !error.inner().is_data() {
            return Refusal::from(Code::Malformed);
        }
        let text = error.inner().to_string();
        // The path to what is missing ends above it: "missing field `name`".
        let missing = text.strip_prefix("missing field `").and_then(|rest| rest.split_once('`')).map(|(name, _)| name);
        match missing {
            Some(name) => Problem::field(name, Fault::Missing).into(),
            None => Problem::field(&error.path().to_string(), Fault::Malformed).into(),
        }
    })?;
    json.end().map_err(|_| Code::Malformed)?;
    Ok(value)
}

/// The revision that a change was made from: `If-Match` with an `ETag` of ours. Must be there, except with POST, where [`Self::or`]
/// says what counts instead.
#[derive(Debug, Clone, Copy)]
pub struct Revision(Option<i64>);

impl Revision {
    /// Of a change, which has one.
    pub const fn of(self) -> i64 {
        self.or(NONE)
    }

    /// Or the present one.
    pub const fn or(self, present: i64) -> i64 {
        match self.0 {
            Some(revision) => revision,
            None => present,
        }
    }
}

/// No row has it: somebody else's tag fits nothing.
const NONE: i64 = -1;

impl<S: Sync> FromRequestParts<S> for Revision {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        match parts.headers.get(IF_MATCH) {
            Some(tag) => Ok(Self(Some(tag.to_str().ok().and_then(revision).unwrap_or(NONE)))),
            None if parts.method == Method::POST => Ok(Self(None)),
            None => Err(Code::IfMatchMissing.into()),
        }
    }
}

/// Proxies that compress make a strong tag a weak one; it is the same revision.
fn revision(tag: &str) -> Option<i64> {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag).strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_revision_in_quotes() {
        assert_eq!(revision("\"7\""), Some(7));
        assert_eq!(revision(" W/\"7\" "), Some(7));
        for wrong in ["7", "*", "\"\"", "\"seven\"", "\"7"] {
            assert_eq!(revision(wrong), None, "{wrong}");
        }
    }
}
