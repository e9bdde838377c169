//! The reading process as a program, for servers that cannot start themselves as one because they are linked statically.

use std::process::ExitCode;

fn main() -> ExitCode {
    archive_reader::serve()
}
