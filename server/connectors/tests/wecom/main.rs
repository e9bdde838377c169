//! The real client against the fake.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod answers;
mod callbacks;
mod contacts;
mod customers;
mod gate;
mod groups;
mod inheritance;
mod leavers;
mod licence;
mod limits;
mod probe;
mod scale;
mod tokens;
mod vectors;
mod writes;

use std::time::Duration;

use connectors::{
    http::{Http, HttpSettings},
    wecom::{
        LimitSettings, Settings, WeCom, WeComConfig,
        fake::{self, Action, FakeOptions, Fault, FaultKind, Running},
        types::UserId,
    },
};
use serde_json::Value;

/// A fake with a client that may call this machine and does not dawdle.
struct World {
    running: Running,
    client: WeCom,
    http: Http,
}

impl World {
    async fn start() -> Self {
        Self::with(FakeOptions::default()).await
    }

    async fn with(options: FakeOptions) -> Self {
        let running = fake::start(FakeOptions { start: Some(1_790_000_000), ..options }).await.unwrap();
        let client = client(running.config());
        Self { running, client, http: http() }
    }

    fn fail(&self, path: &str, times: u32, kind: FaultKind) {
        self.running.fake.fail(Fault { path: path.to_owned(), times, kind });
    }

    fn act(&self, action: impl Into<Action>) -> Value {
        self.running.fake.act(action).unwrap()
    }

    fn days_pass(&self, days: i64) {
        self.running.fake.advance(days * 86_400);
    }

    /// Who set the corporation up, and cannot be deleted.
    async fn creator(&self) -> UserId {
        self.client.member_ids(None, 1).await.unwrap().rows.remove(0).userid
    }

    /// Activated members but the creator with at least so many customers of theirs alone, and those customers.
    async fn salespeople(&self, count: usize, least: usize) -> Vec<(UserId, Vec<String>)> {
        let mut found = Vec::new();
        let creator = self.creator().await;
        for userid in self.client.follow_users().await.unwrap() {
            if userid == creator || self.client.member(&userid).await.unwrap().status != 1 {
                continue;
            }
            let mut customers = Vec::new();
            for id in self.client.customer_ids_of(&userid).await.unwrap() {
                if customers.len() < least && self.client.customer(&id).await.unwrap().followers.len() == 1 {
                    customers.push(id);
                }
            }
            if customers.len() == least {
                found.push((userid, customers));
            }
            if found.len() == count {
                return found;
            }
        }
        panic!("not enough salespeople");
    }

    fn calls(&self, path: &str) -> u64 {
        self.running.fake.calls(path)
    }

    /// A call as any program would make it: the answer's status and JSON.
    async fn raw(&self, path: &str, query: &[(&str, &str)], body: Option<Value>) -> (u16, Value) {
        let mut url = self.running.base_url();
        url.set_path(&format!("/cgi-bin/{path}"));
        url.query_pairs_mut().extend_pairs(query);
        let answer = match body {
            None => self.http.get(url).await,
            Some(body) => self.http.post_json(url, body.to_string().into_bytes()).await,
        };
        let answer = answer.unwrap();
        (answer.status, serde_json::from_slice(&answer.body).unwrap_or(Value::Null))
    }

    async fn token(&self, secret: &str) -> String {
        let corp_id = FakeOptions::default().corp_id;
        let (_, answer) = self.raw("gettoken", &[("corpid", &corp_id), ("corpsecret", secret)], None).await;
        answer["access_token"].as_str().unwrap().to_owned()
    }

    /// A call with the contact-sync secret's token.
    async fn contact(&self, path: &str, query: &[(&str, &str)], body: Option<Value>) -> Value {
        self.called("fake-contact-secret", path, query, body).await
    }

    /// A call with the application's token.
    async fn app(&self, path: &str, query: &[(&str, &str)], body: Option<Value>) -> Value {
        self.called("fake-app-secret", path, query, body).await
    }

    async fn called(&self, secret: &str, path: &str, query: &[(&str, &str)], body: Option<Value>) -> Value {
        let token = self.token(secret).await;
        let query: Vec<_> = [("access_token", token.as_str())].into_iter().chain(query.iter().copied()).collect();
        let (status, answer) = self.raw(path, &query, body).await;
        assert_eq!(status, 200);
        answer
    }
}

fn http() -> Http {
    Http::new(HttpSettings { allow_private: true, body_cap: 8 << 20, ..HttpSettings::default() }).unwrap()
}

fn client(config: WeComConfig) -> WeCom {
    client_with(config, LimitSettings::default())
}

fn client_with(config: WeComConfig, limits: LimitSettings) -> WeCom {
    let settings = Settings { limits, pace: 0.01, breaker: Duration::from_secs(600), ..Settings::default() };
    WeCom::with_settings(config, http(), settings)
}
