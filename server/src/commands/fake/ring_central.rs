//! `muster fake ringcentral`

use anyhow::{Context as _, Result};
use clap::Args;
use connectors::ringcentral::fake::{FakeOptions, serve};
use std::net::SocketAddr;
use std::time::Duration;

/// What the made-up account looks like and how strict it is. Unset options are the demo's.
#[derive(Debug, Args)]
pub struct RingCentral {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3102")]
    listen: SocketAddr,
    /// The same number makes the same people, here and in the made-up WeCom
    #[arg(long)]
    seed: Option<u64>,
    /// People
    #[arg(long)]
    accounts: Option<u32>,
    /// Where everybody's e-mail address is; example.test for those of the made-up WeCom
    #[arg(long, value_name = "DOMAIN")]
    mail_domain: Option<String>,
    /// How many of the first people have a second extension with the same address
    #[arg(long)]
    duplicates: Option<u32>,
    /// Client id
    #[arg(long)]
    client_id: Option<String>,
    /// Client secret
    #[arg(long)]
    client_secret: Option<String>,
    /// JWT credential
    #[arg(long)]
    jwt: Option<String>,
    /// Seconds a token lasts
    #[arg(long)]
    token_lifetime: Option<i64>,
    /// Say nothing of how long to wait when called too often
    #[arg(long)]
    omit_retry_after: bool,
    /// Milliseconds added to every call
    #[arg(long, value_name = "MS")]
    latency: Option<u64>,
}

impl RingCentral {
    /// Says what to enter and serves.
    pub(super) async fn serve(self) -> Result<()> {
        let demo = FakeOptions::default();
        let options = FakeOptions {
            listen: self.listen,
            seed: self.seed.unwrap_or(demo.seed),
            accounts: self.accounts.unwrap_or(demo.accounts),
            mail_domain: self.mail_domain.unwrap_or(demo.mail_domain),
            duplicates: self.duplicates.unwrap_or(demo.duplicates),
            client_id: self.client_id.unwrap_or(demo.client_id),
            client_secret: self.client_secret.unwrap_or(demo.client_secret),
            jwt: self.jwt.unwrap_or(demo.jwt),
            token_lifetime: self.token_lifetime.unwrap_or(demo.token_lifetime),
            omit_retry_after: self.omit_retry_after,
            latency: self.latency.map_or(demo.latency, Duration::from_millis),
            ..FakeOptions::default()
        };
        println!("A made-up RingCentral listens on http://{}", options.listen);
        println!("Enter this into a connection (muster serve needs --allow-private-addresses for it):");
        println!("  address         http://{}", options.listen);
        println!("  client id       {}", options.client_id);
        println!("  client secret   {}", options.client_secret);
        println!("  JWT credential  {}", options.jwt);
        let listen = options.listen;
        serve(options).await.with_context(|| format!("cannot listen on {listen}"))
    }
}
