//! Groups and who is in them.

use super::{at, is, refusal, text};
use crate::common::TestApp;
use serde_json::{Value, json};

fn ids(group: &Value) -> Vec<String> {
    let mut ids: Vec<String> =
        group["members"].as_array().into_iter().flatten().map(|one| text(&one["value"]).to_owned()).collect();
    ids.sort();
    ids
}

#[tokio::test]
async fn a_group_has_users_who_are_known_here() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let ana = provider.named("ana").await;
    let group = provider.group("Pilots", &[&ana]).await;
    let member = &group["members"][0];
    assert_eq!(
        (&member["value"], &member["$ref"], &member["type"]),
        (&ana["id"], &ana["meta"]["location"], &json!("User"))
    );
    let unknown = json!([{ "op": "add", "path": "members", "value": [{ "value": "nobody" }] }]);
    assert_eq!(refusal(&provider.patch(&at("Groups", &group), unknown.clone()).await), is(400, "invalidValue"));
    let ada = owner.me().await["member"].clone();
    let body = json!({ "displayName": "Crew", "members": [{ "value": ada }] });
    assert_eq!(refusal(&provider.post("/Groups", body).await), is(400, "invalidValue"), "a member is no user");
    assert_eq!(refusal(&provider.post("/Groups", json!({ "displayName": "PILOTS" })).await), is(409, "uniqueness"));
    assert_eq!(refusal(&provider.post("/Groups", json!({ "members": [] })).await), is(400, "invalidValue"));

    let lenient = app.provider(&owner, json!({ "skip_unknown": "on" })).await;
    let bob = lenient.named("bob").await;
    let crew = lenient.group("Crew", &[&bob]).await;
    let same = lenient.patch(&at("Groups", &crew), unknown).await;
    assert_eq!((same.status.as_u16(), ids(&same.json())), (200, ids(&crew)), "whoever is unknown is left out");
}

#[tokio::test]
async fn a_group_in_a_group_is_refused_in_words_also_where_whoever_is_unknown_is_left_out() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({ "skip_unknown": "on" })).await;
    let ana = provider.named("ana").await;
    let inner = provider.group("Pilots", &[&ana]).await;
    let nested = json!({ "value": inner["id"], "type": "Group" });
    let made = provider.post("/Groups", json!({ "displayName": "Crew", "members": [nested] })).await;
    assert_eq!(refusal(&made), is(400, "invalidValue"), "{}", made.text());
    assert!(text(&made.json()["detail"]).contains("Groups inside of groups"), "{}", made.text());
    let crew = provider.group("Crew", &[&ana]).await;
    let by_address = json!({ "value": inner["id"], "$ref": inner["meta"]["location"] });
    for value in [nested.clone(), by_address] {
        let add = json!([{ "op": "add", "path": "members", "value": [value] }]);
        let patched = provider.patch(&at("Groups", &crew), add).await;
        assert_eq!(refusal(&patched), is(400, "invalidValue"), "{}", patched.text());
    }
    assert_eq!(ids(&provider.get(&at("Groups", &crew)).await.json()), [text(&ana["id"])]);
}

#[tokio::test]
async fn put_makes_a_group_what_it_says_and_the_activity_tells_who_came_and_went() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let (ana, bob) = (provider.named("ana").await, provider.named("bob").await);
    let group = provider.group("Pilots", &[&ana]).await;
    let tag = provider.get(&at("Users", &bob)).await.header("etag").to_owned();
    let body = json!({ "displayName": "Crew", "externalId": "g", "members": [{ "value": bob["id"] }] });
    let put = provider.put(&at("Groups", &group), body).await;
    assert_eq!((put.status.as_u16(), ids(&put.json())), (200, vec![text(&bob["id"]).to_owned()]), "{}", put.text());
    assert_ne!(provider.get(&at("Users", &bob)).await.header("etag"), tag, "his groups are others now");
    let told = owner.activity(json!({ "subject": "group" })).await;
    assert_eq!((&told[0]["verb"], &told[0]["subject_name"]), (&json!("update"), &json!("Crew")));
    let after: Value = serde_json::from_str(text(&told[0]["after"])).unwrap();
    assert_eq!(after, json!({ "name": "Crew", "external_id": "g", "added": ["bob"], "removed": ["ana"] }));
    assert_eq!(told[0]["actor"], "SCIM Entra ID");
    let events = app.count("select count(*) from audit where subject = 'group'").await;
    provider
        .put(
            &at("Groups", &group),
            json!({ "displayName": "Crew", "externalId": "g", "members": [{ "value": bob["id"] }] }),
        )
        .await;
    assert_eq!(app.count("select count(*) from audit where subject = 'group'").await, events, "no change, no entry");
}

#[tokio::test]
async fn whoever_is_deleted_leaves_his_groups() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let (ana, bob) = (provider.named("ana").await, provider.named("bob").await);
    let group = provider.group("Pilots", &[&ana, &bob]).await;
    assert_eq!(provider.delete(&at("Users", &ana)).await.status, 204);
    assert_eq!(ids(&provider.get(&at("Groups", &group)).await.json()), [text(&bob["id"])]);
    assert_eq!(provider.found(&format!("groups.value eq \"{}\"", text(&group["id"]))).await, ["bob"]);
}

#[tokio::test]
async fn many_come_at_once() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let group = provider.group("All", &[]).await;
    let mut users = Vec::new();
    for number in 0..30 {
        users.push(json!({ "value": provider.named(&format!("user{number}")).await["id"] }));
    }
    let operations: Vec<Value> =
        users.chunks(10).map(|some| json!({ "op": "Add", "path": "members", "value": some })).collect();
    let changed = provider.patch(&at("Groups", &group), json!(operations)).await;
    assert_eq!(changed.json()["members"].as_array().unwrap().len(), 30);
    let removed: Vec<Value> = users
        .iter()
        .map(|user| json!({ "op": "remove", "path": format!("members[value eq {}]", user["value"]) }))
        .collect();
    assert!(provider.patch(&at("Groups", &group), json!(removed)).await.json().get("members").is_none());
}
