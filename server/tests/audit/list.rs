//! Reading the activity.

use crate::common::{PASSWORD, TestApp};
use model::permission::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn the_activity_is_narrowed_by_what_who_when_and_how() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    app.person(&owner, "Élodie 100%", "elodie@example.com", "").await;
    let elodie = app.nobody();
    assert_eq!(elodie.post("/sign-in", &[("email", "elodie@example.com"), ("password", PASSWORD)]).await.status, 303);
    let middle = app.edge.services.clock.now().0 + 60_000;
    app.edge.services.clock.advance(120_000);
    owner.ask("departments/rename", json!({ "id": sales["id"], "name": "Trade", "revision": sales["revision"] })).await;
    elodie.post("/sign-out", &[]).await;

    for (query, wanted) in [
        (json!({ "subject": "department" }), &["update", "create"][..]),
        (json!({ "subject_id": sales["id"] }), &["update", "create"]),
        (json!({ "verb": "sign_out" }), &["sign_out"]),
        (json!({ "origin": "join" }), &["ask"]),
        (json!({ "from": middle }), &["sign_out", "update"]),
        (json!({ "until": middle, "subject": "department" }), &["create"]),
        (json!({ "from": middle, "until": middle }), &[]),
        (json!({ "actor": "Élodie" }), &["sign_out", "sign_in", "ask"]),
        (json!({ "actor": "LODIE 100%" }), &["sign_out", "sign_in", "ask"]),
        (json!({ "actor": "%" , "subject": "account" }), &["sign_out", "sign_in"]),
        (json!({ "actor": "owner", "subject": "department" }), &["update", "create"]),
        (json!({ "actor": "_" }), &[]),
        (json!({ "actor": "Ada", "verb": "sign_out" }), &[]),
    ] {
        let verbs: Vec<_> = owner.activity(query.clone()).await.iter().map(|entry| entry["verb"].clone()).collect();
        assert_eq!(verbs, wanted, "{query}");
    }
    let wrong = owner.call("audit/list", json!({ "query": { "verb": "explode" } })).await;
    assert_eq!(wrong.refusal(), (400, "malformed".into()));
}

#[tokio::test]
async fn the_activity_is_paged_newest_first_while_it_goes_on() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    for number in 0..5 {
        owner.add(&root, &format!("Department {number}")).await;
    }
    let (mut seen, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let query = json!({ "query": { "page": { "limit": 2, "cursor": cursor } } });
        let page = owner.ask("audit/list", query).await;
        seen.extend(page["items"].as_array().unwrap().iter().map(|entry| entry["seq"].as_i64().unwrap()));
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
        owner.ask("invitations/reset_door", json!({})).await;
    }
    assert_eq!(seen, [7, 6, 5, 4, 3, 2, 1]);
}

#[tokio::test]
async fn who_may_read_the_activity() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    for (client, allowed) in [
        (app.member(&owner, Role::AccountAdmin).await, true),
        (app.member(&owner, Role::Auditor).await, true),
        (app.head_of(&owner, &[&sales]).await, false),
        (app.member(&owner, Role::Member).await, false),
        (app.member(&owner, Role::Agent).await, false),
    ] {
        let answer = client.call("audit/list", json!({ "query": {} })).await;
        assert_eq!(answer.status == 200, allowed, "{}", answer.text());
        let history = client.call("members/get", json!({ "id": owner.me().await["member"] })).await;
        assert!(allowed || history.status != 200, "{}", history.text());
    }
    let theirs = stranger.activity(json!({})).await;
    let names: Vec<_> = theirs.iter().map(|entry| entry["subject_name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Otto Other", "Otto Other", "Other Works"], "signing in, and how it began");
    assert!(stranger.activity(json!({ "subject_id": sales["id"] })).await.is_empty());
}
