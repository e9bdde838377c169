//! A mail server that delivers nothing and keeps everything, with pages to read the letters.
//!
//! What it answers hangs on the recipient's local part, standing alone or before a digit or sign (`grey@`, `grey7@`,
//! `grey.anna@`, not `greyson@`):
//!
//! | local part | what happens |
//! |---|---|
//! | `bounce` | 550 5.1.1, no such mailbox |
//! | `grey` | 451 4.7.1 the first time for this address, then taken |
//! | `slow` | taken, but RCPT is answered after 3 seconds |
//! | `full` | 452 4.2.2, mailbox full |
//! | `spam` | 554 5.7.1 after the letter |
//! | `cut` | the first time a letter is seen it is kept, and the connection ends without an answer |
//! | `busy` | 421 4.3.2, and the connection ends |
//!
//! There is no STARTTLS: a certificate nobody trusts would have to be trusted by the client first, and making one needs
//! a library the product has no other use for. Sign-in is offered without TLS instead, which clients accept on loopback.

mod mail;
mod options;
mod page;
mod script;
mod session;
mod sign_in;

use std::{
    collections::HashSet,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

pub use mail::{Envelope, Mail};
pub use options::FakeOptions;

use super::{Security, SmtpConfig};
use crate::fake::Ledger;

/// A fake mail server. Clones share it.
#[derive(Clone)]
pub struct Fake(Arc<Inner>);

struct Inner {
    options: FakeOptions,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    letters: Ledger<Mail>,
    received: u64,
    /// Addresses that were told to come again.
    greyed: HashSet<String>,
}

impl Fake {
    pub fn new(options: FakeOptions) -> Self {
        Self(Arc::new(Inner { options, state: Mutex::default() }))
    }

    /// The latest 2 000 letters, newest first. A letter that came again to the same recipient is there once.
    pub fn letters(&self) -> Vec<Mail> {
        self.state().letters.newest_first().map(|(_, mail)| mail.clone()).collect()
    }

    /// How many letters were received altogether, every try counted, also those that were refused after their end.
    pub fn received(&self) -> u64 {
        self.state().received
    }

    /// Forgets the letters; what the scripts remember stays.
    pub fn clear(&self) {
        self.state().letters.clear();
    }

    /// Keeps a letter and says how often it has been seen now.
    fn keep(&self, mail: Mail) -> u64 {
        let mut state = self.state();
        match state.letters.find(|known| known.is_same(&mail)) {
            Some(known) => {
                known.see_again(mail);
                known.times_seen
            }
            None => {
                state.letters.push(mail);
                1
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves mail and pages on the addresses of the options until the process ends: `muster fake smtp`.
pub async fn serve(options: FakeOptions) -> io::Result<()> {
    let mail = TcpListener::bind(options.listen).await?;
    let page = TcpListener::bind(options.page).await?;
    serve_on(mail, page, &Fake::new(options)).await
}

/// Serves on listeners of one's own.
pub async fn serve_on(mail: TcpListener, page: TcpListener, fake: &Fake) -> io::Result<()> {
    tokio::try_join!(session::accept(mail, fake), async { axum::serve(page, page::router(fake)).await })?;
    Ok(())
}

/// Starts a fake in the background, for tests and the demo. With the default options it takes free ports.
pub async fn start(options: FakeOptions) -> io::Result<Running> {
    let mail = TcpListener::bind(options.listen).await?;
    let page = TcpListener::bind(options.page).await?;
    let (address, page_address) = (mail.local_addr()?, page.local_addr()?);
    let fake = Fake::new(options);
    let task = tokio::spawn({
        let fake = fake.clone();
        async move {
            if let Err(error) = serve_on(mail, page, &fake).await {
                tracing::error!(%error, "the fake mail server stopped");
            }
        }
    });
    Ok(Running { address, page: page_address, fake, task })
}

/// A fake in the background. It ends when this is dropped.
pub struct Running {
    /// Where mail is taken.
    pub address: SocketAddr,
    /// Where it is read.
    pub page: SocketAddr,
    pub fake: Fake,
    task: JoinHandle<()>,
}

impl Running {
    pub fn page_url(&self) -> Url {
        Url::parse(&format!("http://{}/", self.page)).expect("a socket address makes an address")
    }

    /// The settings a client needs to talk to this fake.
    pub fn config(&self) -> SmtpConfig {
        let options = &self.fake.0.options;
        SmtpConfig {
            host: self.address.ip().to_string(),
            port: self.address.port(),
            security: Security::None,
            username: options.username.clone(),
            password: options.password.clone(),
            from: "Muster <console@example.test>".to_owned(),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}
