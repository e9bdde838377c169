//! Making one.

use super::settings;
use crate::common::TestApp;
use reqwest::Method;
use serde_json::json;
use sha2::{Digest as _, Sha256};

#[tokio::test]
async fn a_backup_is_opened_and_checked_before_it_counts() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let backup = app.back_up(&owner).await;
    assert_eq!((&backup["state"], &backup["reason"]), (&json!("verified"), &json!("by_hand")), "{backup}");
    let rows = backup["findings"]["rows"].as_array().unwrap();
    assert!(rows.contains(&json!(["members", 2])), "{rows:?}");
    assert_eq!(backup["findings"]["chains"], 1);
    let bytes = std::fs::read(TestApp::file_of(&backup)).unwrap();
    assert_eq!(json!(bytes.len()), backup["size"]);
    assert_eq!(json!(hex::encode(Sha256::digest(&bytes))), backup["sha256"]);
    let left = |folder: &str| std::fs::read_dir(app.data().join(folder)).map_or(0, Iterator::count);
    assert_eq!((left("staging"), left("backups")), (0, 1), "nothing half done is left");

    let path = format!("/backups/{}/file", backup["id"].as_str().unwrap());
    let refused = owner.post(&path, &[]).await;
    assert_eq!(refused.status, 422, "in the clear only to whoever says that he knows");
    let fetched = owner.post(&path, &[("confirm", "everything")]).await;
    assert_eq!((fetched.status.as_u16(), fetched.body == bytes), (200, true));
    let verbs: Vec<String> = owner
        .activity(json!({ "subject": "backup" }))
        .await
        .iter()
        .map(|entry| entry["verb"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(verbs, ["export", "create", "start"]);

    owner.ask("backups/remove", json!({ "id": backup["id"] })).await;
    assert!(!TestApp::file_of(&backup).exists());
    app.sound().await;
}

#[tokio::test]
async fn with_a_passphrase_the_file_is_noise_and_needs_no_confirmation() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let short = json!({ "settings": { "settings": settings(&owner, json!({})).await, "passphrase": "short" } });
    assert_eq!(owner.call("backups/save", short).await.faults(), ["passphrase too_short 12"]);
    let save = json!({ "settings": settings(&owner, json!({})).await, "passphrase": "a passphrase of several words" });
    let saved = owner.ask("backups/save", json!({ "settings": save })).await;
    assert_eq!(saved["passphrase_set"], true);
    let backup = app.back_up(&owner).await;
    assert_eq!((&backup["state"], &backup["encrypted"]), (&json!("verified"), &json!(true)), "{backup}");
    let bytes = std::fs::read(TestApp::file_of(&backup)).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    let fetched = owner.post(&format!("/backups/{}/file", backup["id"].as_str().unwrap()), &[]).await;
    assert_eq!((fetched.status.as_u16(), fetched.body == bytes), (200, true));
    let told = owner.activity(json!({ "subject": "backup" })).await;
    assert!(!format!("{told:?}").contains("several words"), "the passphrase is in no activity");
}

#[tokio::test]
async fn a_copy_while_others_write_is_the_state_of_one_moment() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.ask("departments/tree", json!({})).await[0]["id"].clone();
    owner.ask("backups/begin", json!({})).await;
    let writing = async {
        for number in 0..40 {
            let new = json!({ "parent_id": root, "name": format!("Team {number}") });
            owner.ask("departments/add", json!({ "new": new })).await;
        }
    };
    tokio::join!(app.work(), writing);
    let backup = owner.ask("backups/list", json!({})).await["items"][0].clone();
    assert_eq!(backup["state"], "verified", "{backup}");
    assert_eq!(app.count("select count(*) from departments").await, 41, "no write was lost");
    let rows = |table: &str| {
        let rows = backup["findings"]["rows"].as_array().unwrap();
        rows.iter().find(|row| row[0] == table).unwrap()[1].as_i64().unwrap()
    };
    // Each department came with one entry of the activity: a torn copy would have one without the other.
    assert_eq!(backup["findings"]["entries"].as_i64().unwrap(), rows("audit"));
    let others = rows("audit") - (rows("departments") - 1);
    assert_eq!(others, 3, "the organisation, its owner, and that the backup was begun: {backup}");
}

#[tokio::test]
async fn a_script_makes_lists_and_fetches_backups() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let fresh =
        owner.ask("api_keys/create", json!({ "new": { "name": "Nightly", "scopes": ["backups.manage"] } })).await;
    let token = fresh["token"].as_str().unwrap();
    let nobody = app.nobody();
    let ask = |method: Method, path: String| nobody.request(method, &format!("/api/v1{path}")).bearer_auth(token);
    let begun = nobody.send(ask(Method::POST, "/backups".into())).await;
    assert_eq!(begun.status, 202, "{}", begun.text());
    app.work().await;
    let id = begun.json()["id"].as_str().unwrap().to_owned();
    let known = nobody.send(ask(Method::GET, format!("/backups/{id}"))).await;
    assert_eq!(known.json()["state"], "verified");
    assert_eq!(nobody.send(ask(Method::GET, format!("/backups/{id}/file"))).await.status, 422);
    let file = nobody.send(ask(Method::GET, format!("/backups/{id}/file?confirm=everything"))).await;
    assert_eq!(hex::encode(Sha256::digest(&file.body)), known.json()["sha256"].as_str().unwrap());
    let etag = known.header("etag").to_owned();
    let gone = nobody.send(ask(Method::DELETE, format!("/backups/{id}")).header("if-match", etag)).await;
    assert_eq!(gone.status, 204, "{}", gone.text());
    let list = nobody.send(ask(Method::GET, "/backups".into())).await;
    assert_eq!(list.json()["items"][0]["state"], "gone");
}
