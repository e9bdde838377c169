//! `muster fake sms`

use anyhow::{Context as _, Result};
use clap::Args;
use connectors::sms::fake::{FakeOptions, serve};
use std::net::SocketAddr;

/// Where the gateways are.
#[derive(Debug, Args)]
pub struct Sms {
    /// Address and port of the gateways and of the page that shows the messages
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:2590")]
    listen: SocketAddr,
}

impl Sms {
    /// Says what to enter and serves.
    pub(super) async fn serve(self) -> Result<()> {
        let options = FakeOptions { listen: self.listen, ..FakeOptions::default() };
        let base = format!("http://{}", self.listen);
        println!("Made-up SMS gateways listen on {base}; read the messages on {base}/");
        println!("Enter one of these into a connection (muster serve needs --allow-private-addresses for it):");
        println!("  Tencent Cloud   base URL {base}/tencent, region ap-guangzhou");
        println!(
            "                  secret id {}, key {}",
            options.tencent_secret_id,
            options.tencent_secret_key.expose()
        );
        println!("                  application {}", options.tencent_sdk_app_id);
        println!("  Aliyun          base URL {base}/aliyun");
        println!(
            "                  access key id {}, secret {}",
            options.aliyun_access_key_id,
            options.aliyun_access_key_secret.expose()
        );
        println!("  Twilio          base URL {base}");
        println!(
            "                  account {}, token {}",
            options.twilio_account_sid,
            options.twilio_auth_token.expose()
        );
        println!("                  from {}", options.twilio_from);
        println!("  generic         POST {base}/generic");
        println!(r#"                  JSON {{"to": "{{to}}", "text": "{{text}}", "id": "{{id}}"}}"#);
        println!("                  success when /code is 0, id at /data/id");
        println!("Numbers that end in 0001, 0002, 0003 and 0004 go wrong on purpose.");
        serve(options).await.with_context(|| format!("cannot listen on {}", self.listen))
    }
}
