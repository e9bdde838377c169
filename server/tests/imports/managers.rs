//! Managers who come with the same file.

use super::common::csv;
use crate::common::{TestApp, find};
use serde_json::{Value, json};

const CREW: &[&[&str]] = &[
    &["Name", "E-mail", "Manager (e-mail)"],
    &["Cid", "cid@example.com", "BEN@example.com"],
    &["Ben", "ben@example.com", "ann@example.com"],
    &["Ann", "ann@example.com", "ada@example.com"],
    &["Xen", "xen@example.com", "yan@example.com"],
    &["Yan", "yan@example.com", "xen@example.com"],
    &["Zoe", "zoe@example.com", "nobody@example.com"],
];

#[tokio::test]
async fn a_chain_of_managers_comes_with_one_file_and_goes_with_its_undo() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let before = app.dump().await;
    let import = app.checked(&owner, CREW, json!({})).await;
    assert_eq!(
        owner.findings(&import["id"]).await,
        ["5 warning manager manager_circle", "6 warning manager manager_circle", "7 warning manager manager_unknown"]
    );
    assert_eq!((&import["counts"]["warning"], &import["counts"]["fine"]), (&json!(3), &json!(3)), "{import}");
    let set = app.draft_file(&owner, &import).await;
    let done = app.apply(&owner, &set["id"]).await;
    assert_eq!(done["outcomes"], json!([["applied", 6]]), "{done}");
    let page = owner.page(json!({ "statuses": ["invited"] })).await;
    for (name, manager) in [("Cid", "Ben"), ("Ben", "Ann"), ("Ann", "Ada Owner")] {
        let row = find(&page["items"], "name", name);
        let detail = owner.ask("members/get", json!({ "id": row["id"] })).await;
        assert_eq!(detail["manager"][1], manager, "{name}");
    }
    let zoe = find(&page["items"], "name", "Zoe");
    assert_eq!(owner.ask("members/get", json!({ "id": zoe["id"] })).await["manager"], Value::Null);
    let back = app.undo(&owner, &set).await;
    assert_eq!(back["outcomes"], json!([["undone", 6]]), "{back}");
    assert_eq!(app.dump().await, before);
    app.sound().await;
}

#[tokio::test]
async fn who_is_here_gets_a_manager_who_is_new() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let cid = app.person(&owner, "Cid", "cid@example.com", "").await;
    let import = app.read_file(&owner, "crew.csv", &csv(&CREW[..4])).await;
    let import = app.check_file(&owner, &import, json!({ "duplicates": "overwrite" })).await;
    let set = app.draft_file(&owner, &import).await;
    let done = app.apply(&owner, &set["id"]).await;
    assert_eq!(done["outcomes"], json!([["applied", 3]]), "{done}");
    let detail = owner.ask("members/get", json!({ "id": cid["id"] })).await;
    assert_eq!(detail["manager"][1], "Ben");
}

#[tokio::test]
async fn whose_manager_was_left_out_in_the_review_is_told_so() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let import = app.checked(&owner, &CREW[..4], json!({})).await;
    let set = app.draft_file(&owner, &import).await;
    let rows = owner.ask("changes/rows", json!({ "query": { "set": set["id"] } })).await["items"].clone();
    let ann = find(&rows, "name", "Ann");
    let tick = json!({ "set": set["id"], "rows": [ann["id"]], "accepted": false });
    owner.ask("changes/tick", json!({ "tick": tick })).await;
    let done = app.apply(&owner, &set["id"]).await;
    assert_eq!(done["outcomes"], json!([["failed", 2], ["skipped", 1]]), "{done}");
    let rows = owner.ask("changes/rows", json!({ "query": { "set": set["id"], "outcome": "failed" } })).await;
    let ben = find(&rows["items"], "name", "Ben");
    assert_eq!(ben["problem"]["fields"][0]["field"], "manager", "{ben}");
}
