//! A RingCentral that is not there.
//!
//! It answers like the platform, refusals included, for a made-up account. Its people are those of the other fakes:
//! with the same seed and the same mail domain, person 7 has one e-mail address here and in the made-up WeCom
//! ([`FakeOptions::mail_domain`]).
//!
//! A request passes `gate.rs` (path, faults, token, rate, permission, in the platform's order) and reaches a function
//! of `endpoint/`, one file per noun. To add a call, write its function there and list it in the file's `ENDPOINTS`.
//! Events go out through `push.rs`, which also makes the handshake. `control/` is the part the platform does not have:
//! a clock, actions of people, faults, and a count of calls.

mod account;
mod accounts;
mod control;
mod endpoint;
mod gate;
mod options;
mod push;
mod rates;
mod refusal;
mod subscriptions;
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

use super::config::RingCentralConfig;
use crate::fake::{self, Platform};
use world::World;

/// A fake account. Clones share it.
#[derive(Clone)]
pub struct Fake(Arc<Mutex<World>>);

impl Fake {
    pub fn new(options: FakeOptions) -> Self {
        Self(Arc::new(Mutex::new(World::new(options))))
    }

    /// Does what a person of the account or the platform would do, and fires the events of it. The answer tells what
    /// came of it.
    ///
    /// # Errors
    /// There is no such extension or subscription, or no event to repeat.
    pub fn act(&self, action: Action) -> Result<Value, String> {
        let outcome = control::act(&mut self.world(), action);
        push::send(self);
        outcome
    }

    /// Makes the next calls go wrong.
    pub fn fail(&self, fault: Fault) {
        self.world().add_fault(fault);
    }

    /// Moves the clock, in seconds: tokens and subscriptions end, penalties pass.
    pub fn advance(&self, seconds: i64) {
        self.world().advance(seconds);
    }

    /// How often a call such as `GET v1.0/account/~/presence` was made.
    pub fn calls(&self, name: &str) -> u64 {
        self.world().calls.calls(name)
    }

    /// How many calls were refused with a code such as `CMN-301`.
    pub fn refusals(&self, code: &str) -> u64 {
        self.world().calls.refusals(code)
    }

    /// How many events arrived where they were sent.
    pub fn delivered(&self) -> u64 {
        self.world().events_delivered
    }

    /// Ids of the subscriptions there are, the oldest first.
    pub fn subscriptions(&self) -> Vec<String> {
        self.world().subscriptions.iter().map(|one| one.id.clone()).collect()
    }

    /// Id and e-mail address of every person, in the order of ids; the address is empty where he has none.
    pub fn people(&self) -> Vec<(String, String)> {
        self.world().accounts.people().map(|account| (account.id.to_string(), account.email.clone())).collect()
    }

    /// Unix seconds on the fake's clock.
    pub fn now(&self) -> i64 {
        self.world().now() / 1_000
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Platform for Fake {
    const NAME: &'static str = "RingCentral";
    type Action = Action;
    type FaultKind = FaultKind;

    fn router(&self) -> Router {
        Router::new().merge(fake::control::router()).fallback(any(gate::handle)).with_state(self.clone())
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
        self.world().set_clock(unix);
    }

    fn advance(&self, seconds: i64) {
        Self::advance(self, seconds);
    }

    fn state(&self) -> Value {
        let world = self.world();
        let now = world.now();
        json!({
            "now": now / 1_000,
            "seed": world.options.seed,
            "extensions": world.accounts.all().count(),
            "people": world.accounts.people().count(),
            "subscriptions": world.subscriptions.iter().map(|one| one.json("", now)).collect::<Vec<_>>(),
            "tokens": world.tokens.count(now),
            "faults_waiting": world.faults.waiting(),
            "events": {
                "made": world.events_made,
                "waiting": world.outbox.len(),
                "delivered": world.events_delivered,
                "failed": world.events_failed,
            },
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
    pub fn base_url(&self) -> Url {
        self.url()
    }

    /// The settings a client needs to talk to this fake.
    pub fn config(&self) -> RingCentralConfig {
        let world = self.fake.world();
        let options = &world.options;
        RingCentralConfig {
            base_url: self.base_url(),
            client_id: options.client_id.clone(),
            client_secret: options.client_secret.as_str().into(),
            jwt: options.jwt.as_str().into(),
        }
    }
}
