//! The reading process on its own, for tests and measurements. The product starts itself.

use std::process::ExitCode;

fn main() -> ExitCode {
    tables::child::serve()
}
