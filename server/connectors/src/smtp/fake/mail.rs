//! One letter as it came, and as a person reads it.

use mail_parser::{Address, HeaderName, MessageParser};
use serde::Serialize;

use crate::fake::machine_time;

/// What was said before the letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Envelope {
    /// MAIL FROM.
    pub from: String,
    /// RCPT TO.
    pub to: Vec<String>,
}

/// A letter that came in. Decoded views are empty where the letter has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mail {
    /// Without angle brackets.
    pub message_id: String,
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// The header, `Name <a@b>`.
    pub from: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Unix seconds of the first time.
    pub at: i64,
    /// How often a letter with this id came to these recipients.
    pub times_seen: u64,
    /// Header names and undecoded values in their order.
    #[serde(skip)]
    pub headers: Vec<(String, String)>,
    #[serde(skip)]
    pub envelope: Envelope,
    /// As it was sent, with doubled dots undone.
    #[serde(skip)]
    pub raw: Vec<u8>,
}

impl Mail {
    pub(super) fn read(envelope: Envelope, raw: Vec<u8>) -> Self {
        let parsed = MessageParser::default().parse(&raw).unwrap_or_default();
        let text = |body: Option<std::borrow::Cow<'_, str>>| body.unwrap_or_default().replace("\r\n", "\n");
        // The parser makes up a view the letter does not have; only what was sent counts here.
        let has = |subtype: &str| {
            parsed.parts.iter().any(|part| {
                let kind = part.headers.iter().find(|header| header.name == HeaderName::ContentType);
                kind.and_then(|header| header.value.as_content_type())
                    .map_or(subtype == "plain", |kind| kind.ctype() == "text" && kind.subtype() == Some(subtype))
            })
        };
        let mail = Self {
            message_id: parsed.message_id().unwrap_or_default().to_owned(),
            to: envelope.to.clone(),
            from: parsed.from().map(shown).unwrap_or_default(),
            subject: parsed.subject().unwrap_or_default().to_owned(),
            text: if has("plain") { text(parsed.body_text(0)) } else { String::new() },
            html: if has("html") { text(parsed.body_html(0)) } else { String::new() },
            at: machine_time(),
            times_seen: 1,
            headers: parsed.headers_raw().map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect(),
            envelope,
            raw: Vec::new(),
        };
        Self { raw, ..mail }
    }

    /// A header's undecoded value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(its, _)| its.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Letters without an id are never the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        !self.message_id.is_empty() && self.message_id == other.message_id && self.to == other.to
    }

    /// The latest try is shown, at the time of the first.
    pub(super) fn see_again(&mut self, mail: Self) {
        *self = Self { at: self.at, times_seen: self.times_seen + 1, ..mail };
    }
}

fn shown(address: &Address<'_>) -> String {
    let Some(first) = address.first() else { return String::new() };
    let address = first.address().unwrap_or_default();
    first.name().map_or_else(|| address.to_owned(), |name| format!("{name} <{address}>"))
}
