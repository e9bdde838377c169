//! Webhooks: what a program that listens hears, and when.

mod failing;
mod sending;
mod told;

use crate::common::receiver::{Received, Receiver};
use crate::common::{Client, TestApp};
use serde_json::{Value, json};
use standardwebhooks::Webhook as Verifier;

/// A webhook for a receiver; with its secret.
pub async fn hook(owner: &Client, receiver: &Receiver, events: &[&str]) -> Value {
    let new = json!({ "url": receiver.url, "description": "Payroll", "events": events, "enabled": true });
    owner.ask("webhooks/create", json!({ "new": new })).await
}

/// Makes a department, which is an event.
pub async fn happen(owner: &Client, name: &str) -> Value {
    owner.add(&owner.root().await, name).await
}

/// Whether the library that receivers use signs a request alike under a secret.
pub fn verifies(secret: &Value, received: &Received) -> bool {
    let verifier = Verifier::new(secret.as_str().expect("a secret")).expect("a secret of the scheme");
    // Its own check wants the clock on the wall, which tests move on.
    let timestamp = received.headers["webhook-timestamp"].parse().expect("seconds");
    let wanted = verifier.sign(received.id(), timestamp, received.body.as_bytes()).expect("a signature");
    received.headers["webhook-signature"].split(' ').any(|signature| signature == wanted)
}

/// The deliveries of a webhook, newest first.
pub async fn log(owner: &Client, hook: &Value) -> Vec<Value> {
    let query = json!({ "query": { "webhook": hook["webhook"]["id"], "page": { "limit": 500 } } });
    owner.ask("webhooks/deliveries", query).await["items"].as_array().expect("a list").clone()
}

/// The webhook as it stands.
pub async fn known(owner: &Client, hook: &Value) -> Value {
    let page = owner.ask("webhooks/list", json!({ "page": {} })).await;
    crate::common::find(&page["items"], "id", hook["webhook"]["id"].as_str().expect("an id")).clone()
}

/// The owner, signed in anew: his session ended while time passed.
pub async fn back(app: &TestApp) -> Client {
    app.signed_in("ada@example.com").await
}

/// An app, its owner, and a receiver that hears of departments.
pub async fn start() -> (TestApp, Client, Receiver, Value) {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let receiver = Receiver::start().await;
    let hook = hook(&owner, &receiver, &["department.*"]).await;
    (app, owner, receiver, hook)
}
