//! The binary `muster`.

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = muster::cli::Cli::parse();
    match muster::commands::run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("muster: {error:#}");
            ExitCode::FAILURE
        }
    }
}
