//! `muster demo`

use super::{in_words, log, runtime, serve};
use crate::cli::Demo;
use anyhow::{Context as _, Result};
use connectors::wecom::fake::{self, FakeOptions, Running};
use domain::{From, Viewer};
use domain::{Options, Services, connections, sessions, setup};
use model::account::NewAccount;
use model::audit::Origin;
use model::connection::{SaveConnection, SecretName};
use model::{Code, change};
use std::path::Path;
use std::process::ExitCode;

const EMAIL: &str = "demo@example.com";
const PASSWORD: &str = "demo demo demo";

/// Serves a made-up organisation out of a folder that is removed at the end.
///
/// # Errors
/// What keeps it from starting.
pub fn run(options: Demo) -> Result<ExitCode> {
    log::start(&options.network.log, options.network.log_format)?;
    let data = std::env::temp_dir().join(format!("muster-demo-{}", std::process::id()));
    let ended = runtime()?.block_on(show(&options, &data));
    // Whoever pressed Ctrl-C twice leaves the folder to the system's own sweeping.
    let removed = std::fs::remove_dir_all(&data).with_context(|| format!("cannot remove {}", data.display()));
    let code = ended?;
    removed?;
    Ok(code)
}

async fn show(options: &Demo, data: &Path) -> Result<ExitCode> {
    let (listener, public) = serve::bind(&options.network).await?;
    let settings = Options {
        data: data.to_owned(),
        database_url: None,
        public_url: public.origin().to_owned(),
        // The made-up platforms listen on this machine.
        allow_private_addresses: true,
        key: None,
    };
    let services = Services::open(settings).await.map_err(in_words)?;
    let platform = fake::start(FakeOptions::default()).await.context("cannot start the made-up WeCom")?;
    fill(&services, &platform).await.map_err(in_words)?;
    println!("The demo is at {}. Nothing in it is real, and nothing is kept.", public.origin());
    println!("  Sign in as {EMAIL} with the password {PASSWORD}");
    println!("  A made-up WeCom is connected: Sync, then Sync contacts");
    serve::until_told(listener, public, services, &options.network).await
}

/// An organisation, its owner, and a connection to the made-up platform: through the same use cases as a person's clicks.
async fn fill(services: &Services, platform: &Running) -> domain::Result<()> {
    let owner = NewAccount {
        name: "Demo Owner".to_owned(),
        email: EMAIL.to_owned(),
        phone: String::new(),
        password: PASSWORD.to_owned(),
    };
    setup::create(services, "Demo", &owner).await?;
    let viewer = viewer(services).await?;
    let options = FakeOptions::default();
    let secrets = vec![
        (SecretName::Contact, options.contact_secret),
        (SecretName::App, options.app_secret),
        (SecretName::CallbackToken, options.callback_token),
        (SecretName::CallbackKey, options.callback_aes_key),
    ];
    let save = SaveConnection {
        id: None,
        revision: 0,
        name: "WeCom".to_owned(),
        base_url: platform.base_url().to_string(),
        corp_id: options.corp_id,
        agent_id: options.agent_id.to_string(),
        secrets,
        brake_percent: change::BRAKE_PERCENT,
    };
    connections::save(services, &viewer, &save).await?;
    Ok(())
}

async fn viewer(services: &Services) -> domain::Result<Viewer> {
    let from = From { origin: Origin::Cli, address: String::new() };
    let fresh = sessions::sign_in(services, &from, EMAIL, PASSWORD, "muster demo").await?;
    let identity = sessions::identify(services, &fresh.token, &from).await?;
    identity.and_then(|identity| identity.viewer).ok_or_else(|| Code::SignedOut.into())
}
