//! Cookies: the session, the language, the theme.
//!
//! Behind https the session's cookie is `__Host-muster` and `Secure`, so that no other host and no plain connection can set or
//! read it. With a plain `http://` public address, as on one's own machine, it is `muster` without `Secure`: browsers
//! differ in whether they take `Secure` cookies from http://127.0.0.1 (Chromium does, Safari does not).

use crate::config::PublicUrl;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// The language that a person chose in this browser; a tag like `pt-BR`.
pub const LANGUAGE: &str = "lang";
/// The theme that a person chose in this browser: `light` or `dark`.
pub const THEME: &str = "theme";

const YEAR: i64 = 365 * 24 * 3600;

/// The name of the session's cookie.
pub const fn session_name(public: &PublicUrl) -> &'static str {
    if public.is_secure() { "__Host-muster" } else { "muster" }
}

/// The value of a cookie.
pub fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// Sets the session's cookie for so many seconds; not readable by scripts.
pub fn session(public: &PublicUrl, token: &str, max_age: i64) -> Option<HeaderValue> {
    // Lax, not Strict: whoever comes from a mail or a scanner is still signed in.
    let secure = if public.is_secure() { "; Secure" } else { "" };
    let name = session_name(public);
    let text = format!("{name}={token}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::try_from(text).ok()
}

/// Takes the session's cookie away.
pub fn no_session(public: &PublicUrl) -> Option<HeaderValue> {
    session(public, "", 0)
}

/// Remembers the language for a year; the console reads it too.
pub fn language(public: &PublicUrl, tag: &str) -> Option<HeaderValue> {
    let secure = if public.is_secure() { "; Secure" } else { "" };
    HeaderValue::try_from(format!("{LANGUAGE}={tag}; Path=/; Max-Age={YEAR}; SameSite=Lax{secure}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("xmuster=1; muster=abc=d"));
        headers.append(COOKIE, HeaderValue::from_static("theme=dark"));
        assert_eq!(get(&headers, "muster"), Some("abc=d"));
        assert_eq!(get(&headers, THEME), Some("dark"));
        assert_eq!(get(&headers, "must"), None);
    }

    #[test]
    fn behind_https_the_cookie_belongs_to_this_host_alone() {
        let text = |url| session(&PublicUrl::parse(url).unwrap(), "t", 9).unwrap();
        assert_eq!(text("https://a.b"), "__Host-muster=t; Path=/; Max-Age=9; HttpOnly; SameSite=Lax; Secure");
        assert_eq!(text("http://a.b"), "muster=t; Path=/; Max-Age=9; HttpOnly; SameSite=Lax");
    }
}
