//! Groups that are departments, where the connection has that switched on.

use super::{Provider, at, connection, is, refusal, text};
use crate::common::{Client, TestApp, find};
use serde_json::{Value, json};

async fn departments(owner: &Client, user: &Value) -> Vec<String> {
    let row = owner.row(&user["id"]).await;
    row["departments"].as_array().expect("a list").iter().map(|place| text(&place["name"]).to_owned()).collect()
}

async fn switch(owner: &Client, provider: &Provider, settings: Value) -> crate::common::Answer {
    let now = owner.ask("connections/get", json!({ "id": provider.id })).await;
    let mut save = connection("Entra ID", settings);
    save["save"]["id"] = now["id"].clone();
    save["save"]["revision"] = now["revision"].clone();
    owner.call("connections/save", save).await
}

#[tokio::test]
async fn a_group_is_a_department_below_the_root_beside_the_others() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = text(&owner.root().await["name"]).to_owned();
    let provider = app.provider(&owner, json!({ "groups_are_departments": "on" })).await;
    let (ana, bob) = (provider.named("ana").await, provider.named("bob").await);
    let group = provider.group("Pilots", &[&ana]).await;
    let pilots = find(&json!(owner.tree().await), "name", "Pilots");
    assert_eq!((&pilots["source"], &pilots["parent_id"]), (&json!("scim"), &owner.root().await["id"]));
    assert_eq!(departments(&owner, &ana).await, [root.as_str(), "Pilots"]);
    let rename = owner
        .call("departments/rename", json!({ "id": pilots["id"], "name": "X", "revision": pilots["revision"] }))
        .await;
    assert_eq!(rename.refusal(), (409, "owned_upstream".to_owned()));

    let path = at("Groups", &group);
    let both = json!([{ "op": "replace", "value": { "displayName": "Crew", "members": [{ "value": bob["id"] }] } }]);
    assert_eq!(provider.patch(&path, both).await.status, 200);
    assert_eq!(departments(&owner, &ana).await, [root.as_str()]);
    assert_eq!(departments(&owner, &bob).await, [root.as_str(), "Crew"]);
    assert_eq!(find(&json!(owner.tree().await), "name", "Crew")["id"], pilots["id"], "the same department");
    assert_eq!(refusal(&provider.post("/Groups", json!({ "displayName": "a/b" })).await), is(400, "invalidValue"));
    assert_eq!(provider.delete(&path).await.status, 204);
    assert_eq!(owner.tree().await.len(), 1, "nobody is in it any more");
}

#[tokio::test]
async fn a_department_of_that_name_is_taken_and_stays_the_organisations() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let provider = app.provider(&owner, json!({ "groups_are_departments": "on" })).await;
    let ana = provider.named("ana").await;
    let group = provider.group("sales", &[&ana]).await;
    assert_eq!(owner.department(&sales["id"]).await["member_count"], 1);
    let renamed = provider
        .patch(&at("Groups", &group), json!([{ "op": "replace", "path": "displayName", "value": "Crew" }]))
        .await;
    assert_eq!(renamed.status, 200, "{}", renamed.text());
    let now = owner.department(&sales["id"]).await;
    assert_eq!((&now["name"], &now["member_count"]), (&json!("Sales"), &json!(0)));
    assert_eq!(find(&json!(owner.tree().await), "name", "Crew")["member_count"], 1);
    assert_eq!(provider.delete(&at("Groups", &group)).await.status, 204);
    assert_eq!(owner.tree().await.len(), 2);
}

#[tokio::test]
async fn the_switch_works_on_groups_that_are_there() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let ana = provider.named("ana").await;
    provider.group("Pilots", &[&ana]).await;
    assert_eq!(owner.tree().await.len(), 1);
    assert_eq!(switch(&owner, &provider, json!({ "groups_are_departments": "on" })).await.status, 200);
    let pilots = find(&json!(owner.tree().await), "name", "Pilots");
    assert_eq!((&pilots["source"], &pilots["member_count"]), (&json!("scim"), &json!(1)));
    assert_eq!(switch(&owner, &provider, json!({ "groups_are_departments": "off" })).await.status, 200);
    let pilots = find(&json!(owner.tree().await), "name", "Pilots");
    assert_eq!(
        (&pilots["source"], &pilots["member_count"]),
        (&json!("manual"), &json!(1)),
        "it stays, as if made here"
    );
    provider.group("a/b", &[]).await;
    let refused = switch(&owner, &provider, json!({ "groups_are_departments": "on" })).await;
    assert_eq!(refused.faults(), ["groups_are_departments malformed"]);
}

#[tokio::test]
async fn a_department_that_is_named_is_the_main_one_and_follows() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let sales = owner.add(&root, "Sales").await;
    owner.add(&sales, "North").await;
    owner.add(&root, "Crew").await;
    let provider = app.provider(&owner, json!({})).await;
    let ana = provider.user(json!({ "userName": "ana", super::WORK: { "department": "north" } })).await;
    assert_eq!(departments(&owner, &ana).await, ["North"]);
    let to = async |name: Value| {
        let path = format!("{}:department", super::WORK);
        let changed =
            provider.patch(&at("Users", &ana), json!([{ "op": "replace", "path": path, "value": name }])).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
        departments(&owner, &ana).await
    };
    assert_eq!(to(json!("Crew")).await, ["Crew"]);
    assert_eq!(to(json!("Nowhere")).await, [text(&root["name"])]);
    assert_eq!(to(json!("Sales")).await, ["Sales"]);
    assert_eq!(to(json!("")).await, [text(&root["name"])]);
}
