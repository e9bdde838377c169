//! `muster fake wecom`

use anyhow::{Context as _, Result};
use clap::Args;
use connectors::wecom::fake::{FakeOptions, serve};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// What the made-up corporation looks like and how strict it is. Unset options are the demo's.
#[derive(Debug, Args)]
pub struct WeCom {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3100")]
    listen: SocketAddr,
    /// The same number is always the same corporation
    #[arg(long)]
    seed: Option<u64>,
    /// People in the address book
    #[arg(long)]
    members: Option<u32>,
    /// Departments, with the root
    #[arg(long)]
    departments: Option<u32>,
    /// External contacts
    #[arg(long)]
    customers: Option<u32>,
    /// The root department's name
    #[arg(long)]
    company: Option<String>,
    /// Corp id
    #[arg(long)]
    corp_id: Option<String>,
    /// Contact-sync secret
    #[arg(long)]
    contact_secret: Option<String>,
    /// Secret of the self-built app
    #[arg(long)]
    app_secret: Option<String>,
    /// Agent id of the self-built app
    #[arg(long)]
    agent_id: Option<i64>,
    /// Who may call; several with commas, everybody without this
    #[arg(long, value_name = "IP", value_delimiter = ',')]
    trusted_ip: Vec<IpAddr>,
    /// Let the contact-sync secret read names, as addresses registered before August 2022 may
    #[arg(long)]
    contact_reads_details: bool,
    /// The app is not listed among those that may read customers
    #[arg(long)]
    no_customer_contact: bool,
    /// How many of a hundred members have no licence
    #[arg(long)]
    unlicensed_percent: Option<u32>,
    /// Calls of one path in a minute before 45009
    #[arg(long)]
    per_minute: Option<u32>,
    /// Simultaneous calls of one path before 45033
    #[arg(long)]
    in_flight: Option<u32>,
    /// Milliseconds added to every call
    #[arg(long, value_name = "MS")]
    latency: Option<u64>,
    /// Seconds a token lasts
    #[arg(long)]
    token_lifetime: Option<i64>,
    /// Where events go; none are sent without this
    #[arg(long, value_name = "URL")]
    callback_url: Option<String>,
    /// Token that callbacks are signed with
    #[arg(long)]
    callback_token: Option<String>,
    /// Key that callbacks are encrypted with, 43 characters
    #[arg(long)]
    callback_aes_key: Option<String>,
    /// Send every n-th event twice
    #[arg(long, value_name = "N")]
    duplicate_every: Option<u32>,
    /// Lose every n-th event
    #[arg(long, value_name = "N")]
    lose_every: Option<u32>,
}

impl WeCom {
    /// Says what to enter and serves.
    pub(super) async fn serve(self) -> Result<()> {
        let options = self.filled();
        println!("A made-up WeCom listens on http://{}", options.listen);
        println!("Enter this into a connection (muster serve needs --allow-private-addresses for it):");
        println!("  base URL        http://{}/cgi-bin", options.listen);
        println!("  corp id         {}", options.corp_id);
        println!("  contact secret  {}", options.contact_secret);
        println!("  app secret      {}, agent id {}", options.app_secret, options.agent_id);
        println!("  callback        token {}, key {}", options.callback_token, options.callback_aes_key);
        let listen = options.listen;
        serve(options).await.with_context(|| format!("cannot listen on {listen}"))
    }

    fn filled(self) -> FakeOptions {
        let demo = FakeOptions::default();
        FakeOptions {
            listen: self.listen,
            seed: self.seed.unwrap_or(demo.seed),
            members: self.members.unwrap_or(demo.members),
            departments: self.departments.unwrap_or(demo.departments),
            customers: self.customers.unwrap_or(demo.customers),
            company: self.company.unwrap_or(demo.company),
            corp_id: self.corp_id.unwrap_or(demo.corp_id),
            contact_secret: self.contact_secret.unwrap_or(demo.contact_secret),
            app_secret: self.app_secret.unwrap_or(demo.app_secret),
            agent_id: self.agent_id.unwrap_or(demo.agent_id),
            trusted_ips: self.trusted_ip,
            contact_reads_details: self.contact_reads_details,
            customer_contact_allowed: !self.no_customer_contact,
            unlicensed_percent: self.unlicensed_percent.unwrap_or(demo.unlicensed_percent),
            per_minute: self.per_minute.unwrap_or(demo.per_minute),
            in_flight: self.in_flight.unwrap_or(demo.in_flight),
            latency: self.latency.map_or(demo.latency, Duration::from_millis),
            token_lifetime: self.token_lifetime.unwrap_or(demo.token_lifetime),
            callback_url: self.callback_url,
            callback_token: self.callback_token.unwrap_or(demo.callback_token),
            callback_aes_key: self.callback_aes_key.unwrap_or(demo.callback_aes_key),
            duplicate_every: self.duplicate_every.unwrap_or(demo.duplicate_every),
            lose_every: self.lose_every.unwrap_or(demo.lose_every),
            ..FakeOptions::default()
        }
    }
}
