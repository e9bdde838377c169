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
mod options;
mod population;
mod rate;
mod tokens;
mod world;

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{Router, routing::any};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use url::Url;

pub use control::{Action, Fault, FaultKind};
pub use options::FakeOptions;

use super::config::CXoneConfig;
use crate::fake::{self, Platform};
use world::{Activity, World};

/// A fake contact centre. Clones share it.
#[derive(Clone)]
pub struct Fake(Arc<Mutex<World>>);

impl Fake {
    pub fn new(options: FakeOptions) -> Self {
        Self(Arc::new(Mutex::new(World::new(options))))
    }

    /// Does what an agent or an administrator would do.
    ///
    /// # Errors
    /// It cannot be done: there is no such agent, or he is in no contact.
    pub fn act(&self, action: Action) -> Result<Value, String> {
        control::act(&mut self.world(), action)
    }

    /// Makes the next calls go wrong.
    pub fn fail(&self, fault: Fault) {
        self.world().add_fault(fault);
    }

    /// Moves the clock, in seconds.
    pub fn advance(&self, seconds: i64) {
        self.world().clock.advance(seconds);
    }

    /// How often a path such as `auth/token` or `agents/{id}/state` was called.
    pub fn calls(&self, path: &str) -> u64 {
        self.world().calls.calls(path)
    }

    /// How many calls were refused with a status such as `429`.
    pub fn refusals(&self, status: &str) -> u64 {
        self.world().calls.refusals(status)
    }

    /// Unix seconds on the fake's clock.
    pub fn now(&self) -> i64 {
        self.world().now() / 1000
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Platform for Fake {
    const NAME: &'static str = "CXone";
    type Action = Action;
    type FaultKind = FaultKind;

    fn router(&self) -> Router {
        Router::new().merge(fake::control::router()).route("/{*path}", any(gate::handle)).with_state(self.clone())
    }

    fn act(&self, action: Action) -> Result<Value, String> {
        Self::act(self, action)
    }

    fn fail(&self, fault: Fault) {
        Self::fail(self, fault);
    }

    fn now(&self) -> i64 {
        Self::now(self)
    }

    fn set_clock(&self, unix: i64) {
        self.world().clock.set(unix);
    }

    fn advance(&self, seconds: i64) {
        Self::advance(self, seconds);
    }

    fn state(&self) -> Value {
        let world = self.world();
        let count = |is: fn(&Activity) -> bool| world.agents.iter().filter(|agent| is(&agent.activity)).count();
        json!({
            "now": world.now() / 1000,
            "seed": world.options.seed,
            "tenant_id": world.options.tenant_id,
            "agents": world.agents.len(),
            "active": world.agents.iter().filter(|agent| agent.is_active).count(),
            "logged_in": count(Activity::is_logged_in),
            "in_contact": count(Activity::is_in_contact),
            "teams": world.teams.len(),
            "correlations": world.correlations.len(),
            "faults_waiting": world.faults.waiting(),
        })
    }

    fn ledger(&self) -> Value {
        self.world().calls.summary()
    }
}

/// Serves a fake on the address of its options until the process ends.
pub async fn serve(options: FakeOptions) -> io::Result<()> {
    fake::serve(options.listen, &Fake::new(options)).await
}

/// Serves a fake on a listener of one's own.
pub async fn serve_on(listener: TcpListener, fake: &Fake) -> io::Result<()> {
    fake::serve_on(listener, fake).await
}

/// Starts a fake in the background, for tests and the demo. With the default options it takes a free port.
pub async fn start(options: FakeOptions) -> io::Result<Running> {
    fake::start(options.listen, Fake::new(options)).await
}

/// A fake in the background. It ends when this is dropped.
pub type Running = fake::Running<Fake>;

impl Running {
    pub fn login_url(&self) -> Url {
        self.url()
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
