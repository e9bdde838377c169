//! `muster read-archive`: lets the vendor's library of the message archive run apart from the server that started it.

use std::process::ExitCode;

/// Answers on standard output what is asked on standard input. Without threads and without a log: the library may end the process.
pub fn run() -> ExitCode {
    archive_reader::serve()
}
