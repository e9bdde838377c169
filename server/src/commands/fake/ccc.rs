//! `muster fake ccc`

use anyhow::{Context as _, Result};
use clap::Args;
use connectors::ccc::fake::{FakeOptions, serve};
use std::net::SocketAddr;
use std::time::Duration;

/// What the made-up contact centre looks like and how strict it is. Unset options are the demo's.
#[derive(Debug, Args)]
pub struct Ccc {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3104")]
    listen: SocketAddr,
    /// The same number makes the same people, here and in the made-up WeCom
    #[arg(long)]
    seed: Option<u64>,
    /// Agents
    #[arg(long)]
    staff: Option<u32>,
    /// Skill groups
    #[arg(long)]
    skill_groups: Option<u32>,
    /// Seats that were bought
    #[arg(long)]
    seats: Option<u32>,
    /// Where everybody's e-mail address is; example.test for those of the made-up WeCom
    #[arg(long, value_name = "DOMAIN")]
    mail_domain: Option<String>,
    /// Secret id
    #[arg(long)]
    secret_id: Option<String>,
    /// Secret key
    #[arg(long)]
    secret_key: Option<String>,
    /// Number of the application (SdkAppId)
    #[arg(long)]
    sdk_app_id: Option<i64>,
    /// Calls of one action in a second before RequestLimitExceeded
    #[arg(long)]
    per_second: Option<u32>,
    /// Milliseconds added to every call
    #[arg(long, value_name = "MS")]
    latency: Option<u64>,
}

impl Ccc {
    /// Says what to enter and serves.
    pub(super) async fn serve(self) -> Result<()> {
        let demo = FakeOptions::default();
        let options = FakeOptions {
            listen: self.listen,
            seed: self.seed.unwrap_or(demo.seed),
            staff: self.staff.unwrap_or(demo.staff),
            skill_groups: self.skill_groups.unwrap_or(demo.skill_groups),
            seats: self.seats.unwrap_or(demo.seats),
            mail_domain: self.mail_domain.unwrap_or(demo.mail_domain),
            secret_id: self.secret_id.unwrap_or(demo.secret_id),
            secret_key: self.secret_key.map_or(demo.secret_key, Into::into),
            sdk_app_id: self.sdk_app_id.unwrap_or(demo.sdk_app_id),
            per_second: self.per_second.unwrap_or(demo.per_second),
            latency: self.latency.map_or(demo.latency, Duration::from_millis),
            ..FakeOptions::default()
        };
        println!("A made-up contact center of Tencent Cloud listens on http://{}", options.listen);
        println!("Enter this into a connection (muster serve needs --allow-private-addresses for it):");
        println!("  address      http://{}", options.listen);
        println!("  secret id    {}", options.secret_id);
        println!("  secret key   {}", options.secret_key.expose());
        println!("  application  {}", options.sdk_app_id);
        let listen = options.listen;
        serve(options).await.with_context(|| format!("cannot listen on {listen}"))
    }
}
