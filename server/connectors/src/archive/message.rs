//! A message as the product sees it [D 91774].

use std::fmt;

use serde_json::Value;
use thiserror::Error;

use super::{Body, MediaRef, fields::Fields};

/// What a row of the archive tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    Send,
    /// A message was taken back; [`Body::Recall`] says which.
    Recall,
    /// A member switched to another corporation.
    Switch,
    /// Something not listed here.
    Other(String),
}

/// One message, parsed. What the parser does not know is still in [`raw`](Self::raw).
#[derive(Debug, Clone, PartialEq)]
pub struct ArchivedMessage {
    /// The archive's number: what to go on after, and what to sort by.
    pub seq: u64,
    /// The platform's name of the message, which stays the same however often it is read: what tells repeats.
    pub msgid: String,
    pub action: Action,
    /// Who wrote it: the userid of a member, the external_userid of anybody else (`wm…`, `wo…`), or a bot's id (`wb…`).
    pub from: String,
    /// To whom, in the same terms; in a group, everybody who was in it.
    pub to: Vec<String>,
    /// The group's id; `None` in a chat of two.
    pub room: Option<String>,
    /// Unix milliseconds; 0 when the platform did not say.
    pub sent_at: i64,
    /// What the platform calls this kind, `msgtype`; `switch` for rows that have none.
    pub kind: String,
    pub body: Body,
    /// The JSON as it came, to the letter.
    pub raw: String,
}

/// Why a text is no message: all else is taken as it is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a JSON object: {detail}")]
pub struct NotAMessage {
    pub detail: String,
}

impl ArchivedMessage {
    /// Reads the platform's JSON after decryption. Unknown kinds, missing fields and fields of another type are no errors.
    ///
    /// # Errors
    /// The text is no JSON object.
    pub fn parse(seq: u64, raw: String) -> Result<Self, NotAMessage> {
        let value: Value = serde_json::from_str(&raw).map_err(|error| NotAMessage { detail: in_short(&error) })?;
        if !value.is_object() {
            return Err(NotAMessage { detail: "another kind of value".to_owned() });
        }
        Ok(Self::of(seq, &value, raw))
    }

    fn of(seq: u64, value: &Value, raw: String) -> Self {
        let fields = Fields(value);
        let action = match fields.text("action").as_str() {
            "send" => Action::Send,
            "recall" => Action::Recall,
            "switch" => Action::Switch,
            other => Action::Other(other.to_owned()),
        };
        let msgid = fields.text("msgid");
        if action == Action::Switch {
            return Self {
                seq,
                msgid,
                action,
                from: fields.any(&["user", "from"]),
                to: Vec::new(),
                room: None,
                sent_at: fields.int("time").or_else(|| fields.int("msgtime")).unwrap_or(0),
                kind: "switch".to_owned(),
                body: Body::Switch,
                raw,
            };
        }
        let kind = fields.text("msgtype");
        Self {
            seq,
            msgid,
            action,
            from: fields.text("from"),
            to: fields.texts("tolist"),
            room: Some(fields.text("roomid")).filter(|room| !room.is_empty()),
            sent_at: fields.int("msgtime").unwrap_or(0),
            body: Body::of_message(&kind, value),
            kind,
            raw,
        }
    }

    /// Whether somebody outside of the corporation takes part, as far as the message's name says so.
    pub fn external(&self) -> bool {
        self.msgid.ends_with("_external")
    }

    /// Whether it crosses to a corporation up or down the supply chain, as far as its name says so.
    pub fn updown_stream(&self) -> bool {
        self.msgid.ends_with("_updown_stream")
    }

    /// Every file that belongs to it, also inside of forwarded and mixed messages.
    pub fn media(&self) -> Vec<&MediaRef> {
        self.body.media()
    }

    /// What a search should find it by: one line for each text in it, empty when there is none. Without markup of the platform, ids or
    /// addresses.
    pub fn searchable(&self) -> String {
        self.body.searchable()
    }
}

/// A row that could not be turned into a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The archive's number, as of any other row.
    pub seq: u64,
    /// Empty when the row does not tell.
    pub msgid: String,
    pub why: Why,
    /// The row as it came from the platform, still encrypted, as JSON. Keep it: once the reason is gone it can be opened
    /// ([`WeComArchive::reopen`](super::wecom::WeComArchive::reopen)), and after five days it is the only copy.
    pub raw: String,
}

/// Why a row could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// There is no private key of this version.
    UnknownKey { version: u32 },
    /// There is one, but it does not open the row: most likely it is another key.
    WrongKey { version: u32 },
    /// The row itself is incomplete or damaged.
    BadRow,
    /// The vendor's library fell over it, twice.
    ReaderDied,
    /// It was opened, and what was inside is no message.
    NotAMessage,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey { version } => write!(f, "there is no private key of version {version}"),
            Self::WrongKey { version } => write!(f, "the private key of version {version} does not open it"),
            Self::BadRow => f.write_str("the row is damaged"),
            Self::ReaderDied => f.write_str("the vendor's library fell over it"),
            Self::NotAMessage => f.write_str("what it holds is no message"),
        }
    }
}

/// What is wrong with JSON and where, without any of its text.
fn in_short(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Eof => "it ends early",
        _ => "a mistake",
    };
    format!("{what} at column {}", error.column())
}
