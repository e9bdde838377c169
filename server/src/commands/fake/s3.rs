//! `muster fake s3`

use anyhow::{Context as _, Result};
use clap::Args;
use connectors::s3::fake::{FakeOptions, serve};
use std::net::SocketAddr;

/// Where the store is.
#[derive(Debug, Args)]
pub struct S3 {
    /// Address and port
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:9290")]
    listen: SocketAddr,
}

impl S3 {
    /// Says what to enter and serves.
    pub(super) async fn serve(self) -> Result<()> {
        let options = FakeOptions { listen: self.listen, ..FakeOptions::default() };
        println!("A made-up store listens on http://{}; what it keeps is in memory only", self.listen);
        println!("Enter this under Settings, Backups (muster serve needs --allow-private-addresses for it):");
        println!("  bucket {}, access key {}, secret {}", options.bucket, options.access_key, options.secret);
        serve(options).await.with_context(|| format!("cannot listen on {}", self.listen))
    }
}
