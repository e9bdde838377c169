//! `muster restore`

use super::backup::{explained, passphrase};
use super::{nowhere, runtime};
use crate::cli::Restore;
use anyhow::Result;
use app::words::Language;
use app::words::backups::BackupsWords;
use domain::backup;
use model::backup::Difference;
use std::process::ExitCode;

/// Brings everything back from a file that `muster backup` or the page wrote.
///
/// # Errors
/// What went wrong; then the folder is as it was.
pub fn run(options: &Restore) -> Result<ExitCode> {
    let opened = options.place.options(nowhere().origin(), false)?;
    let given = options.passphrase_file.is_some() || std::env::var_os("MUSTER_PASSPHRASE").is_some();
    let passphrase = if given { Some(passphrase(options.passphrase_file.as_deref())?) } else { None };
    if options.dry_run {
        let found = backup::compare(&opened, &options.file, passphrase.as_deref());
        let found = runtime()?.block_on(async { found.await.map_err(explained) })?;
        print(&found);
        return Ok(ExitCode::SUCCESS);
    }
    let restored = backup::restore_with(&opened, &options.file, passphrase.as_deref());
    runtime()?.block_on(async { restored.await.map_err(explained) })?;
    println!("Restored {} into {}", options.file.display(), options.place.data.display());
    Ok(ExitCode::SUCCESS)
}

/// What would be lost and what would come back, one line a kind.
fn print(found: &Difference) {
    let words = BackupsWords::get(Language::En);
    for organisation in &found.organisations {
        println!("{}", organisation.name);
        println!("  {:<18} {:>10} {:>10} {:>10} {:>10}", words.kind, words.now, words.then, words.lost, words.back);
        for kind in &organisation.kinds {
            let name = words.counted(kind.kind);
            println!("  {name:<18} {:>10} {:>10} {:>10} {:>10}", kind.now, kind.then, kind.lost, kind.back);
        }
    }
    println!("Nothing was changed.");
}
