//! The store that speaks S3.

use super::settings;
use crate::common::{Client, TestApp};
use connectors::s3::fake::{FakeOptions, Mood, start};
use serde_json::{Value, json};

async fn connect(owner: &Client, url: &str) {
    let store = json!({
        "on": true, "endpoint": url, "region": "", "bucket": "muster", "prefix": "nightly", "access_key": "AKIDEXAMPLE",
    });
    let save = json!({ "settings": settings(owner, json!({ "store": store })).await, "secret": "fake-secret" });
    owner.ask("backups/save", json!({ "settings": save })).await;
}

async fn tested(app: &TestApp, owner: &Client) -> Value {
    let run = owner.ask("backups/test", json!({})).await;
    app.work().await;
    owner.ask("runs/get", json!({ "id": run["id"] })).await
}

#[tokio::test]
async fn a_backup_goes_to_the_store_and_comes_back_from_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let store = start(FakeOptions::default()).await.expect("a store");
    connect(&owner, &store.url()).await;
    let run = tested(&app, &owner).await;
    assert_eq!(run["state"], "done", "{run}");
    assert_eq!(store.names(), Vec::<String>::new(), "the test leaves nothing");
    let backup = app.back_up(&owner).await;
    assert_eq!((&backup["in_store"], &backup["problem"]), (&json!(true), &json!(null)), "{backup}");
    let name = format!("muster/nightly/{}", backup["file_name"].as_str().unwrap());
    assert_eq!(store.names(), [name]);

    std::fs::remove_file(TestApp::file_of(&backup)).unwrap();
    owner.ask("restores/begin", json!({ "backup": backup["id"], "passphrase": "" })).await;
    app.work().await;
    let page = owner.ask("backups/list", json!({})).await;
    assert_eq!(page["restore"]["state"], "ready", "{}", page["restore"]);
    owner.ask("backups/remove", json!({ "id": backup["id"] })).await;
    app.sweep().await;
    assert_eq!(store.names(), Vec::<String>::new(), "what is deleted here is deleted there");
}

#[tokio::test]
async fn a_store_that_refuses_or_fails_is_said_and_the_copy_here_stays() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let store = start(FakeOptions::default()).await.expect("a store");
    connect(&owner, &store.url()).await;
    for (mood, fault) in
        [(Mood::Refuses, "store_refused"), (Mood::NoBucket, "store_missing"), (Mood::Fails, "store_fails")]
    {
        store.set(mood);
        let run = tested(&app, &owner).await;
        assert_eq!(run["state"], "failed", "{fault}");
        assert!(run["problem"]["params"].to_string().contains(fault), "{fault}: {run}");
    }
    store.set(Mood::Refuses);
    let backup = app.back_up(&owner).await;
    assert_eq!(
        (&backup["state"], &backup["on_disk"], &backup["in_store"]),
        (&json!("verified"), &json!(true), &json!(false))
    );
    assert!(backup["problem"]["params"].to_string().contains("store_refused"), "{backup}");
    let run = owner.ask("runs/get", json!({ "id": backup["run"] })).await;
    assert_eq!(run["state"], "failed", "somebody has to look");
}
