//! The real client against the fake.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod agents;
mod codes;
mod control;
mod correlations;
mod discovery;
mod faults;
mod limits;
mod people;
mod probe;
mod states;
mod tokens;

use std::time::Duration;

use connectors::{
    cxone::{
        AgentFilter, CXone, CXoneConfig, CXoneError, LimitSettings, Settings,
        fake::{self, Action, FakeOptions, Fault, FaultKind, Running},
        types::{Agent, AgentId, AgentState},
    },
    http::{Http, HttpSettings},
};
use serde_json::Value;

/// A fake with a client that may call this machine and does not dawdle.
struct World {
    running: Running,
    client: CXone,
}

impl World {
    async fn start() -> Self {
        Self::with(FakeOptions::default()).await
    }

    async fn with(options: FakeOptions) -> Self {
        let running = fake::start(FakeOptions { start: Some(1_790_000_000), ..options }).await.unwrap();
        let client = client(running.config());
        Self { running, client }
    }

    fn fail(&self, path: &str, times: u32, kind: FaultKind) {
        self.fail_after(path, 0, times, kind);
    }

    fn fail_after(&self, path: &str, skip: u32, times: u32, kind: FaultKind) {
        self.running.fake.fail(Fault { path: path.to_owned(), skip, times, kind });
    }

    fn act(&self, action: Action) -> Value {
        self.running.fake.act(action).unwrap()
    }

    fn calls(&self, path: &str) -> u64 {
        self.running.fake.calls(path)
    }

    /// Every agent, in pages of so many.
    async fn all_agents(&self, top: u32) -> Result<Vec<Agent>, CXoneError> {
        let mut found = Vec::new();
        let mut from = None;
        loop {
            let page = self.client.agents(&AgentFilter::default(), from, top).await?;
            assert!(page.rows.len() <= top as usize);
            found.extend(page.rows);
            from = page.next;
            if from.is_none() {
                return Ok(found);
            }
        }
    }

    /// An active agent who just logged in.
    async fn agent(&self) -> AgentId {
        let agents = self.all_agents(100).await.unwrap();
        let agent = agents.into_iter().find(|agent| agent.is_active).unwrap().agent_id;
        self.act(Action::LogIn { agent: agent.0 });
        agent
    }

    async fn state_of(&self, id: AgentId) -> AgentState {
        self.client.agent_state(id).await.unwrap().unwrap()
    }
}

fn http() -> Http {
    Http::new(HttpSettings { allow_private: true, ..HttpSettings::default() }).unwrap()
}

fn client(config: CXoneConfig) -> CXone {
    client_with(config, http(), quick())
}

fn client_with(config: CXoneConfig, http: Http, limits: LimitSettings) -> CXone {
    let settings = Settings { limits, pace: 0.01, breaker: Duration::from_secs(600), ..Settings::default() };
    CXone::with_settings(config, http, settings)
}

/// No waiting for turns.
fn quick() -> LimitSettings {
    LimitSettings { per_second: 100_000, ..LimitSettings::default() }
}
