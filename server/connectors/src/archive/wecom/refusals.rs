//! What the library's numbers and the platform's codes mean [D 91774, 90313].

use archive_reader::protocol::LibraryFault;

use crate::archive::{ArchiveError, Reason};

/// Numbers after which the same question is asked again at once [D 91774].
pub(super) fn is_passing(code: i32) -> bool {
    matches!(code, 10_001..=10_003)
}

/// The library's refusal of a pull or of a file.
pub(super) fn of_library(code: i32) -> ArchiveError {
    let detail = format!("the library answers {code}");
    match code {
        10_001 => ArchiveError::retry(Reason::Unreachable, detail),
        10_002 => ArchiveError::retry(Reason::BadAnswer, detail),
        10_003 => ArchiveError::retry(Reason::Busy, detail),
        10_005 => ArchiveError::skip(Reason::NoSuchFile, detail),
        10_009 => ArchiveError::stop(Reason::AddressNotTrusted, detail),
        10_010 => ArchiveError::skip(Reason::TooOld, detail),
        10_011 => ArchiveError::stop(Reason::Certificate, detail),
        _ => ArchiveError::stop(Reason::Refused, detail),
    }
}

/// The platform's refusal, which the library hands through.
pub(super) fn of_platform(code: i64, message: &str) -> ArchiveError {
    let detail = format!("the platform answers {code}: {message}");
    match code {
        -1 | 6000 | 45_009 | 45_033 => ArchiveError::retry(Reason::Busy, detail),
        40_001 | 40_013 | 40_091 => ArchiveError::stop(Reason::WrongCredentials, detail),
        60_020 | 301_042 => ArchiveError::stop(Reason::AddressNotTrusted, detail),
        301_052 => ArchiveError::stop(Reason::Expired, detail),
        301_053 => ArchiveError::stop(Reason::NotOpened, detail),
        301_111 => ArchiveError::stop(Reason::LibraryTooOld, detail),
        _ => ArchiveError::stop(Reason::Refused, detail),
    }
}

pub(super) fn of_loading(fault: LibraryFault, detail: &str) -> ArchiveError {
    let reason = match fault {
        LibraryFault::Missing => Reason::LibraryMissing,
        LibraryFault::NotLoadable => Reason::LibraryNotLoadable,
        LibraryFault::NotThisLibrary => Reason::NotThisLibrary,
    };
    ArchiveError::stop(reason, detail)
}
