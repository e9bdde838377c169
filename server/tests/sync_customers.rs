//! *Sync customers*, from the button to the undo, against the fake.

use crate::common::platform::{Platform, outcome};
use crate::common::{Client, TestApp};
use connectors::wecom::fake::{Action, FakeOptions};
use serde_json::{Value, json};

async fn customers(owner: &Client, query: Value) -> Value {
    let mut query = query;
    query["page"] = json!({ "limit": 500, "count": true });
    owner.ask("customers/list", json!({ "query": query })).await
}

async fn relations(owner: &Client, id: &Value) -> Vec<Value> {
    let detail = owner.ask("customers/get", json!({ "id": id })).await;
    detail["relations"].as_array().expect("relations").clone()
}

#[tokio::test]
async fn customers_come_with_every_relation_and_can_be_put_back_whole() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(60, 12, 200).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    assert_eq!(run["state"], "waiting_review", "{run}");
    let set = app.apply(&owner, &run["change_set"]).await;
    assert_eq!(outcome(&set, "failed"), 0, "{set}");
    let all = customers(&owner, json!({})).await;
    assert_eq!(all["total"], 200);
    let shared = all["items"].as_array().unwrap().iter().find(|row| row["owners"].as_array().unwrap().len() > 1);
    let shared = shared.expect("a customer with two owners");
    assert_eq!(relations(&owner, &shared["id"]).await.len(), shared["owners"].as_array().unwrap().len());

    let again = app.sync(&owner, &connection, "sync_customers").await;
    assert_eq!((again["state"].as_str(), again["counts"]["change"].as_i64()), (Some("done"), Some(0)), "{again}");

    owner.ask("changes/undo", json!({ "id": set["id"] })).await;
    app.work().await;
    assert_eq!(customers(&owner, json!({})).await["total"], 0);
    app.sound().await;
}

#[tokio::test]
async fn a_customer_is_found_by_owner_name_pinyin_and_tag() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(60, 12, 200).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    app.apply(&owner, &run["change_set"]).await;
    let all = customers(&owner, json!({})).await["items"].as_array().unwrap().clone();
    let some = all.iter().find(|row| !row["tags"].as_array().unwrap().is_empty()).expect("a tagged one");
    let holds = |page: &Value| page["items"].as_array().unwrap().iter().any(|row| row["id"] == some["id"]);
    assert!(holds(&customers(&owner, json!({ "search": some["name"] })).await));
    assert!(holds(&customers(&owner, json!({ "owner": some["owners"][0]["member_id"] })).await));
    assert!(holds(&customers(&owner, json!({ "tags": [some["tags"][0]["id"]] })).await));
    assert!(!holds(&customers(&owner, json!({ "search": "zzzz nothing" })).await));
}

#[tokio::test]
async fn a_customer_whom_his_only_member_removed_is_gone_and_comes_back_when_added_again() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(60, 12, 200).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    app.apply(&owner, &run["change_set"]).await;
    let all = customers(&owner, json!({})).await["items"].as_array().unwrap().clone();
    let single = all.iter().find(|row| row["owners"].as_array().unwrap().len() == 1).unwrap().clone();
    let detail = owner.ask("customers/get", json!({ "id": single["id"] })).await;
    let member = owner.ask("members/get", json!({ "id": single["owners"][0]["member_id"] })).await;
    let userid = member["external_id"].as_str().unwrap().to_owned();
    let external = detail["external_id"].as_str().unwrap().to_owned();
    let remove = Action::CustomerRemove { userid: userid.clone(), external_userid: external.clone() };
    platform.running.fake.act(remove).unwrap();
    let run = app.sync(&owner, &connection, "sync_customers").await;
    assert_eq!(run["counts"]["leave"], 1, "{run}");
    app.apply(&owner, &run["change_set"]).await;
    assert_eq!(customers(&owner, json!({})).await["total"], 199);
    assert_eq!(relations(&owner, &single["id"]).await[0]["state"], "ended");
}

#[tokio::test]
async fn while_somebody_is_left_out_for_want_of_a_licence_nobody_is_taken_for_gone() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let options = FakeOptions { members: 60, departments: 12, customers: 200, ..FakeOptions::default() };
    let platform = Platform::with(options.clone()).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    app.apply(&owner, &run["change_set"]).await;

    let poorer = Platform::with(FakeOptions { unlicensed_percent: 40, ..options }).await;
    let mut save = poorer.settings();
    save["id"] = connection["id"].clone();
    save["revision"] = connection["revision"].clone();
    owner.ask("connections/save", json!({ "save": save })).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    assert_eq!((run["state"].as_str(), run["counts"]["leave"].as_i64()), (Some("done"), Some(0)), "{run}");
    assert_eq!(customers(&owner, json!({})).await["total"], 200);
}

#[tokio::test]
async fn a_relation_whose_owner_is_not_here_fails_with_the_reason_and_can_be_retried() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(60, 12, 100).await;
    let connection = platform.connect(&owner).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    let set = app.apply(&owner, &run["change_set"]).await;
    assert!(outcome(&set, "failed") > 0, "{set}");
    let query = json!({ "query": { "set": set["id"], "state": "failed", "page": { "limit": 1 } } });
    let row = owner.ask("changes/rows", query).await["items"][0].clone();
    assert_eq!(row["problem"]["params"][0], json!(["what", "owner"]), "{row}");
    app.bring_contacts(&owner, &connection).await;
    owner.ask("changes/retry", json!({ "id": set["id"] })).await;
    app.work().await;
    let set = owner.ask("changes/get", json!({ "id": set["id"] })).await;
    assert_eq!(outcome(&set, "failed"), 0, "{set}");
    assert_eq!(customers(&owner, json!({})).await["total"], 100);
}
