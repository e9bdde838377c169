//! Rules for joining: what they say, that it happens, and what a change does to those who wait.

mod cells;
mod details;
mod reevaluate;
mod save;
mod simulator;

use crate::common::{Answer, Client, PASSWORD, TestApp};
use serde_json::{Value, json};

/// The rules as they are, with some of it changed.
async fn with(owner: &Client, change: impl FnOnce(&mut Value)) -> Value {
    let mut rules = owner.ask("join_rules/get", json!({})).await;
    change(&mut rules);
    rules
}

/// Changes the rules; the answer may be a refusal.
async fn save(owner: &Client, change: impl FnOnce(&mut Value)) -> Answer {
    let rules = with(owner, change).await;
    owner.call("join_rules/save", json!({ "rules": rules, "reevaluate": false })).await
}

/// Changes the rules, which must succeed.
async fn saved(owner: &Client, change: impl FnOnce(&mut Value)) -> Value {
    let answer = save(owner, change).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["rules"].clone()
}

fn cell(channel: &str, inviter: &str) -> Value {
    json!({ "channel": channel, "inviter": inviter })
}

fn close(cells: &[(&str, &str)]) -> Value {
    cells.iter().map(|(channel, inviter)| cell(channel, inviter)).collect()
}

/// The path behind an address.
fn path(url: &Value) -> String {
    let url = url.as_str().expect("an address");
    url[url.find("/join/").expect("a join address")..].to_owned()
}

async fn door(owner: &Client) -> String {
    let door = owner.ask("invitations/door", json!({})).await;
    format!("/join/{}", door["number"].as_str().expect("a number"))
}

async fn link(client: &Client) -> String {
    path(&client.ask("invitations/create", json!({ "new": {} })).await["url"])
}

/// An invitation by `client` to an address; the path of its page, which only those who see invitations can tell.
async fn invited(client: &Client, owner: &Client, address: &str) -> String {
    let told = client.invite(&[address]).await;
    assert_eq!(told[0]["verdict"], "fine", "{}", told[0]);
    path(&owner.invitation(&told[0]["member"]).await["url"])
}

/// Asks with a new account.
async fn ask(app: &TestApp, path: &str, email: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("way", "new"), ("name", "Ann"), ("email", email), ("password", PASSWORD)];
    fields.extend(more);
    app.nobody().post(path, &fields).await
}

/// What happened, in the words of the rules.
fn outcome(answer: &Answer) -> &'static str {
    match (answer.status.as_u16(), answer.location()) {
        (303, "/") => "joins",
        (303, "/waiting") => "waits",
        (410, _) => "refused",
        other => panic!("{other:?} {}", answer.text()),
    }
}

/// The newest request.
async fn newest(owner: &Client) -> Value {
    let joins = owner.ask("joins/list", json!({ "query": { "page": { "limit": 500 } } })).await;
    joins["items"].as_array().expect("a list").last().expect("a request").clone()
}
