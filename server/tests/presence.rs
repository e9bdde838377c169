//! Presence: states that flow between the telephones and the contact centre, over real webhooks and real polls of their fakes.

mod board;
mod feeds;
mod flow;
mod guard;

use crate::common::{Client, TestApp};
use connectors::cxone::{self, CXone, types::AgentId};
use connectors::http::{Http, HttpSettings};
use connectors::ringcentral::{self, RingCentral, types::ExtensionId};
use serde_json::{Value, json};
use std::time::Duration;

/// Two platforms, and people who have an account on both.
struct Floor {
    app: TestApp,
    owner: Client,
    phones: ringcentral::fake::Running,
    centre: cxone::fake::Running,
    telephony: Value,
    contact_centre: Value,
    sync: Value,
    /// Member, extension, agent.
    people: Vec<(Value, String, i64)>,
}

/// Unavailable codes of the fake.
const LUNCH: i64 = 12;

impl Floor {
    /// States flow from the telephones to the contact centre.
    async fn open() -> Self {
        Self::with(json!({})).await
    }

    /// With other settings of the sync.
    async fn with(change: Value) -> Self {
        let options = ringcentral::fake::FakeOptions {
            accounts: 6,
            duplicates: 0,
            capitals_percent: 0,
            no_mail_percent: 0,
            disabled_percent: 0,
            not_activated_percent: 0,
            light: 10_000,
            medium: 10_000,
            heavy: 10_000,
            auth: 10_000,
            ..ringcentral::fake::FakeOptions::default()
        };
        let phones = ringcentral::fake::start(options).await.expect("the fake starts");
        let options = cxone::fake::FakeOptions {
            agents: 6,
            inactive_percent: 0,
            logged_in_percent: 0,
            per_second: 10_000,
            ..cxone::fake::FakeOptions::default()
        };
        let centre = cxone::fake::start(options).await.expect("the fake starts");
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let telephony = owner.ask("connections/save", json!({ "save": ring_central(&phones) })).await;
        let contact_centre = owner.ask("connections/save", json!({ "save": cxone(&centre) })).await;
        let mut floor =
            Self { app, owner, phones, centre, telephony, contact_centre, sync: json!(null), people: vec![] };
        floor.hire().await;
        floor.sync = floor.save(change).await;
        floor.turn().await;
        floor
    }

    /// Lets everybody in who has an account on both platforms.
    async fn hire(&mut self) {
        for connection in [&self.telephony, &self.contact_centre] {
            self.app.sync(&self.owner, connection, "sync_mappings").await;
        }
        let (phones, agents) = (self.accounts(&self.telephony).await, self.accounts(&self.contact_centre).await);
        for (email, extension, name) in phones {
            if let Some((_, agent, _)) = agents.iter().find(|(other, _, _)| *other == email) {
                let member = self.app.person(&self.owner, &name, &email, "").await["id"].clone();
                self.people.push((member, extension, agent.parse().expect("a number")));
            }
        }
        assert!(self.people.len() >= 3, "the fakes know the same people");
        for connection in [&self.telephony, &self.contact_centre] {
            let run = self.app.sync(&self.owner, connection, "sync_mappings").await;
            self.app.apply(&self.owner, &run["change_set"]).await;
        }
    }

    async fn accounts(&self, connection: &Value) -> Vec<(String, String, String)> {
        let query = json!({ "query": { "connection": connection["id"], "page": { "limit": 100 } } });
        let page = self.owner.ask("mappings/accounts", query).await;
        let text = |one: &Value, field: &str| one[field].as_str().expect("text").to_owned();
        let items = page["items"].as_array().expect("accounts");
        items.iter().map(|one| (text(one, "email"), text(one, "external_id"), text(one, "name"))).collect()
    }

