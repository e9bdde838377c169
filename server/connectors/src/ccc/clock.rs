//! What time it is where the platform is.
//!
//! It refuses signatures that are five minutes off. Its answers carry a date, so a clock of ours that is wrong is put
//! right by one refusal, and stays put right as long as the client lives.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use jiff::fmt::rfc2822;
use reqwest::header::{DATE, HeaderMap};

/// Where the client gets the time from, in Unix seconds.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> i64 + Send + Sync>);

impl Clock {
    pub fn new(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock(…)")
    }
}

/// Our clock, and by how much the platform's is ahead of it.
#[derive(Debug)]
pub(super) struct PlatformTime {
    clock: Clock,
    ahead: AtomicI64,
}

impl PlatformTime {
    pub(super) fn new(clock: Clock) -> Self {
        Self { clock, ahead: AtomicI64::new(0) }
    }

    /// Unix seconds.
    pub(super) fn now(&self) -> i64 {
        self.ours().saturating_add(self.ahead.load(Ordering::Relaxed))
    }

    /// Takes the date of an answer. Whether there was one.
    pub(super) fn learn(&self, headers: &HeaderMap) -> bool {
        let Some(theirs) = date(headers) else { return false };
        self.ahead.store(theirs.saturating_sub(self.ours()), Ordering::Relaxed);
        true
    }

    fn ours(&self) -> i64 {
        (self.clock.0)()
    }
}

/// Unix seconds.
fn date(headers: &HeaderMap) -> Option<i64> {
    let text = headers.get(DATE)?.to_str().ok()?.trim();
    rfc2822::parse(text).ok().map(|date| date.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn the_platforms_date_outweighs_our_clock() {
        let time = PlatformTime::new(Clock::new(|| 1_000));
        let mut headers = HeaderMap::new();
        assert!(!time.learn(&headers));
        headers.insert(DATE, HeaderValue::from_static("yesterday"));
        assert!(!time.learn(&headers));
        assert_eq!(time.now(), 1_000);
        headers.insert(DATE, HeaderValue::from_static("Tue, 14 Nov 2023 22:13:20 GMT"));
        assert!(time.learn(&headers));
        assert_eq!(time.now(), 1_700_000_000);
    }
}
