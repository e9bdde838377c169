//! The real program, killed around the change of places: what is there afterwards is one of the two, whole.

use crate::common::{Client, PASSWORD};
use crate::crash::Installation;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Asks until the page is as it should be.
async fn wait(owner: &Client, is: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let answer = owner.call("backups/list", json!({})).await;
        if answer.status == 200 && is(&answer.json()) {
            return answer.json();
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{} {}", answer.status, answer.text());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Whoever signs in before the change of places has no session after it: signs in until the restore took place.
async fn restored(installation: &Installation) -> Client {
    let began = Instant::now();
    loop {
        let client = Client::new(&installation.options().public_url);
        let signed = client.post("/sign-in", &[("email", "ada@example.com"), ("password", PASSWORD)]).await;
        let page = client.call("backups/list", json!({})).await;
        if signed.status == 303 && page.status == 200 && page.json()["restore"]["state"] == "done" {
            return client;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{} {}", page.status, page.text());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn a_server_killed_around_a_restore_has_either_state_whole() {
    for pause in [0, 30, 80, 160, 320, 700] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut installation = Installation::new(folder.path(), 1).await;
        let owner = installation.owner().await;
        owner.ask("backups/begin", json!({})).await;
        let page = wait(&owner, |page| page["items"][0]["state"] == "verified").await;
        let root = owner.ask("departments/tree", json!({})).await[0]["id"].clone();
        owner.ask("departments/add", json!({ "new": { "parent_id": root, "name": "Later" } })).await;
        owner.ask("restores/begin", json!({ "backup": page["items"][0]["id"], "passphrase": "" })).await;
        let ready = wait(&owner, |page| page["restore"]["state"] == "ready").await;
        owner.ask("restores/confirm", json!({ "id": ready["restore"]["id"], "word": "RESTORE" })).await;
        tokio::time::sleep(Duration::from_millis(pause)).await;
        installation.kill();
        installation.start();
        // A restore that was confirmed takes place, whatever came in between.
        let again = restored(&installation).await;
        let tree = again.ask("departments/tree", json!({})).await;
        assert_eq!(tree.as_array().map(Vec::len), Some(1), "after {pause} ms: {tree}");
        installation.kill();
        assert!(!folder.path().join("restore.json").exists());
        let services = domain::Services::open(installation.options()).await.expect("the data opens");
        let report = domain::check::all(&services).await.expect("the check runs");
        assert!(report.sound, "after {pause} ms: {:#?}", report.lines);
        services.store.close().await;
    }
}
