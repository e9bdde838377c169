//! Why there is no page, or no file.

use std::fmt;

use thiserror::Error;

use crate::delivery::one_line;

/// The longest [`ArchiveError::detail`], in characters.
const DETAIL: usize = 400;

/// What the caller does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Passing trouble: the same again, later. What could be repeated at once has been.
    Retry,
    /// This file is lost; messages go on.
    Skip,
    /// A person must act.
    Stop,
}

/// Why, so exactly that a screen can word it. [`ArchiveError::detail`] has the particulars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    // The reading process.
    /// There is no such program, or it may not be started.
    NoReader,
    /// It died, several times in a row. The vendor's library is known for that.
    ReaderDied,
    /// It did not answer in time and was ended.
    TimedOut,
    // The vendor's library.
    LibraryMissing,
    /// The system does not load it: for another processor, damaged, or it needs a library that is not here.
    LibraryNotLoadable,
    /// It loads, but is another one.
    NotThisLibrary,
    /// The platform wants a newer one [301111].
    LibraryTooOld,
    // The platform.
    /// The proxy or the platform could not be reached.
    Unreachable,
    /// It answered what cannot be read.
    BadAnswer,
    /// It has no time or trouble of its own, or so has the library.
    Busy,
    /// The archive's secret or the corp id is wrong.
    WrongCredentials,
    /// The address of this machine is not among the trusted ones.
    AddressNotTrusted,
    /// A certificate that is not the platform's.
    Certificate,
    /// The corporation has not opened the archive [301053].
    NotOpened,
    /// What it bought has ended [301052].
    Expired,
    /// The platform refused for another reason, which is in the detail.
    Refused,
    // A file.
    /// The platform has forgotten it: it keeps files for five days.
    TooOld,
    /// There is none by that name.
    NoSuchFile,
    /// What came is not what the message announced.
    Damaged,
    // Files of JSON Lines.
    /// A line cannot be read; the detail names file and line.
    BadLine,
    /// The file or folder is not there, or may not be read.
    NotReadable,
}

/// Why a call has no result. Texts carry no secrets and no words of messages.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{reason:?}: {detail}")]
pub struct ArchiveError {
    pub decision: Decision,
    pub reason: Reason,
    /// One line, at most 400 characters.
    pub detail: String,
}

impl ArchiveError {
    pub(crate) fn retry(reason: Reason, detail: impl fmt::Display) -> Self {
        Self::new(Decision::Retry, reason, detail)
    }

    pub(crate) fn skip(reason: Reason, detail: impl fmt::Display) -> Self {
        Self::new(Decision::Skip, reason, detail)
    }

    pub(crate) fn stop(reason: Reason, detail: impl fmt::Display) -> Self {
        Self::new(Decision::Stop, reason, detail)
    }

    fn new(decision: Decision, reason: Reason, detail: impl fmt::Display) -> Self {
        Self { decision, reason, detail: one_line(&detail.to_string(), DETAIL) }
    }
}
