//! What is left alone when an import is put back.

use super::{bring, customer, rows};
use crate::common::{TestApp, find};
use serde_json::{Value, json};

const FILE: &[&[&str]] = &[
    &["Name", "E-mail", "Tags"],
    &["Held", "held@example.com", "Level/Gold"],
    &["Edited", "edited@example.com", ""],
    &["Untouched", "untouched@example.com", "Level/Gold"],
];

#[tokio::test]
async fn who_was_touched_since_and_who_something_hangs_on_stays() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let set = bring(&app, &owner, FILE, json!({ "create_tags": true })).await;
    let held = customer(&owner, "Held").await;
    let hold = json!({ "customer": held["row"]["id"], "reason": "court", "until": null });
    owner.ask("customers/hold", json!({ "place": hold })).await;
    let edited = customer(&owner, "Edited").await;
    let edit = json!({ "id": edited["row"]["id"], "revision": edited["row"]["revision"], "note": "called" });
    owner.ask("customers/edit", json!({ "edit": edit })).await;
    let back = app.undo(&owner, &set).await;
    assert_eq!(back["outcomes"], json!([["undone", 1], ["kept", 3]]), "{back}");
    let all = Value::Array(rows(&owner, &set).await);
    let why = |name: &str| find(&all, "name", name)["problem"]["params"][0][1].clone();
    assert_eq!((why("Held"), why("Edited"), why("Gold")), (json!("in_use"), json!("edited"), json!("in_use")));
    app.sound().await;
}

#[tokio::test]
async fn who_came_with_an_address_after_the_review_is_not_brought_twice() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let import = app.checked_customers(&owner, FILE, json!({ "create_tags": true })).await;
    let set = app.draft_file(&owner, &import).await;
    owner.ask("customers/add", json!({ "add": { "name": "Other", "email": "EDITED@example.com" } })).await;
    let done = app.apply(&owner, &set["id"]).await;
    assert_eq!(done["outcomes"], json!([["applied", 3], ["failed", 1]]), "{done}");
    let failed = find(&Value::Array(rows(&owner, &set).await), "name", "Edited");
    assert_eq!(failed["problem"]["code"], "taken");
}

#[tokio::test]
async fn whose_tag_was_left_out_in_the_review_is_told_so() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let import = app.checked_customers(&owner, FILE, json!({ "create_tags": true })).await;
    let set = app.draft_file(&owner, &import).await;
    let tag = find(&Value::Array(rows(&owner, &set).await), "name", "Gold");
    let tick = json!({ "set": set["id"], "rows": [tag["id"]], "accepted": false });
    owner.ask("changes/tick", json!({ "tick": tick })).await;
    let done = app.apply(&owner, &set["id"]).await;
    assert_eq!(done["outcomes"], json!([["applied", 1], ["failed", 2], ["skipped", 1]]), "{done}");
    let failed = find(&Value::Array(rows(&owner, &set).await), "name", "Held");
    assert_eq!(failed["problem"]["fields"][0]["field"], "tags", "{failed}");
}

#[tokio::test]
async fn who_is_erased_leaves_the_files_he_came_with() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let set = bring(&app, &owner, FILE, json!({ "create_tags": true })).await;
    let held = customer(&owner, "Held").await;
    let deletion =
        json!({ "ids": [held["row"]["id"]], "query": {}, "reason": "asked", "basis": "gdpr_17_1_b", "basis_note": "" });
    owner.ask("customers/delete", json!({ "deletion": deletion })).await;
    assert_eq!(app.count("select count(*) from import_rows where body like '%held@example.com%'").await, 1);
    app.tamper("update bin_customers set erase_at = 1").await;
    app.sweep().await;
    assert_eq!(app.count("select count(*) from erasures").await, 1);
    assert_eq!(app.count("select count(*) from import_rows where body like '%held@example.com%'").await, 0);
    assert_eq!(app.count("select count(*) from import_rows where body like '%edited@example.com%'").await, 1);
    assert_eq!(app.count("select count(*) from import_files").await, 0, "the file itself names him too");
    let import = owner.ask("imports/list", json!({ "kind": "customers", "page": {} })).await["items"][0].clone();
    assert_eq!(owner.get(&format!("/import/{}/rejected", import["id"].as_str().unwrap())).await.status, 200);
    let back = app.undo(&owner, &set).await;
    assert_eq!(back["outcomes"], json!([["undone", 3], ["kept", 1]]), "{back}");
}
