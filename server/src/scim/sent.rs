//! What a request carries: a JSON body, the revision that it was made from.

use super::error::Failure;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::header::{AsHeaderName, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH};
use axum::http::request::Parts;
use domain::scim::{Kind, Refusal, Tag};
use model::Code;
use serde_json::Value;

/// A JSON body. Okta sends `application/scim+json`, Entra ID too, others `application/json`, scripts sometimes nothing.
#[derive(Debug)]
pub struct Sent(pub Value);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let json = is_json(request.headers());
        let bytes = Bytes::from_request(request, state).await.map_err(|_| Code::Malformed)?;
        if !json {
            return Err(Code::UnsupportedType.into());
        }
        let value = serde_json::from_slice(&bytes);
        value
            .map(Self)
            .map_err(|error| Failure(Refusal::new(Kind::InvalidSyntax, format!("The body is no JSON: {error}"))))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind.is_empty() || kind == "application/json" || kind == super::answer::MEDIA_TYPE
}

/// The revisions in `If-Match` and `If-None-Match` (RFC 7644 §3.14).
#[derive(Debug)]
pub struct Tags {
    /// The change was made from one of these.
    pub matches: Tag,
    /// One of these is known already.
    known: Option<Tag>,
}

impl Tags {
    /// Whether whoever asks has this revision.
    pub fn knows(&self, revision: i64) -> bool {
        match &self.known {
            None => false,
            Some(Tag::Any) => true,
            Some(Tag::Of(known)) => known.contains(&revision),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Tags {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let matches = tag(&parts.headers, IF_MATCH).unwrap_or_default();
        Ok(Self { matches, known: tag(&parts.headers, IF_NONE_MATCH) })
    }
}

/// Tags compare weakly: ours are weak. One that is not ours fits nothing.
fn tag(headers: &HeaderMap, name: impl AsHeaderName) -> Option<Tag> {
    let text = headers.get(name)?.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Some(Tag::Any);
    }
    let number = |tag: &str| {
        let tag = tag.trim();
        tag.strip_prefix("W/").unwrap_or(tag).strip_prefix('"')?.strip_suffix('"')?.parse().ok()
    };
    Some(Tag::Of(text.split(',').filter_map(number).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_weak_or_strong_one_or_many() {
        let read = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(IF_MATCH, axum::http::HeaderValue::from_static(text));
            tag(&headers, IF_MATCH).unwrap()
        };
        assert_eq!(read("W/\"7\""), Tag::Of(vec![7]));
        assert_eq!(read("\"7\", W/\"8\""), Tag::Of(vec![7, 8]));
        assert_eq!(read("*"), Tag::Any);
        assert_eq!(read("\"theirs\""), Tag::Of(Vec::new()));
        assert_eq!(tag(&HeaderMap::new(), IF_MATCH), None);
    }
}
