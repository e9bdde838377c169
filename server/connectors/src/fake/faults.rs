//! Calls that go wrong on purpose.

use axum::{
    body::{Body, Bytes},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

/// The next `times` calls of `path` go wrong, after `skip` of them went well. An empty path is any call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault<K> {
    /// As the fake counts its calls.
    #[serde(default)]
    pub path: String,
    #[serde(default)]
    pub skip: u32,
    #[serde(default = "once")]
    pub times: u32,
    pub kind: K,
}

fn once() -> u32 {
    1
}

/// Faults that wait for their calls, the oldest first.
#[derive(Debug)]
pub(crate) struct Faults<K>(Vec<Fault<K>>);

impl<K> Default for Faults<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Clone> Faults<K> {
    pub(crate) fn add(&mut self, fault: Fault<K>) {
        self.0.push(fault);
    }

    /// Takes the first fault that fits a call, if any, and uses one of its times up.
    pub(crate) fn take(&mut self, path: &str) -> Option<K> {
        let at = self.0.iter().position(|fault| fault.path.is_empty() || fault.path == path)?;
        let fault = &mut self.0[at];
        if fault.skip > 0 {
            fault.skip -= 1;
            return None;
        }
        let kind = fault.kind.clone();
        fault.times = fault.times.saturating_sub(1);
        if fault.times == 0 {
            self.0.remove(at);
        }
        Some(kind)
    }

    pub(crate) fn waiting(&self) -> usize {
        self.0.len()
    }
}

/// A gateway's 502 page.
pub(crate) fn bad_gateway() -> Response {
    let page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
    (StatusCode::BAD_GATEWAY, [(CONTENT_TYPE, "text/html")], page).into_response()
}

/// An answer whose connection ends after these words.
pub(crate) fn cut(begin: &'static str) -> Response {
    let pieces = [Ok(Bytes::from_static(begin.as_bytes())), Err(std::io::Error::other("cut"))];
    Response::new(Body::from_stream(futures::stream::iter(pieces)))
}

/// The first half of a text, which then has a length that fits.
pub(crate) fn half(text: &str) -> String {
    text.chars().take(text.chars().count() / 2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_waits_for_its_calls_and_is_used_up() {
        let mut faults = Faults::default();
        faults.add(Fault { path: "a".to_owned(), skip: 1, times: 2, kind: 'x' });
        assert_eq!(
            ["b", "a", "a", "b", "a", "a"].map(|path| faults.take(path)),
            [None, None, Some('x'), None, Some('x'), None]
        );
        faults.add(Fault { path: String::new(), skip: 0, times: 0, kind: 'y' });
        assert_eq!((faults.take("any"), faults.waiting()), (Some('y'), 0));
        assert_eq!(half("灰灰灰灰"), "灰灰");
    }
}
