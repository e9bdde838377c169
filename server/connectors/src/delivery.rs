//! What became of one letter or one text message: the words [`smtp`](crate::smtp) and [`sms`](crate::sms) share.
//!
//! A message goes to one recipient a call, so an outcome is that recipient's, and a refusal never hides another's
//! success.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::http::HttpError;

/// The longest [`SendError::detail`], in characters: enough for what a person can use, short enough for a row.
const DETAIL: usize = 400;

/// Taken over. It may still fail to arrive; that is told by reports, or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The platform's name of the message, for its support: the queue's answer of a mail server, the serial number of
    /// a gateway. Empty when it names none.
    pub provider_id: String,
}

/// What the caller does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Passing trouble: the same message with the same id again, after 1, 5, 15, 60 minutes and so on, for a day.
    Retry,
    /// This message to this recipient is lost; go on with the next.
    RefuseRecipient,
    /// No message would fare better: a person must correct the settings. Do not hammer.
    StopChannel,
}

/// Why, so exactly that a screen can word it. [`SendError::detail`] has the platform's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    // The recipient.
    NoSuchMailbox,
    MailboxFull,
    BadNumber,
    /// Unsubscribed, or on the platform's blacklist.
    OptedOut,
    /// Too many messages to this number, or from this account.
    TooOften,
    // The message.
    /// Taken for spam, against the platform's rules, or a word it does not like.
    Rejected,
    TooLarge,
    BadTemplate,
    /// The signature in front of a text message is unknown or not approved.
    BadSign,
    /// What was to be sent cannot be: an address, a number or an id that is none.
    Malformed,
    // The channel.
    WrongCredentials,
    /// The server wants a user name and password, and the settings have none.
    SignInRequired,
    /// The sender's address or number may not be used with this account.
    BadSender,
    /// The platform does not trust the address the call came from.
    AddressNotTrusted,
    NoMoney,
    /// The machine's clock is more than minutes off, and signatures carry the time.
    WrongClock,
    /// No TLS, or a certificate that is not the server's.
    NotTls,
    /// The server's name leads into a private network.
    PrivateAddress,
    /// Something answered, but not this platform.
    NotThePlatform,
    // Passing.
    Unreachable,
    /// The connection ended on the way. The message may have been taken over.
    Cut,
    /// The server asks strangers to come again later.
    Greylisted,
    /// The platform has no time or trouble of its own.
    Busy,
    Other,
}

/// Why a message was not taken over. Texts carry no credentials.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{reason:?}: {detail}")]
pub struct SendError {
    pub decision: Decision,
    pub reason: Reason,
    /// The platform's own words where it had any: one line, at most 400 characters.
    pub detail: String,
}

impl SendError {
    pub(crate) fn retry(reason: Reason, detail: impl fmt::Display) -> Self {
        Self::new(Decision::Retry, reason, detail)
    }

    pub(crate) fn refuse(reason: Reason, detail: impl fmt::Display) -> Self {
        Self::new(Decision::RefuseRecipient, reason, detail)
    }

    pub(crate) fn stop(reason: Reason, detail: impl fmt::Display) -> Self {
        Self::new(Decision::StopChannel, reason, detail)
    }

    pub(crate) fn new(decision: Decision, reason: Reason, detail: impl fmt::Display) -> Self {
        Self { decision, reason, detail: one_line(&detail.to_string(), DETAIL) }
    }
}

impl From<HttpError> for SendError {
    fn from(error: HttpError) -> Self {
        match error {
            HttpError::PrivateAddress { .. } => Self::stop(Reason::PrivateAddress, error),
            HttpError::Unsendable { .. } => Self::stop(Reason::Malformed, error),
            HttpError::TooLarge { .. } => Self::stop(Reason::NotThePlatform, error),
            HttpError::Connect { .. } | HttpError::TimedOut => Self::retry(Reason::Unreachable, error),
            HttpError::Cut { .. } => Self::retry(Reason::Cut, error),
        }
    }
}

/// Text on one line: whatever breaks lines or steers terminals is a blank, many blanks are one, the rest is cut off.
pub(crate) fn one_line(text: &str, longest: usize) -> String {
    let blank = |c: char| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c };
    let text: String = text.chars().map(blank).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_one_short_line() {
        let error = SendError::refuse(Reason::Other, format!("a\r\n\tb\u{1b}[31m{}", "长".repeat(500)));
        assert!(error.detail.starts_with("a b [31m长") && error.detail.ends_with("长…"));
        assert_eq!(error.detail.chars().count(), 401);
    }
}
