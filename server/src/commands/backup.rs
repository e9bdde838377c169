//! `muster backup`

use super::{in_words, runtime};
use crate::cli::Backup;
use anyhow::Result;
use domain::backup;
use std::process::ExitCode;

/// Writes everything into one file.
///
/// # Errors
/// What went wrong; then there is no file.
pub fn run(options: &Backup) -> Result<ExitCode> {
    runtime()?.block_on(async { backup::write(&options.place.data, &options.file).await.map_err(in_words) })?;
    println!("Wrote {}", options.file.display());
    Ok(ExitCode::SUCCESS)
}
