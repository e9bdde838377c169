//! `muster demo`

mod agents;
mod fill;
mod leaving;
mod senders;
mod telephony;

use super::{in_words, log, runtime, serve};
use crate::cli::Demo;
use anyhow::{Context as _, Result};
use connectors::sms::fake as sms;
use connectors::smtp::fake as smtp;
use connectors::wecom::fake::{self, FakeOptions};
use domain::{Options, Services};
use fill::{EMAIL, PASSWORD};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Serves a made-up organisation out of a folder that is removed at the end.
///
/// # Errors
/// What keeps it from starting.
pub fn run(options: Demo) -> Result<ExitCode> {
    log::start(&options.network.log, options.network.log_format)?;
    let data = std::env::temp_dir().join(format!("muster-demo-{}", std::process::id()));
    let ended = runtime()?.block_on(show(&options, &data));
    // Whoever pressed Ctrl-C twice leaves the folder to the system's own sweeping.
    let removed = [data.clone(), messages(&data)].into_iter().filter(|folder| folder.exists()).try_for_each(|folder| {
        std::fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))
    });
    let code = ended?;
    removed?;
    Ok(code)
}

/// Where the made-up messages are: beside the data, from which nobody may read files.
fn messages(data: &Path) -> PathBuf {
    data.with_extension("messages")
}

async fn show(options: &Demo, data: &Path) -> Result<ExitCode> {
    let (listener, public) = serve::bind(&options.network).await?;
    let files = messages(data);
    let settings = Options {
        data: data.to_owned(),
        database_url: None,
        public_url: public.origin().to_owned(),
        // The made-up platforms listen on this machine.
        allow_private_addresses: true,
        reader: None,
        archive_library: None,
        archive_files: Some(files.clone()),
        key: None,
    };
    let services = Services::open(settings.clone()).await.map_err(in_words)?;
    println!("Making up an organisation and its WeCom …");
    let seed = FakeOptions::default().seed;
    let platform = fake::start(FakeOptions::default()).await.context("cannot start the made-up WeCom")?;
    let mail = smtp::start(smtp::FakeOptions::default()).await.context("cannot start the made-up mail server")?;
    let texts = sms::start(sms::FakeOptions::default()).await.context("cannot start the made-up SMS gateway")?;
    let telephony = telephony::Telephony::start(seed).await.context("cannot start the made-up telephony")?;
    let senders = senders::Senders { mail: &mail, texts: &texts };
    fill::all(&services, &platform, (&senders, &telephony), &files).await.map_err(in_words)?;
    telephony.live();
    println!("The demo is at {}. Nothing in it is real, and nothing is kept.", public.origin());
    println!("  Sign in as {EMAIL} with the password {PASSWORD}");
    println!("  Letters arrive at {}, text messages at {}", mail.page_url(), texts.url(""));
    println!("  A made-up WeCom is connected; things have changed there, so press Sync");
    serve::until_told(listener, public, (services, settings), &options.network).await
}
