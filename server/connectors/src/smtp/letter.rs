//! A letter, and how it is written down.

use lettre::{
    Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use super::config::address_of;
use crate::delivery::{Reason, SendError, one_line};

/// The longest subject in characters; more is cut off.
const SUBJECT: usize = 300;

/// One letter to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The address alone.
    pub to: String,
    /// The sender's name instead of the one in the settings.
    pub from_name: Option<String>,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// `local@domain`, with or without angle brackets. The same on every try.
    pub message_id: String,
    /// The language of the words, such as `zh-CN`.
    pub language: Option<String>,
}

impl Letter {
    /// Plain and HTML as alternatives. Nothing in the letter can add a header: lines are joined, and what is not ASCII
    /// is encoded. The date is the time of the try.
    ///
    /// # Errors
    /// `RefuseRecipient` when the recipient's address or the id are none.
    pub(super) fn compose(&self, from: Mailbox) -> Result<Message, SendError> {
        let to = address_of(&self.to)
            .ok_or_else(|| SendError::refuse(Reason::NoSuchMailbox, format!("{} is no address", self.to)))?;
        let mut letter = Message::builder()
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(one_line(&self.subject, SUBJECT))
            .message_id(Some(self.id()?))
            .raw_header(header("Auto-Submitted", "auto-generated"));
        if let Some(language) = self.language.as_deref().filter(|language| is_language(language)) {
            letter = letter.raw_header(header("Content-Language", language));
        }
        letter
            .multipart(MultiPart::alternative_plain_html(self.text.clone(), self.html.clone()))
            .map_err(|error| SendError::refuse(Reason::Malformed, error))
    }

    /// Refused rather than mended: a mended id would be another one than the caller looks for.
    fn id(&self) -> Result<String, SendError> {
        let bare = self.message_id.trim_start_matches('<').trim_end_matches('>');
        let good = bare.len() <= 200
            && bare.split_once('@').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty())
            && bare.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'<' && byte != b'>');
        if good {
            Ok(format!("<{bare}>"))
        } else {
            Err(SendError::refuse(Reason::Malformed, format!("{} is no Message-ID", self.message_id)))
        }
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn is_language(text: &str) -> bool {
    (2..=35).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
