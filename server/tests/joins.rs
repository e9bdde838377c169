//! Joins: from asking to the decision.

mod ask;
mod decide;
mod known;
mod queue;
mod race;
mod same;

use crate::common::{Answer, Client, PASSWORD, find};
use serde_json::{Value, json};

/// A link and the path that it leads to.
async fn link(owner: &Client, new: Value) -> (Value, String) {
    let link = owner.ask("invitations/create", json!({ "new": new })).await;
    let path = format!("/join/{}", link["url"].as_str().expect("text").rsplit_once('/').expect("a path").1);
    (link, path)
}

/// Asks with a new account.
async fn ask(client: &Client, path: &str, name: &str, email: &str) -> Answer {
    client.post(path, &[("way", "new"), ("name", name), ("email", email), ("password", PASSWORD)]).await
}

/// The newest request of whoever has this address.
async fn join(owner: &Client, email: &str) -> Value {
    let query = json!({ "query": { "search": email, "page": { "limit": 500 } } });
    let joins = owner.ask("joins/list", query).await["items"].as_array().expect("a list").clone();
    find(&json!(joins.into_iter().rev().collect::<Vec<_>>()), "email", email)
}

/// Decides one request; the problem of its outcome, or nothing.
async fn decide(admin: &Client, join: &Value, decision: Value) -> Value {
    let outcomes = admin.ask("joins/decide", json!({ "ids": [join["id"]], "decision": decision })).await;
    assert_eq!(outcomes.as_array().expect("a list").len(), 1, "{outcomes}");
    outcomes[0]["problem"].clone()
}

fn approve() -> Value {
    json!({ "approve": { "department": null, "position": null } })
}

/// How many times a link was used, as the table shows it.
async fn uses(owner: &Client, link: &Value) -> i64 {
    let links = owner.ask("invitations/list", json!({ "ended": true })).await;
    find(&links, "id", link["id"].as_str().expect("text"))["uses"].as_i64().expect("a number")
}
