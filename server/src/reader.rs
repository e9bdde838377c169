//! For whom a page is made: language, theme, and how the page goes out.

use crate::cookies;
use crate::edge::Edge;
use crate::session::Visitor;
use app::pages::{Frame, Theme};
use app::words::Language;
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, LOCATION, SET_COOKIE, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};
use model::Code;
use std::convert::Infallible;
use std::sync::Arc;
use url::form_urlencoded;

/// The reader of a page.
#[derive(Debug)]
pub struct Reader {
    /// Language and theme.
    pub frame: Frame,
    chosen: Option<HeaderValue>,
}

impl Reader {
    /// A page.
    pub fn page(&self, status: StatusCode, html: String) -> Response {
        let mut response = (status, Html(html)).into_response();
        response.headers_mut().insert(VARY, HeaderValue::from_static("accept-language, cookie"));
        if let Some(cookie) = &self.chosen {
            response.headers_mut().append(SET_COOKIE, cookie.clone());
        }
        response
    }

    /// A page about a failure, with the status that belongs to it.
    pub fn failed(&self, code: Code, html: String) -> Response {
        self.page(status(code), html)
    }
}

/// The status of a code.
pub fn status(code: Code) -> StatusCode {
    StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// "Look there", by GET, with a new cookie if there is one.
pub fn see_other(path: &str, cookie: Option<HeaderValue>) -> Response {
    let Ok(location) = HeaderValue::try_from(path) else { return see_other("/", cookie) };
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// The frame for a request: the language just clicked, else the browser's choice made earlier, else the person's own, else what
/// the browser asks for.
pub fn frame(headers: &HeaderMap, query: &str, person: Option<&str>) -> Frame {
    let mut clicked = None;
    let mut kept = form_urlencoded::Serializer::new(String::new());
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        if key == "lang" {
            clicked = Language::from_tag(&value);
        } else {
            kept.append_pair(&key, &value);
        }
    }
    let mut query = kept.finish();
    if !query.is_empty() {
        query.push('&');
    }
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let language = clicked
        .or_else(|| Language::from_tag(cookies::get(headers, cookies::LANGUAGE)?))
        .or_else(|| Language::from_tag(person?))
        .unwrap_or_else(|| Language::accept(asked));
    Frame { language, theme: cookies::get(headers, cookies::THEME).and_then(Theme::from_word), query }
}

impl FromRequestParts<Arc<Edge>> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, edge: &Arc<Edge>) -> Result<Self, Infallible> {
        let identity = parts.extensions.get::<Visitor>().and_then(|visitor| visitor.identity.as_ref());
        let person = identity.and_then(|identity| identity.language.as_deref());
        let query = parts.uri.query().unwrap_or_default();
        let frame = frame(&parts.headers, query, person);
        let clicked = form_urlencoded::parse(query.as_bytes())
            .any(|(key, value)| key == "lang" && Language::from_tag(&value).is_some());
        let chosen = if clicked { cookies::language(&edge.public, frame.language.word()) } else { None };
        Ok(Self { frame, chosen })
    }
}

/// The path to go on to after signing in: one of this site, or the start. `//host` and `/\host` lead elsewhere.
pub fn local_path(text: &str) -> &str {
    let mut bytes = text.bytes();
    let here = bytes.next() == Some(b'/') && !matches!(bytes.next(), Some(b'/' | b'\\'));
    let sound = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') && text.len() <= 1_000;
    if here && sound { text } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_stays_on_this_site() {
        for good in ["/", "/members?tab=pending", "/join/ABC"] {
            assert_eq!(local_path(good), good);
        }
        for bad in ["", "//evil.test", "/\\evil.test", "https://evil.test", "members", "/a\nb", "/\t/evil.test"] {
            assert_eq!(local_path(bad), "/", "{bad}");
        }
    }

    #[test]
    fn a_language_link_keeps_the_rest_of_the_query() {
        let frame = frame(&HeaderMap::new(), "next=%2Fmembers&lang=zh-CN", Some("pt-BR"));
        assert_eq!((frame.language, frame.query.as_str()), (Language::ZhCn, "next=%2Fmembers&"));
    }
}
