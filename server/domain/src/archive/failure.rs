//! What a failure of an archive means for the run.

use crate::jobs::Stop;
use connectors::archive::{ArchiveError, Decision, Reason};
use model::{Code, Problem};

/// As people are told it.
pub(super) fn problem(error: &ArchiveError) -> Problem {
    let library = match error.reason {
        Reason::LibraryMissing => Some("missing"),
        Reason::LibraryNotLoadable => Some("not_loadable"),
        Reason::NotThisLibrary => Some("not_this"),
        Reason::LibraryTooOld => Some("too_old"),
        _ => None,
    };
    match library {
        Some(word) => Problem::new(Code::ArchiveLibrary).with("error", word).with("detail", &error.detail),
        // Which file, and why: to the person no more needs to be said.
        None if error.reason == Reason::NotReadable => {
            Problem::new(Code::Platform).with("call", "archive").with("detail", &error.detail)
        }
        None => Problem::new(Code::Platform).with("call", "archive").with("detail", error),
    }
}

/// Wait and go on, or stop and tell a person.
pub(super) fn stop(error: &ArchiveError) -> Stop {
    match error.decision {
        Decision::Retry => Stop::Later(None, error.to_string()),
        Decision::Skip | Decision::Stop => Stop::GiveUp(problem(error)),
    }
}
