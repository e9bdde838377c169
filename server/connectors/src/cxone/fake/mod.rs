//! A contact centre that is not there.
//!
//! It answers like the platform, for agents that are made from a seed: number i is the same person as WeCom's made-up
//! member i of that seed, and has his e-mail address when [`FakeOptions::mail_domain`] is WeCom's.
//!
//! A request passes `gate.rs` (path, faults, token, permission) and reaches a function of `endpoint/`, one file per
//! noun. `control/` is the part the platform does not have: a clock, what agents do, faults, and a count of calls.
//!
//! Where nothing is published, it decides: a new state of an agent who is in a contact waits until its end
//! (`NextState`), setting a state of somebody who is logged out is refused with 409, pages of correlations count from
//! 0.

mod control;
mod endpoint;
mod gate;
mod ledger;
mod options;
mod population;
mod tokens;
mod world;

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{Router, routing::any};
use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

pub use control::{Action, Fault, FaultKind};
pub use options::FakeOptions;

use super::config::CXoneConfig;
use world::World;

/// A fake contact centre. Clones share it.
#[derive(Clone)]
pub struct Fake(Arc<Mutex<World>>);

impl Fake {
    pub fn new(options: FakeOptions) -> Self {
        Self(Arc::new(Mutex::new(World::new(options))))
    }

    /// The platform's paths, and `/_fake/…` to steer.
    pub fn router(&self) -> Router {
        Router::new().merge(control::router()).route("/{*path}", any(gate::handle)).with_state(self.clone())
    }

    /// Does what an agent or an administrator would do.
    ///
    /// # Errors
    /// It cannot be done: there is no such agent, or he is in no contact.
    pub fn act(&self, action: Action) -> Result<serde_json::Value, String> {
        control::act(&mut self.world(), action)
    }

    /// Makes the next calls go wrong.
    pub fn fail(&self, fault: Fault) {
        self.world().add_fault(fault);
    }

    /// Moves the clock, in seconds.
    pub fn advance(&self, seconds: i64) {
        self.world().advance(seconds);
    }

    /// How often a path such as `auth/token` or `agents/{id}/state` was called.
    pub fn calls(&self, path: &str) -> u64 {
        self.world().ledger.calls(path)
    }

    /// Unix seconds on the fake's clock.
    pub fn now(&self) -> i64 {
        self.world().now() / 1000
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves a fake on the address of its options until the process ends.
pub async fn serve(options: FakeOptions) -> io::Result<()> {
    let listener = TcpListener::bind(options.listen).await?;
    serve_on(listener, &Fake::new(options)).await
}

/// Serves a fake on a listener of one's own.
pub async fn serve_on(listener: TcpListener, fake: &Fake) -> io::Result<()> {
    axum::serve(listener, fake.router()).await
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
                tracing::error!(%error, "the fake CXone stopped");
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
    pub fn login_url(&self) -> Url {
        Url::parse(&format!("http://{}", self.address)).expect("a socket address makes an address")
    }

    /// The settings a client needs to talk to this fake.
    pub fn config(&self) -> CXoneConfig {
        let world = self.fake.world();
        let options = &world.options;
        CXoneConfig {
            login_url: self.login_url(),
            client_id: options.client_id.clone(),
            client_secret: options.client_secret.as_str().into(),
            access_key_id: options.access_key_id.clone(),
            access_key_secret: options.access_key_secret.as_str().into(),
            tenant_id: None,
            version: CXoneConfig::usual_version(),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}
