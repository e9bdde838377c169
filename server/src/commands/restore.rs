//! `muster restore`

use super::{in_words, runtime};
use crate::cli::Restore;
use anyhow::Result;
use domain::backup;
use std::process::ExitCode;

/// Brings everything back from a file that `muster backup` wrote.
///
/// # Errors
/// What went wrong; then the folder is as it was.
pub fn run(options: &Restore) -> Result<ExitCode> {
    runtime()?.block_on(async { backup::restore(&options.place.data, &options.file).await.map_err(in_words) })?;
    println!("Restored {} into {}", options.file.display(), options.place.data.display());
    Ok(ExitCode::SUCCESS)
}
