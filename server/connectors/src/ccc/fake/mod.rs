//! A contact centre that is not there.
//!
//! It answers like the platform, for agents that are made from a seed: number i is the same person as WeCom's made-up
//! member i of that seed, and has his e-mail address when [`FakeOptions::mail_domain`] is WeCom's.
//!
//! A request passes `gate.rs` (faults, signature, version, action, limit, permission) and reaches a function of
//! `endpoint/`, one file per noun. To add an action, write its function there and list it in the file's `ENDPOINTS`.
//! `control/` is what the platform does not have.
//!
//! Where nothing is published, it decides: addresses are the same whatever their case; who is not there when people are
//! deleted is passed over; of several who are deleted at once only those who are online stay; a status of somebody who is
//! in a call is refused; a skill group may be deleted with its members in it; calls beyond the limit are not counted.
//! Nothing tells who is forced offline, as on the platform: only that he cannot sign in.

mod activity;
mod control;
mod endpoint;
mod gate;
mod options;
mod population;
mod rate;
mod world;

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{Router, routing::any};
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub use control::{Action, Fault, FaultKind};
pub use options::FakeOptions;

use super::config::CccConfig;
use crate::fake::{self, Platform};
use activity::Activity;
use world::World;

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
    /// It cannot be done: there is no such agent, or he is in no call.
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

    /// How often an action such as `CreateStaff` was called.
    pub fn calls(&self, action: &str) -> u64 {
        self.world().calls.calls(action)
    }

    /// How many calls were refused with a code such as `RequestLimitExceeded`.
    pub fn refusals(&self, code: &str) -> u64 {
        self.world().calls.refusals(code)
    }

    /// E-mail addresses of all agents, in the order they were made.
    pub fn staff(&self) -> Vec<String> {
        self.world().agents.iter().map(|agent| agent.mail.clone()).collect()
    }

    /// Whether an agent's password is this one; `None` when there is no such agent.
    pub fn has_password(&self, mail: &str, password: &str) -> Option<bool> {
        self.world().agent(mail).map(|agent| agent.password == password)
    }

    /// To whom a random password was mailed, in order.
    pub fn mailed(&self) -> Vec<String> {
        self.world().mails.clone()
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
    const NAME: &'static str = "contact centre of Tencent Cloud";
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
        self.world().clock.set(unix);
    }

    fn advance(&self, seconds: i64) {
        Self::advance(self, seconds);
    }

    fn state(&self) -> Value {
        let world = self.world();
        let count = |is: fn(&Activity) -> bool| world.agents.iter().filter(|agent| is(&agent.activity)).count();
        json!({
            "now": world.now() / 1_000,
            "seed": world.options.seed,
            "staff": world.agents.len(),
            "seats": world.seats,
            "online": count(Activity::is_online),
            "busy": count(Activity::is_busy),
            "forced_offline": world.agents.iter().filter(|agent| agent.is_forced_offline).count(),
            "skill_groups": world.groups.len(),
            "mailed": world.mails.len(),
            "faults_waiting": world.faults.waiting(),
        })
    }

    fn ledger(&self) -> Value {
        self.world().calls.summary()
    }
}

/// Serves a fake on the address of its options until the process ends: `muster fake ccc`.
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
    /// The settings a client needs to talk to this fake.
    pub fn config(&self) -> CccConfig {
        let world = self.fake.world();
        let options = &world.options;
        CccConfig {
            base_url: self.url(),
            secret_id: options.secret_id.clone(),
            secret_key: options.secret_key.clone(),
            sdk_app_id: options.sdk_app_id,
            region: None,
        }
    }
}
