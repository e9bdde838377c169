//! What an endpoint answers.

use serde_json::Value;

/// A good answer.
pub(in super::super) enum Reply {
    Json(Value),
    /// 207: one answer of several.
    Parts {
        kind: String,
        text: String,
    },
    /// 204.
    Nothing,
    /// Only after the address was called.
    Handshake(Box<Wanted>),
}

/// A subscription somebody wants.
#[derive(Debug, Clone)]
pub(in super::super) struct Wanted {
    pub(in super::super) address: String,
    pub(in super::super) verification: String,
    pub(in super::super) filters: Vec<String>,
    /// Seconds.
    pub(in super::super) lives: i64,
}

impl Reply {
    /// Status, content type and text.
    pub(in super::super) fn into_parts(self) -> (u16, String, String) {
        match self {
            Self::Json(value) => (200, "application/json;charset=UTF-8".to_owned(), value.to_string()),
            Self::Parts { kind, text } => (207, kind, text),
            Self::Nothing | Self::Handshake(_) => (204, "application/json".to_owned(), String::new()),
        }
    }
}
