//! Somebody asks to join who is here already: synchronised, without an account.

use super::{approve, ask, decide, join, link};
use crate::common::TestApp;
use crate::common::platform::Platform;
use serde_json::{Value, json};

/// A synchronised organisation, and the member of the first row that came from there.
async fn synchronised(app: &TestApp, owner: &crate::common::Client) -> Value {
    let platform = Platform::of(30, 5, 0).await;
    let connection = platform.connect(owner).await;
    app.bring_contacts(owner, &connection).await;
    let members = owner.page(json!({ "source": "wecom", "page": { "limit": 1 } })).await;
    members["items"][0].clone()
}

fn same_as(member: &Value) -> Value {
    json!({ "approve": { "department": null, "position": null, "same_as": member["id"] } })
}

#[tokio::test]
async fn a_synchronised_member_who_asks_to_join_stays_one_member_and_signs_in() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let here = synchronised(&app, &owner).await;
    let name = here["name"].as_str().unwrap();
    let (_, path) = link(&owner, json!({})).await;
    ask(&app.nobody(), &path, name, "same@example.com").await;

    let waiting = join(&owner, "same@example.com").await;
    let found = &waiting["matches"][0];
    assert_eq!((&found["id"], &found["same_address"]), (&here["id"], &json!(false)), "{waiting}");
    let before = app.count("select count(*) from members").await;
    assert!(decide(&owner, &waiting, same_as(&here)).await.is_null());

    assert_eq!(app.count("select count(*) from members").await, before - 1, "the row of the request is gone");
    let row = owner.row(&here["id"]).await;
    assert_eq!((&row["email"], &row["status"]), (&json!("same@example.com"), &json!("active")));
    assert_eq!(row["departments"], here["departments"], "what the platform says about him stays");
    assert_eq!(owner.names(json!({ "search": "same@example.com" })).await, [name], "found by his new address");
    let me = app.signed_in("same@example.com").await.me().await;
    assert_eq!(me["organisation"]["name"], "Harbour Works");
    assert_eq!(join(&owner, "same@example.com").await["state"], "approved");
    app.sound().await;
}

#[tokio::test]
async fn nobody_is_united_with_a_member_who_has_an_account_or_is_of_another_organisation() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let otto = app.stranger().await;
    let theirs = synchronised(&app, &otto).await;
    let ann = app.person(&owner, "Ann Applicant", "ann@example.com", "").await;
    let (_, path) = link(&owner, json!({})).await;
    ask(&app.nobody(), &path, "Ann Applicant", "second@example.com").await;
    let waiting = join(&owner, "second@example.com").await;
    assert_eq!(waiting["matches"], json!([]), "she has an account: she would have signed in with it");

    for wrong in [&theirs, &ann, &json!({ "id": "01890000-0000-7000-8000-000000000000" })] {
        let problem = decide(&owner, &waiting, same_as(wrong)).await;
        assert_eq!((&problem["code"], &problem["fields"][0]["field"]), (&json!("invalid"), &json!("same_as")));
    }
    assert_eq!(join(&owner, "second@example.com").await["state"], "waiting", "nothing was decided");
    assert!(decide(&owner, &waiting, approve()).await.is_null());
}

#[tokio::test]
async fn several_requests_are_never_one_member() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let here = synchronised(&app, &owner).await;
    let (_, path) = link(&owner, json!({})).await;
    for email in ["one@example.com", "two@example.com"] {
        ask(&app.nobody(), &path, here["name"].as_str().unwrap(), email).await;
    }
    let ids = json!([join(&owner, "one@example.com").await["id"], join(&owner, "two@example.com").await["id"]]);
    let answer = owner.call("joins/decide", json!({ "ids": ids, "decision": same_as(&here) })).await;
    assert_eq!(answer.code(), "invalid", "{}", answer.text());
    assert_eq!(answer.faults(), ["same_as out_of_range 1"]);

    assert!(decide(&owner, &join(&owner, "one@example.com").await, same_as(&here)).await.is_null());
    let second = join(&owner, "two@example.com").await;
    assert_eq!(second["matches"], json!([]), "he has an account now");
    assert_eq!(decide(&owner, &second, same_as(&here)).await["code"], "invalid");
}

#[tokio::test]
async fn a_role_that_one_could_not_give_is_not_handed_over_with_a_member() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let here = synchronised(&app, &owner).await;
    let change = json!({ "id": here["id"], "revision": here["revision"], "role": "account_admin", "scope": [] });
    owner.ask("members/change_role", json!({ "change": change })).await;
    let root = owner.root().await;
    let head = app.head_of(&owner, &[&root]).await;
    let (_, path) = link(&owner, json!({ "department": root["id"] })).await;
    ask(&app.nobody(), &path, here["name"].as_str().unwrap(), "sly@example.com").await;

    let waiting = join(&head, "sly@example.com").await;
    assert_eq!(decide(&head, &waiting, same_as(&here)).await["code"], "role_above_own");
    assert_eq!(join(&owner, "sly@example.com").await["state"], "waiting", "nothing was decided");
    assert!(decide(&owner, &waiting, same_as(&here)).await.is_null(), "the owner may");
    assert_eq!(app.signed_in("sly@example.com").await.me().await["role"], "account_admin");
}
