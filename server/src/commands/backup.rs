//! `muster backup` and `muster backups list`

use super::{in_words, nowhere, runtime};
use crate::cli::{Backup, Backups, Target};
use crate::config::secret;
use anyhow::{Result, bail};
use app::words::Language;
use app::words::backups::say_backup;
use domain::{Error, Services, backup, backups};
use std::path::Path;
use std::process::ExitCode;

/// Writes everything into one file, or makes a backup as the page does.
///
/// # Errors
/// What went wrong; then there is no file.
pub fn run(options: &Backup) -> Result<ExitCode> {
    if let Some(Target::S3) = options.to {
        return listed(options);
    }
    let Some(file) = &options.file else { bail!("name a file to write, or say --to s3") };
    let passphrase = if options.encrypt { Some(passphrase(options.passphrase_file.as_deref())?) } else { None };
    let written = backup::write_with(&options.place.data, file, passphrase.as_deref());
    runtime()?.block_on(async { written.await.map_err(explained) })?;
    println!("Wrote {}", file.display());
    Ok(ExitCode::SUCCESS)
}

/// The passphrase out of the environment or a file: the arguments of a process can be read by everybody on the machine.
///
/// # Errors
/// There is none, or both are given.
pub(super) fn passphrase(file: Option<&Path>) -> Result<String> {
    let given = secret("MUSTER_PASSPHRASE", std::env::var("MUSTER_PASSPHRASE").ok(), file)?;
    match given.filter(|text| !text.is_empty()) {
        Some(text) => Ok(text),
        None => bail!("give the passphrase in MUSTER_PASSPHRASE, or a file with it by --passphrase-file"),
    }
}

/// A backup of the list, sent to the store of the settings.
fn listed(options: &Backup) -> Result<ExitCode> {
    if options.file.is_some() || options.encrypt {
        bail!("with --to s3 the settings of the page decide about name and encryption; leave FILE and --encrypt out");
    }
    let made = runtime()?.block_on(async {
        let opened = options.place.options(nowhere().origin(), options.allow_private_addresses)?;
        let services = Services::open_beside(opened).await.map_err(in_words)?;
        let made = backup::make(&services).await.map_err(explained);
        services.store.close().await;
        made
    })?;
    match &made.problem {
        Some(problem) => bail!("{} stays in {}; {}", made.file_name, made.folder, say_backup(Language::En, problem)),
        None if !made.in_store => {
            bail!("no store is set under Settings, Backups; {} is in {}", made.file_name, made.folder)
        }
        None => println!("Sent {}", made.file_name),
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the list.
///
/// # Errors
/// The data cannot be opened.
pub fn list(what: &Backups) -> Result<ExitCode> {
    let Backups::List { place } = what;
    let items = runtime()?.block_on(async {
        let opened = place.options(nowhere().origin(), false)?;
        let services = Services::open_beside(opened).await.map_err(in_words)?;
        let listed = async {
            let mut conn = services.store.read().await.map_err(in_words)?;
            backups::recent(&mut conn).await.map_err(in_words)
        };
        let items = listed.await;
        services.store.close().await;
        items
    })?;
    for item in items {
        let at = jiff::Timestamp::from_millisecond(item.made_at.0).unwrap_or_default();
        let size = item.size.map_or_else(|| "-".to_owned(), |size| size.to_string());
        let places = match (item.on_disk, item.in_store) {
            (true, true) => "disk+store",
            (true, false) => "disk",
            (false, true) => "store",
            (false, false) => "-",
        };
        println!(
            "{at:.0}  {:8}  {:8}  {places:10}  {size:>12}  {}",
            item.state.word(),
            item.reason.word(),
            item.file_name
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// What went wrong, with the sentences of the page of backups.
pub(super) fn explained(error: Error) -> anyhow::Error {
    match error {
        Error::Problem(problem) if problem.code == model::Code::Backup => {
            let said = say_backup(Language::En, &problem);
            match problem.param("path").filter(|path| !said.contains(*path)) {
                Some(path) => anyhow::anyhow!("{path}: {said}"),
                None => anyhow::anyhow!(said),
            }
        }
        other => in_words(other),
    }
}