    /// Lets states flow, or changes how.
    async fn save(&self, change: Value) -> Value {
        let id = |connection: &Value| connection["id"].as_str().expect("an id").to_owned().into();
        let usual = model::presence_sync::SavePresenceSync::usual(id(&self.telephony), id(&self.contact_centre));
        let mut save = serde_json::to_value(usual).expect("settings");
        if !self.sync.is_null() {
            let now = self.owner.ask("presence/get", json!({ "id": self.sync["id"] })).await;
            for field in save.as_object().expect("fields").keys().cloned().collect::<Vec<_>>() {
                save[&field] = now[&field].clone();
            }
        }
        save["debounce"] = json!(0);
        for (key, value) in change.as_object().expect("fields") {
            save[key] = value.clone();
        }
        self.owner.ask("presence/save", json!({ "save": save })).await
    }

    /// Hears, decides and tells once.
    async fn turn(&self) {
        domain::presence::turn(&self.app.edge.services).await.expect("a round");
    }

    /// Somebody does something on the telephones, and the platform has told of it.
    async fn phone(&self, action: &str, who: usize, more: Value) {
        let before = self.delivered();
        let mut action = json!({ "action": action, "extension": self.people[who].1 });
        for (key, value) in more.as_object().expect("fields") {
            action[key] = value.clone();
        }
        self.phones.fake.act(serde_json::from_value(action).expect("an action")).expect("done");
        for _ in 0..500 {
            if self.delivered() > before {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(self.delivered() > before, "the platform tells");
        self.turn().await;
    }

    fn delivered(&self) -> u64 {
        self.phones.fake.delivered()
    }

    /// Somebody does something in the contact centre, which is asked a while later.
    async fn agent(&self, action: &str, who: usize, more: Value) {
        let mut action = json!({ "action": action, "agent": self.people[who].2 });
        for (key, value) in more.as_object().expect("fields") {
            action[key] = value.clone();
        }
        self.centre.fake.act(serde_json::from_value(action).expect("an action")).expect("done");
        self.poll().await;
    }

    /// Asks the contact centre.
    async fn poll(&self) {
        self.app.edge.services.clock.advance(5_001);
        self.turn().await;
    }

    /// Everybody signs in to the contact centre and is available.
    async fn sign_in(&self, who: usize) {
        self.agent("log_in", who, json!({})).await;
        self.agent("state", who, json!({})).await;
    }

    /// What the contact centre itself says of somebody: the state's number, and the code's name.
    async fn in_centre(&self, who: usize) -> (i64, String) {
        let client = CXone::new(self.centre.config(), http());
        let state = client.agent_state(AgentId(self.people[who].2)).await.expect("an answer").expect("a state");
        (state.agent_state_id, state.out_state_description)
    }

    /// What the telephones themselves say of somebody: what he chose, and whose calls ring.
    async fn on_phones(&self, who: usize) -> (String, String) {
        let client = RingCentral::new(self.phones.config(), http());
        let presence = client.presence(&ExtensionId::new(&self.people[who].1)).await.expect("an answer");
        let word = |debug: String| debug.trim_start_matches("Some(").trim_end_matches(')').to_owned();
        (word(format!("{:?}", presence.user_status)), word(format!("{:?}", presence.dnd_status)))
    }

    /// One person on the board.
    async fn board(&self, who: usize) -> Value {
        let query = json!({ "query": { "sync": self.sync["id"], "member": self.people[who].0 } });
        self.owner.ask("presence/board", query).await["items"][0].clone()
    }
}

fn http() -> Http {
    Http::new(HttpSettings { allow_private: true, ..HttpSettings::default() }).expect("a client")
}

fn ring_central(running: &ringcentral::fake::Running) -> Value {
    let config = running.config();
    json!({ "kind": "ringcentral", "name": "RingCentral", "settings": {
        "base_url": config.base_url.as_str(), "client_id": config.client_id, "client_secret": config.client_secret.expose(),
        "jwt": config.jwt.expose(),
    } })
}

fn cxone(running: &cxone::fake::Running) -> Value {
    let config = running.config();
    json!({ "kind": "cxone", "name": "CXone", "settings": {
        "base_url": config.login_url.as_str(), "client_id": config.client_id, "client_secret": config.client_secret.expose(),
        "access_key_id": config.access_key_id, "access_key_secret": config.access_key_secret.expose(),
        "calls_per_second": "1000",
    } })
}
