//! `muster read-table`: reads one uploaded file for the server that started it, in a process of its own.

use anyhow::Result;
use std::process::ExitCode;

/// Answers the request on standard input. Without threads and without a log: the process binds itself before it looks at the file.
///
/// # Errors
/// Never; a file that cannot be read is an answer.
pub fn run() -> Result<ExitCode> {
    Ok(tables::child::serve())
}
