//! The real client against the fake.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod control;
mod directory;
mod faults;
mod limits;
mod presence;
mod probe;
mod receiver;
mod subscriptions;
mod tokens;
mod webhooks;

use std::time::Duration;

use connectors::{
    http::{Http, HttpSettings},
    ringcentral::{
        LimitSettings, RingCentral, RingCentralConfig, Settings,
        fake::{self, Action, FakeOptions, Fault, FaultKind, Running},
        types::ExtensionId,
    },
};
use reqwest::{Method, header::HeaderMap};
use serde_json::Value;

const TOKEN: &str = "POST oauth/token";
const ENTRIES: &str = "GET v1.0/account/~/directory/entries";
const SNAPSHOT: &str = "GET v1.0/account/~/presence";
const PRESENCE: &str = "GET v1.0/account/~/extension/{id}/presence";
const PUT_PRESENCE: &str = "PUT v1.0/account/~/extension/{id}/presence";

/// A fake with a client that may call this machine and does not dawdle.
struct World {
    running: Running,
    client: RingCentral,
    http: Http,
}

/// An answer to any program.
struct Raw {
    status: u16,
    headers: HeaderMap,
    text: String,
    json: Value,
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
        self.running.fake.fail(Fault { path: path.to_owned(), skip: 0, times, kind });
    }

    fn act(&self, action: Action) -> Value {
        self.running.fake.act(action).unwrap()
    }

    fn calls(&self, name: &str) -> u64 {
        self.running.fake.calls(name)
    }

    /// How often the fake refused because of too many calls.
    fn throttled(&self) -> u64 {
        self.running.fake.refusals("CMN-301")
    }

    /// The person of a number.
    fn person(&self, number: usize) -> ExtensionId {
        ExtensionId::new(self.running.fake.people()[number].0.clone())
    }

    /// A call as any program would make it, with a token of its own.
    async fn raw(&self, method: Method, path: &str, accept: &str, body: Option<Value>) -> Raw {
        let token = self.raw_token().await;
        let url = self.running.base_url().join(&format!("/restapi/{path}")).unwrap();
        let mut request = self.http.request(method, url).bearer_auth(token).header("accept", accept);
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let answer = self.http.send(request).await.unwrap();
        let text = String::from_utf8(answer.body.to_vec()).unwrap();
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Raw { status: answer.status, headers: answer.headers, text, json }
    }

    async fn get(&self, path: &str) -> Raw {
        self.raw(Method::GET, path, "application/json", None).await
    }

    async fn raw_token(&self) -> String {
        let url = self.running.base_url().join("/restapi/oauth/token").unwrap();
        let body = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=fake.jwt.credential";
        let request = self.http.request(Method::POST, url).basic_auth("fake-client-id", Some("fake-client-secret"));
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        let answer = self.http.send(request).await.unwrap();
        let answer: Value = serde_json::from_slice(&answer.body).unwrap();
        answer["access_token"].as_str().unwrap().to_owned()
    }
}

fn http() -> Http {
    Http::new(HttpSettings { allow_private: true, body_cap: 8 << 20, ..HttpSettings::default() }).unwrap()
}

fn client(config: RingCentralConfig) -> RingCentral {
    client_with(config, LimitSettings { patience: Duration::from_millis(200), ..LimitSettings::default() })
}

fn client_with(config: RingCentralConfig, limits: LimitSettings) -> RingCentral {
    let settings = Settings { limits, pace: 0.001, breaker: Duration::from_secs(600), ..Settings::default() };
    RingCentral::with_settings(config, http(), settings)
}
