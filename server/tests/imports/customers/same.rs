//! Customers who are here already: skipped, filled, overwritten, asked about, and those who are not.

use super::{bring, customer, names, rows};
use crate::common::{Client, TestApp};
use serde_json::{Value, json};

const HERE: &[&[&str]] = &[
    &["Name", "Company", "Phone", "E-mail", "Position", "Tags"],
    &["Lin Hua", "Harbour", "+8613800000001", "lin@example.com", "", "Level/Gold"],
    &["Mia", "", "", "mia@example.com", "Buyer", ""],
];
const COMES: &[&[&str]] = &[
    &["Name", "Company", "Phone", "E-mail", "Position", "Tags"],
    &["Lin Hua-Li", "Docks", "138 0000 0001", "", "Lead", "Level/Silver"],
    &["Mia", "Quay", "", "MIA@example.com", "Seller", ""],
    &["New", "Quay", "", "new@example.com", "", ""],
];

async fn start() -> (TestApp, Client) {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    bring(&app, &owner, HERE, json!({ "create_tags": true })).await;
    (app, owner)
}

/// Name, company and position, with the tags.
async fn told(owner: &Client, name: &str) -> String {
    let found = customer(owner, name).await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    format!("{}|{}|{}", text(&found["row"]["company"]), text(&found["position"]), names(&found["own_tags"]).join(","))
}

#[tokio::test]
async fn each_policy_does_what_it_says() {
    for (policy, outcome, lin, mia) in [
        ("skip", json!([["applied", 1]]), ("Lin Hua", "Harbour||Gold"), "|Buyer|"),
        ("fill_empty", json!([["applied", 3]]), ("Lin Hua", "Harbour|Lead|Gold"), "Quay|Buyer|"),
        ("overwrite", json!([["applied", 4]]), ("Lin Hua-Li", "Docks|Lead|Silver"), "Quay|Seller|"),
    ] {
        let (app, owner) = start().await;
        let before = app.dump().await;
        let set = bring(&app, &owner, COMES, json!({ "duplicates": policy, "create_tags": true })).await;
        assert_eq!(set["outcomes"], outcome, "{policy}: {set}");
        assert_eq!(told(&owner, lin.0).await, lin.1, "{policy}");
        assert_eq!(told(&owner, "Mia").await, mia, "{policy}");
        assert_eq!(told(&owner, "New").await, "Quay||");
        app.undo(&owner, &set).await;
        assert_eq!(app.dump().await, before, "{policy}");
        app.sound().await;
    }
}

#[tokio::test]
async fn only_those_who_are_here_are_changed_where_nobody_is_to_be_added() {
    let (app, owner) = start().await;
    let options = json!({ "duplicates": "overwrite", "add_new": false, "create_tags": true });
    let import = app.checked_customers(&owner, COMES, options).await;
    let found = owner.findings(&import["id"]).await;
    assert!(found.contains(&"4 info - not_here".to_owned()), "{found:?}");
    let set = app.draft_file(&owner, &import).await;
    assert_eq!((&set["counts"]["add"], &set["counts"]["unchanged"]), (&json!(1), &json!(1)), "a tag: {set}");
    app.apply(&owner, &set["id"]).await;
    assert_eq!(app.count("select count(*) from customers").await, 2);
    let mut none = import["options"].clone();
    none["duplicates"] = json!("skip");
    let save = json!({ "id": import["id"], "revision": 1, "options": none });
    assert_eq!(owner.call("imports/save", save).await.faults(), ["duplicates malformed"]);
}

#[tokio::test]
async fn name_and_company_tell_who_is_meant_only_where_that_is_wanted() {
    let (app, owner) = start().await;
    let file: &[&[&str]] = &[&["Name", "Company", "Position"], &["Lin Hua", "Harbour", "Lead"]];
    let import = app.checked_customers(&owner, file, json!({ "duplicates": "overwrite" })).await;
    assert!(owner.findings(&import["id"]).await.is_empty());
    let import = app.checked_customers(&owner, file, json!({ "duplicates": "overwrite", "match_names": true })).await;
    assert_eq!(owner.findings(&import["id"]).await, ["2 info name same_name_here"]);
    let set = app.draft_file(&owner, &import).await;
    assert_eq!(set["counts"]["change"], 1);
}

#[tokio::test]
async fn a_conflict_of_a_file_is_decided_row_by_row() {
    let (app, owner) = start().await;
    let import = app.checked_customers(&owner, &COMES[..2], json!({ "duplicates": "ask", "create_tags": true })).await;
    let set = app.draft_file(&owner, &import).await;
    let row = rows(&owner, &set).await.into_iter().find(|row| row["verdict"] == "conflict").expect("a conflict");
    assert_eq!(row["reason"], "same_phone");
    let resolve = |way: &str| json!({ "set": set["id"], "row": row["id"], "resolution": way });
    assert_eq!(owner.call("changes/resolve", resolve("add_new")).await.faults(), ["resolution unknown"]);
    owner.ask("changes/resolve", resolve("take_theirs")).await;
    app.apply(&owner, &set["id"]).await;
    assert_eq!(told(&owner, "Lin Hua-Li").await, "Docks|Lead|Silver");
}
