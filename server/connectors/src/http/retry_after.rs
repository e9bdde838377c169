//! When a server wants to be asked again.

use std::time::Duration;

use jiff::fmt::rfc2822;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// What `Retry-After` asks for, in seconds or as a date (RFC 9110 § 10.2.3). A date is counted from the date of the
/// answer, because our clock may be another.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = |text: &str| rfc2822::parse(text.trim()).ok().map(|date| date.timestamp());
    let (until, now) = (date(text)?, date(headers.get(DATE)?.to_str().ok()?)?);
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn a_date_is_counted_from_the_answers_own() {
        let mut headers = HeaderMap::new();
        assert_eq!(retry_after(&headers), None);
        headers.insert(RETRY_AFTER, HeaderValue::from_static("17"));
        assert_eq!(retry_after(&headers), Some(Duration::from_secs(17)));
        headers.insert(RETRY_AFTER, HeaderValue::from_static("Mon, 05 Jan 2026 09:41:00 GMT"));
        assert_eq!(retry_after(&headers), None);
        headers.insert(DATE, HeaderValue::from_static("Mon, 05 Jan 2026 09:40:00 GMT"));
        assert_eq!(retry_after(&headers), Some(Duration::from_secs(60)));
        headers.insert(DATE, HeaderValue::from_static("Mon, 05 Jan 2026 09:42:00 GMT"));
        assert_eq!(retry_after(&headers), Some(Duration::ZERO));
    }
}
