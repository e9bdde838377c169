//! Why there is no page.

use std::{fmt, time::Duration};

use thiserror::Error;

use crate::{delivery::one_line, http::HttpError};

/// The longest [`DirectoryError::detail`], in characters.
const DETAIL: usize = 400;

/// Before passing trouble is tried again by those who planned nothing better.
const SOON: Duration = Duration::from_secs(60);

/// What the caller does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Passing trouble: the same page again, not earlier than this. What could be repeated at once has been.
    Retry { after: Duration },
    /// The place is no longer good: begin the listing again.
    Restart,
    /// A person must act.
    Stop,
}

/// Why, so exactly that a screen can word it. [`DirectoryError::detail`] has the particulars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    // A file.
    /// It is not there, is no file, or may not be read.
    NotReadable,
    /// It was written anew while it was read.
    Changed,
    /// Its heading names no id and no e-mail address, or one column twice.
    BadHeading,
    /// A record is longer than any record is: a quotation mark that is never closed.
    TooLong,
    /// It is neither CSV nor JSON Lines.
    WrongFormat,
    // A platform.
    Unreachable,
    /// The name leads into a private network.
    PrivateAddress,
    /// It has no time or trouble of its own.
    Busy,
    WrongCredentials,
    /// The credentials are good, but may not read accounts.
    NoPermission,
    /// Something answered, but not this kind of platform.
    NotThePlatform,
    /// It answered what cannot be read, or the same page again.
    BadAnswer,
    /// It refused for another reason, which is in the detail.
    Refused,
}

/// Why a call has no result. Texts carry no secrets.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{reason:?}: {detail}")]
pub struct DirectoryError {
    pub decision: Decision,
    pub reason: Reason,
    /// One line, at most 400 characters.
    pub detail: String,
}

impl DirectoryError {
    pub(super) fn retry(reason: Reason, detail: impl fmt::Display) -> Self {
        Self::new(Decision::Retry { after: SOON }, reason, detail)
    }

    pub(super) fn restart(reason: Reason, detail: impl fmt::Display) -> Self {
        Self::new(Decision::Restart, reason, detail)
    }

    pub(super) fn stop(reason: Reason, detail: impl fmt::Display) -> Self {
        Self::new(Decision::Stop, reason, detail)
    }

    pub(super) fn new(decision: Decision, reason: Reason, detail: impl fmt::Display) -> Self {
        Self { decision, reason, detail: one_line(&detail.to_string(), DETAIL) }
    }
}

impl From<HttpError> for DirectoryError {
    fn from(error: HttpError) -> Self {
        match error {
            HttpError::PrivateAddress { .. } => Self::stop(Reason::PrivateAddress, error),
            HttpError::Unsendable { .. } => Self::stop(Reason::Refused, error),
            HttpError::TooLarge { .. } => Self::stop(Reason::BadAnswer, error),
            HttpError::Connect { .. } | HttpError::TimedOut | HttpError::Cut { .. } => {
                Self::retry(Reason::Unreachable, error)
            }
        }
    }
}
