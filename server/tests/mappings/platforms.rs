//! The platforms themselves, played over HTTP.

use crate::common::TestApp;
use crate::common::platform::Platform;
use connectors::wecom::fake::FakeOptions;
use connectors::{cxone, ringcentral};
use serde_json::{Value, json};

/// The people of WeCom are those of the other platforms: the same seed, and their addresses.
const DOMAIN: &str = "example.test";

async fn office() -> (TestApp, crate::common::Client, Platform) {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform =
        Platform::with(FakeOptions { members: 60, departments: 6, customers: 0, ..FakeOptions::default() }).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    (app, owner, platform)
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
async fn the_members_of_wecom_get_their_accounts_of_ringcentral_and_twins_are_left_to_a_person() {
    let (app, owner, platform) = office().await;
    let options = ringcentral::fake::FakeOptions {
        seed: platform.options.seed,
        accounts: 60,
        mail_domain: DOMAIN.to_owned(),
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
    let run = app.sync(&owner, &connection, "sync_mappings").await;
    let found = run["counts"]["add"].as_i64().expect("a number");
    assert!(found >= 40, "{run}");
    app.apply(&owner, &run["change_set"]).await;
    let mapped = app.count("select count(*) from mappings where status = 'mapped'").await;
    assert_eq!(mapped, found);
    let several = app.count("select count(*) from mappings where reason = 'several'").await;
    assert!(several > 0, "two accounts of one address");
    let queues = app.count("select count(*) from outside_accounts where name like '%Queue%'").await;
    assert_eq!(queues, 0, "queues are nobody's account");
    app.sound().await;
}

#[tokio::test]
async fn a_directory_that_fails_half_way_takes_nobodys_account_away() {
    let (app, owner, platform) = office().await;
    let options = cxone::fake::FakeOptions {
        seed: platform.options.seed,
        agents: 60,
        mail_domain: DOMAIN.to_owned(),
        page: 20,
        per_second: 1_000,
        ..cxone::fake::FakeOptions::default()
    };
    let running = cxone::fake::start(options).await.expect("the fake starts");
    let connection = owner.ask("connections/save", json!({ "save": contact_centre(&running) })).await;
    let run = app.sync(&owner, &connection, "sync_mappings").await;
    assert!(run["counts"]["add"].as_i64().expect("a number") >= 30, "{run}");
    app.apply(&owner, &run["change_set"]).await;
    let mapped = app.count("select count(*) from mappings where status = 'mapped'").await;
    // The first page comes, then it refuses whoever asks.
    let refuse = json!({ "path": "agents", "skip": 1, "times": 100, "kind": { "status": 403 } });
    running.fake.fail(serde_json::from_value(refuse).expect("a fault"));
    let run = app.sync(&owner, &connection, "sync_mappings").await;
    assert_eq!(run["state"], "failed", "{run}");
    assert_eq!(app.count("select count(*) from outside_accounts where gone").await, 0);
    assert_eq!(app.count("select count(*) from mappings where status = 'mapped'").await, mapped);
    let shown = owner.ask("connections/get", json!({ "id": connection["id"] })).await;
    assert_eq!(shown["state"], "bad", "{shown}");
}
