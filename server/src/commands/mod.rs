//! One file a command.

pub mod backup;
pub mod check;
pub mod demo;
pub mod fake;
pub mod init;
pub mod key;
mod log;
pub mod plan;
pub mod read_archive;
pub mod read_table;
pub mod restore;
pub mod scim;
pub mod serve;

use crate::cli::{Cli, Command, Place};
use crate::config::PublicUrl;
use anyhow::{Context as _, Result, anyhow};
use app::words::{Language, problems};
use domain::{Error, Services};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use tokio::runtime::Runtime;

/// Runs the command.
///
/// # Errors
/// In words for whoever typed the command.
pub fn run(cli: Cli) -> Result<ExitCode> {
    match cli.command {
        Command::Serve(options) => serve::run(&options),
        Command::Init(options) => init::run(&options),
        Command::Demo(options) => demo::run(options),
        Command::Backup(options) => backup::run(&options),
        Command::Restore(options) => restore::run(&options),
        Command::Backups { what } => backup::list(&what),
        Command::Check(place) => check::run(&place),
        Command::Plan(options) => plan::run(&options),
        Command::Key { what } => key::run(&what),
        Command::ScimToken(options) => scim::run(&options),
        Command::Fake { platform } => fake::run(platform),
        Command::ReadTable => read_table::run(),
        Command::ReadArchive => Ok(read_archive::run()),
    }
}

fn runtime() -> Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start threads")
}

/// Opens the data for a command that serves nobody.
async fn open(place: &Place) -> Result<Services> {
    let options = place.options(nowhere().origin(), false)?;
    Services::open(options).await.map_err(in_words)
}

/// The address of a server that is not running.
fn nowhere() -> PublicUrl {
    PublicUrl::of(SocketAddr::from((Ipv4Addr::LOCALHOST, 3000)))
}

/// What went wrong, without the words of programmers where there are others.
fn in_words(error: Error) -> anyhow::Error {
    match error {
        Error::Problem(problem) => {
            let mut text = problems::say(Language::En, &problem);
            for field in &problem.fields {
                text.push_str(&format!("\n  {}: {}", field.field, problems::say_fault(Language::En, field)));
            }
            anyhow!(text)
        }
        Error::Broken(text) => anyhow!(text),
        Error::Database(error) => anyhow!(error).context("the database"),
    }
}
