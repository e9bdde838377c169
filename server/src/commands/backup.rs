//! `muster backup`

use super::{in_words, open, runtime};
use crate::cli::Backup;
use anyhow::Result;
use domain::backup;
use std::process::ExitCode;

/// Writes everything into one file.
///
/// # Errors
/// What went wrong; then there is no file.
pub fn run(options: &Backup) -> Result<ExitCode> {
    runtime()?.block_on(async {
        let services = open(&options.place).await?;
        let written = backup::write(&services, &options.file).await.map_err(in_words);
        services.store.close().await;
        written
    })?;
    println!("Wrote {}", options.file.display());
    Ok(ExitCode::SUCCESS)
}
