//! `muster check`

use super::{in_words, open, runtime};
use crate::cli::Place;
use anyhow::Result;
use domain::check;
use std::process::ExitCode;

/// Prints what was checked; the exit code says whether all of it is sound.
///
/// # Errors
/// The data cannot be opened or read.
pub fn run(place: &Place) -> Result<ExitCode> {
    let report = runtime()?.block_on(async {
        let services = open(place).await?;
        let report = check::all(&services).await.map_err(in_words);
        services.store.close().await;
        report
    })?;
    for line in &report.lines {
        println!("{line}");
    }
    Ok(if report.sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
