//! A WeCom that is not there.
//!
//! It answers like the platform, refusals included, for a made-up corporation. Members, customers and groups are not
//! stored: they are computed from the seed and a number (`population`), and only what changed is kept, so a hundred
//! thousand people fit in a few megabytes and the same seed is always the same company. So are the messages of the archive
//! (`population/chats`), which is encrypted as the platform's is, to a made-up envelope (`archive_keys`).
//!
//! A request passes `gate.rs` (path, faults, token, address, rights, in the platform's order) and reaches a function
//! of `endpoint/`, one file per noun. To add a call, write its function there and list it in the file's `ENDPOINTS`.
//! What a call only begins, `settle.rs` ends when the clock gets there. `control/` is the part the platform does not
//! have: a clock, actions of people, faults, and a ledger of calls.

mod archive_keys;
mod control;
mod endpoint;
mod export;
mod gate;
mod ledger;
mod notify;
mod options;
mod population;
mod settle;
mod standing;
mod tokens;
mod transfers;
mod world;

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{Router, routing::any};
use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

pub use control::{Action, Fault, FaultKind, HandoverAction};
pub use options::FakeOptions;

use super::config::{ProviderCredential, WeComConfig};
use world::World;

/// A fake corporation. Clones share it.
#[derive(Clone)]
pub struct Fake(Arc<Mutex<World>>);

impl Fake {
    pub fn new(options: FakeOptions) -> Self {
        Self(Arc::new(Mutex::new(World::new(options))))
    }

    /// `/cgi-bin/…` as the platform has it, and `/_fake/…` to steer. Serve it with connect info of [`SocketAddr`].
    pub fn router(&self) -> Router {
        Router::new().merge(control::router()).route("/cgi-bin/{*path}", any(gate::handle)).with_state(self.clone())
    }

    /// Does what a person of the corporation or a customer would do in WeCom, and fires the events of it.
    pub fn act(&self, action: impl Into<Action>) -> Result<serde_json::Value, String> {
        let (outcome, events) = {
            let mut world = self.world();
            world.settle();
            (control::act(&mut world, action.into()), world.take_events())
        };
        notify::send(self, events);
        outcome
    }

    /// Makes the next calls go wrong.
    pub fn fail(&self, fault: Fault) {
        self.world().add_fault(fault);
    }

    /// Moves the clock, in seconds. What becomes due happens, and fires its events.
    pub fn advance(&self, seconds: i64) {
        self.move_clock(|world| world.advance(seconds));
    }

    fn move_clock(&self, wind: impl FnOnce(&mut World)) {
        let events = {
            let mut world = self.world();
            wind(&mut world);
            world.settle();
            world.take_events()
        };
        notify::send(self, events);
    }

    /// How often a path such as `gettoken` was called.
    pub fn calls(&self, path: &str) -> u64 {
        self.world().ledger.calls(path)
    }

    /// How many transfers of customers were accepted since the beginning: one that was asked for twice counts twice.
    pub fn accepted(&self) -> usize {
        self.world().transfers.len()
    }

    /// Unix seconds on the fake's clock.
    pub fn now(&self) -> i64 {
        self.world().now()
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves a fake on the address of its options until the process ends: `muster fake wecom`.
pub async fn serve(options: FakeOptions) -> io::Result<()> {
    let listener = TcpListener::bind(options.listen).await?;
    serve_on(listener, &Fake::new(options)).await
}

/// Serves a fake on a listener of one's own.
pub async fn serve_on(listener: TcpListener, fake: &Fake) -> io::Result<()> {
    axum::serve(listener, fake.router().into_make_service_with_connect_info::<SocketAddr>()).await
}

/// Starts a fake in the background, for tests and the demo. With the default options it takes a free port.
pub async fn start(options: FakeOptions) -> io::Result<Running> {
    let listener = TcpListener::bind(options.listen).await?;
    let address = listener.local_addr()?;
    let fake = Fake::new(options);
    let task = tokio::spawn({
        let fake = fake.clone();
        async move {
            if let Err(error) = serve_on(listener, &fake).await {
                tracing::error!(%error, "the fake WeCom stopped");
            }
        }
    });
    Ok(Running { address, fake, task })
}

/// A fake in the background. It ends when this is dropped.
pub struct Running {
    pub address: SocketAddr,
    pub fake: Fake,
    task: JoinHandle<()>,
}

impl Running {
    pub fn base_url(&self) -> Url {
        Url::parse(&format!("http://{}/cgi-bin", self.address)).expect("a socket address makes an address")
    }

    /// The settings a client needs to talk to this fake.
    pub fn config(&self) -> WeComConfig {
        let world = self.fake.world();
        let options = &world.options;
        WeComConfig {
            base_url: self.base_url(),
            corp_id: options.corp_id.clone(),
            contact_secret: options.contact_secret.as_str().into(),
            app_secret: options.app_secret.as_str().into(),
            agent_id: options.agent_id,
            archive_secret: Some(options.archive_secret.as_str().into()),
            callback_token: options.callback_token.as_str().into(),
            callback_aes_key: options.callback_aes_key.as_str().into(),
            provider: Some(ProviderCredential {
                corp_id: options.provider_corp_id.clone(),
                secret: options.provider_secret.as_str().into(),
            }),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}
