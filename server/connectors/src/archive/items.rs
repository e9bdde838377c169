//! Messages inside of messages: forwarded records, mixed texts and images, notes.

use serde_json::Value;

use super::{Body, fields::Fields};

/// How deep records of records of records are followed. Each level is JSON in a text in JSON.
const DEPTH: usize = 4;

/// A part of a message.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What the platform calls its kind; in records `ChatRecordText` and the like.
    pub kind: String,
    /// Unix milliseconds, where the part has a time of its own. The platform counts these in seconds.
    pub sent_at: Option<i64>,
    /// Whether it was written in a group.
    pub from_room: bool,
    pub body: Body,
}

impl Item {
    /// Reads a list of parts. Their `content` is JSON within a text; where it is not, it is taken for the text itself.
    pub(super) fn list(list: Fields<'_>, key: &str, depth: usize) -> Vec<Self> {
        list.list(key).map(|item| Self::read(item, depth)).collect()
    }

    fn read(item: Fields<'_>, depth: usize) -> Self {
        let kind = item.any(&["type", "msg_type"]);
        let bare = kind.strip_prefix("ChatRecord").unwrap_or(&kind).to_ascii_lowercase();
        let content = match &item.0["content"] {
            Value::String(text) => serde_json::from_str(text).ok().filter(Value::is_object),
            Value::Object(_) => Some(item.0["content"].clone()),
            _ => None,
        };
        let body = match content {
            Some(_) if depth >= DEPTH => Body::Other { texts: Vec::new() },
            Some(content) => Body::read(&bare, Fields(&content), depth + 1),
            None => Body::Text { content: item.text("content") },
        };
        Self {
            sent_at: item.int("msgtime").map(|seconds| seconds.saturating_mul(1_000)),
            from_room: item.0["from_chatroom"].as_bool().unwrap_or(false),
            kind,
            body,
        }
    }
}
