//! A WeCom for one test, a connection to it, and workers that run when told to.

use super::{Client, TestApp};
use connectors::wecom::fake::{self, FakeOptions, Running};
use serde_json::{Value, json};

/// The fake with what a connection to it needs.
pub struct Platform {
    pub running: Running,
    pub options: FakeOptions,
}

impl Platform {
    /// A corporation of this size.
    pub async fn of(members: u32, departments: u32, customers: u32) -> Self {
        Self::with(FakeOptions { members, departments, customers, ..FakeOptions::default() }).await
    }

    /// A corporation of one's own making.
    pub async fn with(options: FakeOptions) -> Self {
        let running = fake::start(options.clone()).await.expect("the fake starts");
        Self { running, options }
    }

    /// Connects an organisation; the connection.
    pub async fn connect(&self, owner: &Client) -> Value {
        let save = self.settings();
        owner.ask("connections/save", json!({ "save": save })).await
    }

    /// What an admin types.
    pub fn settings(&self) -> Value {
        json!({
            "kind": "wecom",
            "name": "WeCom",
            "settings": {
                "base_url": self.running.base_url().to_string(),
                "corp_id": self.options.corp_id,
                "agent_id": self.options.agent_id.to_string(),
                "contact_secret": self.options.contact_secret,
                "app_secret": self.options.app_secret,
                "callback_token": self.options.callback_token,
                "callback_aes_key": self.options.callback_aes_key,
            },
            "brake_percent": 5,
        })
    }
}

/// Types fields into what an admin sends: settings by their names, anything else as it is. `secrets` are pairs of name and value;
/// those that are not among them are left empty.
pub fn typed(save: &mut Value, fields: &Value) {
    for (name, value) in fields.as_object().expect("fields") {
        match name.as_str() {
            "secrets" => {
                let settings = save["settings"].as_object_mut().expect("settings");
                settings.retain(|name, _| !name.ends_with("_secret") && !name.starts_with("callback"));
                for pair in value.as_array().expect("pairs") {
                    save["settings"][pair[0].as_str().expect("a name")] = pair[1].clone();
                }
            }
            "base_url" | "corp_id" | "agent_id" => save["settings"][name] = value.clone(),
            _ => save[name] = value.clone(),
        }
    }
}

impl TestApp {
    /// Works until no job is due.
    pub async fn work(&self) {
        while domain::worker::one(&self.edge.services, "test").await.expect("the queue can be read") {}
    }

    /// Removes what is over.
    pub async fn sweep(&self) {
        let services = &self.edge.services;
        let mut tx = services.store.write().await.expect("a transaction");
        let now = services.clock.now();
        domain::jobs::queue::enqueue(&mut tx, &services.ids, &domain::jobs::Job::Sweep, now, now)
            .await
            .expect("queued");
        tx.commit().await.expect("committed");
        self.work().await;
    }

    /// Presses a sync button and works; the run as it ended.
    pub async fn sync(&self, owner: &Client, connection: &Value, kind: &str) -> Value {
        let started = owner.ask("runs/start_sync", json!({ "connection": connection["id"], "kind": kind })).await;
        assert_eq!(started["already"], false);
        self.work().await;
        owner.ask("runs/get", json!({ "id": started["run"]["id"] })).await
    }

    /// Carries a change set out; the set as it ended.
    pub async fn apply(&self, owner: &Client, set: &Value) -> Value {
        owner.ask("changes/apply", json!({ "id": set, "word": "" })).await;
        self.work().await;
        owner.ask("changes/get", json!({ "id": set })).await
    }

    /// Synchronises contacts and applies everything.
    pub async fn bring_contacts(&self, owner: &Client, connection: &Value) -> Value {
        let run = self.sync(owner, connection, "sync_contacts").await;
        assert_eq!(run["state"], "waiting_review", "{run}");
        self.apply(owner, &run["change_set"]).await
    }

    /// Everything that the database says about itself.
    pub async fn sound(&self) {
        let report = domain::check::all(&self.edge.services).await.expect("the check runs");
        assert!(report.sound, "{:#?}", report.lines);
    }
}

/// How many rows of a set ended in a state.
pub fn outcome(set: &Value, state: &str) -> i64 {
    let outcomes = set["outcomes"].as_array().expect("outcomes");
    outcomes.iter().find(|pair| pair[0] == state).map_or(0, |pair| pair[1].as_i64().expect("a count"))
}
