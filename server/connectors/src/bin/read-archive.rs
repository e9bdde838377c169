//! The reading process of the message archive on its own, for tests. The product starts itself, or the program of `archive-reader`.

use std::process::ExitCode;

fn main() -> ExitCode {
    archive_reader::serve()
}
