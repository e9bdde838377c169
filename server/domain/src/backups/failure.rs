//! What the disk says, in words that a person can act on.

use model::Problem;
use model::backup::BackupFault;
use std::io::{Error, ErrorKind};
use std::path::Path;

/// The problem behind a failure of the file system.
pub(crate) fn of_io(error: &Error, path: &Path) -> Problem {
    let fault = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => BackupFault::DiskFull,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::NotADirectory => {
            BackupFault::NotWritable
        }
        ErrorKind::NotFound => BackupFault::Missing,
        ErrorKind::UnexpectedEof | ErrorKind::InvalidData => BackupFault::Damaged,
        _ => BackupFault::Other,
    };
    fault.problem().with("path", path.display()).with("detail", error)
}

/// The problem behind a failure of SQLite to write a copy, by its primary result code (sqlite.org/rescode.html).
pub(crate) fn of_sql(error: &sqlx::Error, path: &Path) -> Problem {
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<i64>().ok());
    let fault = match code.map(|code| code & 0xff) {
        Some(13) => BackupFault::DiskFull,
        Some(8 | 14) => BackupFault::NotWritable,
        Some(11 | 26) => BackupFault::Damaged,
        _ => BackupFault::Other,
    };
    fault.problem().with("path", path.display()).with("detail", error)
}
