//! `muster fake cxone`

use anyhow::{Context as _, Result};
use clap::Args;
use connectors::cxone::fake::{FakeOptions, serve};
use std::net::SocketAddr;
use std::time::Duration;

/// What the made-up contact centre looks like and how strict it is. Unset options are the demo's.
#[derive(Debug, Args)]
pub struct CXone {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3103")]
    listen: SocketAddr,
    /// The same number makes the same people, here and in the made-up WeCom
    #[arg(long)]
    seed: Option<u64>,
    /// Agents
    #[arg(long)]
    agents: Option<u32>,
    /// Teams
    #[arg(long)]
    teams: Option<u32>,
    /// Where everybody's e-mail address is; example.test for those of the made-up WeCom
    #[arg(long, value_name = "DOMAIN")]
    mail_domain: Option<String>,
    /// How many of a hundred agents have the e-mail address of the one before
    #[arg(long)]
    duplicate_percent: Option<u32>,
    /// Client id
    #[arg(long)]
    client_id: Option<String>,
    /// Client secret
    #[arg(long)]
    client_secret: Option<String>,
    /// Access key id
    #[arg(long)]
    access_key_id: Option<String>,
    /// Access key secret
    #[arg(long)]
    access_key_secret: Option<String>,
    /// Seconds a token lasts
    #[arg(long)]
    token_lifetime: Option<i64>,
    /// Milliseconds added to every call
    #[arg(long, value_name = "MS")]
    latency: Option<u64>,
}

impl CXone {
    /// Says what to enter and serves.
    pub(super) async fn serve(self) -> Result<()> {
        let demo = FakeOptions::default();
        let options = FakeOptions {
            listen: self.listen,
            seed: self.seed.unwrap_or(demo.seed),
            agents: self.agents.unwrap_or(demo.agents),
            teams: self.teams.unwrap_or(demo.teams),
            mail_domain: self.mail_domain.unwrap_or(demo.mail_domain),
            duplicate_percent: self.duplicate_percent.unwrap_or(demo.duplicate_percent),
            client_id: self.client_id.unwrap_or(demo.client_id),
            client_secret: self.client_secret.unwrap_or(demo.client_secret),
            access_key_id: self.access_key_id.unwrap_or(demo.access_key_id),
            access_key_secret: self.access_key_secret.unwrap_or(demo.access_key_secret),
            token_lifetime: self.token_lifetime.unwrap_or(demo.token_lifetime),
            latency: self.latency.map_or(demo.latency, Duration::from_millis),
            ..FakeOptions::default()
        };
        println!("A made-up CXone listens on http://{}", options.listen);
        println!("Enter this into a connection (muster serve needs --allow-private-addresses for it):");
        println!("  address            http://{}", options.listen);
        println!("  client id          {}", options.client_id);
        println!("  client secret      {}", options.client_secret);
        println!("  access key id      {}", options.access_key_id);
        println!("  access key secret  {}", options.access_key_secret);
        let listen = options.listen;
        serve(options).await.with_context(|| format!("cannot listen on {listen}"))
    }
}
