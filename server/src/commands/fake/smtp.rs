//! `muster fake smtp`

use anyhow::{Context as _, Result};
use clap::Args;
use connectors::smtp::fake::{FakeOptions, serve};
use std::net::SocketAddr;

/// Where mail is taken and read, and who may send.
#[derive(Debug, Args)]
pub struct Smtp {
    /// Address and port that take mail
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:2525")]
    listen: SocketAddr,
    /// Address and port of the page that shows it
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:2580")]
    page: SocketAddr,
    /// Who may send; without this everybody
    #[arg(long, requires = "password")]
    username: Option<String>,
    /// Password of the user name
    #[arg(long, requires = "username")]
    password: Option<String>,
}

impl Smtp {
    /// Says what to enter and serves.
    pub(super) async fn serve(self) -> Result<()> {
        println!("A made-up mail server listens on {}; read the letters on http://{}/", self.listen, self.page);
        println!("Enter this into a connection (muster serve needs --allow-private-addresses for it):");
        println!("  server          {}, port {}", self.listen.ip(), self.listen.port());
        println!("  security        none");
        match (&self.username, &self.password) {
            (Some(username), Some(password)) => println!("  sign-in         {username}, password {password}"),
            _ => println!("  sign-in         none needed, any is taken"),
        }
        println!("Letters to bounce@, grey@, slow@, full@, spam@, cut@ and busy@ (any domain) go wrong on purpose.");
        let (listen, page) = (self.listen, self.page);
        let options = FakeOptions {
            listen,
            page,
            username: self.username.unwrap_or_default(),
            password: self.password.unwrap_or_default().into(),
            ..FakeOptions::default()
        };
        serve(options).await.with_context(|| format!("cannot listen on {listen} and {page}"))
    }
}
