//! The platforms themselves, played over HTTP.

use crate::common::{Client, TestApp};
use connectors::{cxone, ringcentral};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Lets people in who have accounts there: six of those whose address is theirs alone, and one who shares his.
async fn hire(app: &TestApp, owner: &Client, connection: &Value) -> i64 {
    app.sync(owner, connection, "sync_mappings").await;
    let query = json!({ "query": { "connection": connection["id"], "page": { "limit": 200 } } });
    let page = owner.ask("mappings/accounts", query).await;
    let mut of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in page["items"].as_array().expect("accounts").iter().filter(|one| one["active"] == true) {
        let email = one["email"].as_str().expect("text").to_lowercase();
        of.entry(email).or_default().push(one["name"].as_str().expect("text").to_owned());
    }
    of.remove("");
    let (alone, twins): (Vec<_>, Vec<_>) = of.into_iter().partition(|(_, names)| names.len() == 1);
    for (email, names) in alone.iter().take(6).chain(twins.iter().take(1)) {
        app.person(owner, &names[0], email, "").await;
    }
    alone.len().min(6) as i64
}

fn ring_central(running: &ringcentral::fake::Running) -> Value {
    let config = running.config();
    json!({ "kind": "ringcentral", "name": "RingCentral", "settings": {
        "base_url": config.base_url.as_str(), "client_id": config.client_id, "client_secret": config.client_secret.expose(),
        "jwt": config.jwt.expose(),
    } })
}

fn contact_centre(running: &cxone::fake::Running) -> Value {
    let config = running.config();
    json!({ "kind": "cxone", "name": "CXone", "settings": {
        "base_url": config.login_url.as_str(), "client_id": config.client_id, "client_secret": config.client_secret.expose(),
        "access_key_id": config.access_key_id, "access_key_secret": config.access_key_secret.expose(),
    } })
}

#[tokio::test]
async fn people_get_their_accounts_of_ringcentral_and_twins_are_left_to_a_person() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let options = ringcentral::fake::FakeOptions {
        accounts: 60,
        duplicates: 2,
        capitals_percent: 50,
        ..ringcentral::fake::FakeOptions::default()
    };
    let running = ringcentral::fake::start(options).await.expect("the fake starts");
    let connection = owner.ask("connections/save", json!({ "save": ring_central(&running) })).await;
    owner.ask("connections/test", json!({ "id": connection["id"] })).await;
    app.work().await;
    let tested = owner.ask("connections/get", json!({ "id": connection["id"] })).await;
    assert_eq!(tested["state"], "good", "{tested}");
    let alone = hire(&app, &owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_mappings").await;
    assert_eq!((alone, &run["counts"]["add"]), (6, &json!(6)), "{run}");
    app.apply(&owner, &run["change_set"]).await;
    assert_eq!(app.count("select count(*) from mappings where status = 'mapped'").await, 6);
    assert_eq!(app.count("select count(*) from mappings where reason = 'several'").await, 1, "two of one address");
    let queues = app.count("select count(*) from outside_accounts where name like '%Queue%'").await;
    assert_eq!(queues, 0, "queues are nobody's account");
    app.sound().await;
}

#[tokio::test]
async fn a_directory_that_fails_half_way_takes_nobodys_account_away() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let options =
        cxone::fake::FakeOptions { agents: 60, page: 20, per_second: 1_000, ..cxone::fake::FakeOptions::default() };
    let running = cxone::fake::start(options).await.expect("the fake starts");
    let connection = owner.ask("connections/save", json!({ "save": contact_centre(&running) })).await;
    hire(&app, &owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_mappings").await;
    assert_eq!(run["counts"]["add"], 6, "{run}");
    app.apply(&owner, &run["change_set"]).await;
    // The first page comes, then it refuses whoever asks.
    let refuse = json!({ "path": "agents", "skip": 1, "times": 100, "kind": { "status": 403 } });
    running.fake.fail(serde_json::from_value(refuse).expect("a fault"));
    let run = app.sync(&owner, &connection, "sync_mappings").await;
    assert_eq!(run["state"], "failed", "{run}");
    assert_eq!(app.count("select count(*) from outside_accounts where gone").await, 0);
    assert_eq!(app.count("select count(*) from mappings where status = 'mapped'").await, 6);
    let shown = owner.ask("connections/get", json!({ "id": connection["id"] })).await;
    assert_eq!(shown["state"], "bad", "{shown}");
}
