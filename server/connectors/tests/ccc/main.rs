//! The real client against the fake.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod batches;
mod clock;
mod control;
mod faults;
mod groups;
mod limits;
mod paging;
mod people;
mod probe;
mod sessions;
mod staff;
mod statuses;
mod strict;

use std::time::Duration;

use connectors::{
    ccc::{
        Ccc, CccConfig, CccError, Clock, Item, LimitSettings, Settings, StaffFilter, StatusFilter,
        fake::{self, Action, FakeOptions, Fault, FaultKind, Running},
        types::{Metrics, NewStaff, Staff},
    },
    http::{Http, HttpSettings},
};
use serde_json::Value;

const START: i64 = 1_790_000_000;

/// A fake with a client that may call this machine and does not dawdle.
struct World {
    running: Running,
    client: Ccc,
}

impl World {
    async fn start() -> Self {
        Self::with(FakeOptions::default()).await
    }

    /// Nobody in it but who is made.
    async fn empty() -> Self {
        Self::with(FakeOptions { staff: 0, ..FakeOptions::default() }).await
    }

    async fn with(options: FakeOptions) -> Self {
        let running = fake::start(FakeOptions { start: Some(START), ..options }).await.unwrap();
        let client = client(&running, running.config());
        Self { running, client }
    }

    fn fail(&self, action: &str, times: u32, kind: FaultKind) {
        self.fail_after(action, 0, times, kind);
    }

    fn fail_after(&self, action: &str, skip: u32, times: u32, kind: FaultKind) {
        self.running.fake.fail(Fault { path: action.to_owned(), skip, times, kind });
    }

    fn act(&self, action: Action) -> Value {
        self.running.fake.act(action).unwrap()
    }

    fn calls(&self, action: &str) -> u64 {
        self.running.fake.calls(action)
    }

    async fn all(&self) -> Vec<Staff> {
        self.client.staff(&StaffFilter::default()).await.unwrap()
    }

    /// The first agent, who has just signed in.
    fn agent(&self) -> String {
        let mail = self.running.fake.staff()[0].clone();
        self.act(Action::LogIn { staff: mail.clone() });
        mail
    }

    async fn metrics(&self, mail: &str) -> Metrics {
        let filter = StatusFilter { mails: vec![mail.to_owned()], ..StatusFilter::default() };
        self.client.status_metrics(&filter).await.unwrap().remove(0)
    }
}

/// On the fake's clock.
fn client(running: &Running, config: CccConfig) -> Ccc {
    client_with(running, config, http(), quick())
}

fn client_with(running: &Running, config: CccConfig, http: Http, limits: LimitSettings) -> Ccc {
    let fake = running.fake.clone();
    let settings = Settings { limits, pace: 0.01, ..Settings::default() };
    Ccc::with_settings(config, http, Clock::new(move || fake.now()), settings)
}

fn http() -> Http {
    Http::new(HttpSettings { allow_private: true, ..HttpSettings::default() }).unwrap()
}

/// The platform's limit, in less patience than it asks for.
fn quick() -> LimitSettings {
    LimitSettings { patience: Duration::from_secs(5), ..LimitSettings::default() }
}

fn newcomer(number: usize) -> NewStaff {
    NewStaff {
        name: format!("Newcomer {number}"),
        mail: format!("newcomer{number}@example.com"),
        staff_number: format!("N{number}"),
        ..NewStaff::default()
    }
}

/// The errors of a batch, by address.
fn errors<T>(items: &[Item<T>]) -> Vec<(&str, &CccError)> {
    items.iter().filter_map(|item| Some((item.mail.as_str(), item.outcome.as_ref().err()?))).collect()
}
