//! The rows of a page, still encrypted [D 91774].

use serde_json::Value;

use super::{keys::PrivateKeys, refusals};
use crate::archive::{ArchiveError, ArchivedMessage, Reason, Unreadable, Why, fields::Fields};

/// One row.
pub(super) struct Row {
    pub(super) seq: u64,
    msgid: String,
    key_version: Option<u32>,
    random_key: String,
    /// `encrypt_chat_msg`.
    pub(super) message: String,
    raw: String,
}

/// Why a page has no rows.
pub(super) enum NoRows {
    /// The platform wants to be asked for fewer [301058].
    TooMany,
    Error(ArchiveError),
}

/// The rows after a number, in their order. The platform's answer has an `errcode` of its own.
pub(super) fn read(text: &str, after: u64) -> Result<Vec<Row>, NoRows> {
    let strange = |what: &str| NoRows::Error(ArchiveError::retry(Reason::BadAnswer, what));
    let answer: Value = serde_json::from_str(text).map_err(|_| strange("the page is not JSON"))?;
    let fields = Fields(&answer);
    match fields.int("errcode") {
        Some(0) => {}
        Some(301_058) => return Err(NoRows::TooMany),
        Some(code) => return Err(NoRows::Error(refusals::of_platform(code, &fields.text("errmsg")))),
        None => return Err(strange("the page has no errcode")),
    }
    // Absent or null is none.
    let mut rows = Vec::new();
    for row in fields.list("chatdata") {
        // Without its number it could neither be put in order nor be asked for again.
        rows.push(Row::of(row).ok_or_else(|| strange("a row has no seq"))?);
    }
    rows.retain(|row| row.seq > after);
    rows.sort_by_key(|row| row.seq);
    Ok(rows)
}

impl Row {
    /// A row that was stored. Where that is damaged, so is what comes of it.
    pub(super) fn parse(raw: &str) -> Self {
        let value: Value = serde_json::from_str(raw).unwrap_or_default();
        let read = Self::of(Fields(&value));
        read.unwrap_or_else(|| Self {
            seq: 0,
            msgid: String::new(),
            key_version: None,
            random_key: String::new(),
            message: String::new(),
            raw: raw.to_owned(),
        })
    }

    fn of(fields: Fields<'_>) -> Option<Self> {
        Some(Self {
            seq: fields.count("seq")?,
            msgid: fields.text("msgid"),
            key_version: fields.count("publickey_ver").and_then(|version| u32::try_from(version).ok()),
            random_key: fields.text("encrypt_random_key"),
            message: fields.text("encrypt_chat_msg"),
            raw: fields.0.to_string(),
        })
    }

    /// The key of this message.
    pub(super) fn key(&self, keys: &PrivateKeys) -> Result<String, Why> {
        let version = self.key_version.ok_or(Why::BadRow)?;
        if self.random_key.is_empty() || self.message.is_empty() {
            return Err(Why::BadRow);
        }
        keys.unwrap(version, &self.random_key)
    }

    /// What was inside.
    pub(super) fn message(&self, text: String) -> Result<ArchivedMessage, Unreadable> {
        ArchivedMessage::parse(self.seq, text).map_err(|_| self.unreadable(Why::NotAMessage))
    }

    /// The library did not open it. A private key that is not the right one is found out here, because unwrapping with it may well
    /// give bytes.
    pub(super) fn refused(&self, code: i32) -> Unreadable {
        self.unreadable(match (code, self.key_version) {
            (10_004 | 10_006..=10_008, Some(version)) => Why::WrongKey { version },
            _ => Why::BadRow,
        })
    }

    pub(super) fn unreadable(&self, why: Why) -> Unreadable {
        Unreadable { seq: self.seq, msgid: self.msgid.clone(), why, raw: self.raw.clone() }
    }
}
