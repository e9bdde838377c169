//! Members who are here already.

use super::{at, is, refusal, text};
use crate::common::TestApp;
use serde_json::{Value, json};

#[tokio::test]
async fn a_member_with_the_address_is_in_the_way_unless_the_connection_may_link() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let strict = app.provider(&owner, json!({})).await;
    for body in [
        json!({ "userName": "ANN@example.com" }),
        json!({ "userName": "x", "emails": [{ "value": "Ann@Example.com" }] }),
    ] {
        assert_eq!(refusal(&strict.post("/Users", body).await), is(409, "uniqueness"));
    }
    assert_eq!(strict.found("userName pr").await, Vec::<String>::new(), "whom it does not keep it never sees");
    let provider = app.provider(&owner, json!({ "link_by_email": "on" })).await;
    let body = json!({ "userName": "ann", "emails": [{ "value": "ann@example.com" }], "displayName": "Someone Else", "title": "Pilot" });
    let user = provider.user(body.clone()).await;
    assert_eq!(user["id"], ann["id"]);
    let row = owner.row(&ann["id"]).await;
    assert_eq!((&row["name"], &row["position"]), (&json!("Ann Able"), &json!("Pilot")), "her name is her own");
    assert_eq!(refusal(&strict.post("/Users", body).await), is(409, "uniqueness"), "one provider keeps her");
    assert_eq!(provider.delete(&at("Users", &user)).await.status, 204);
    let told = owner.activity(json!({ "subject": "member", "subject_id": ann["id"] })).await;
    let verbs: Vec<&str> = told.iter().take(3).map(|entry| text(&entry["verb"])).collect();
    assert_eq!(verbs, ["update", "suspend", "update"]);
}

#[tokio::test]
async fn whoever_is_linked_is_let_in_again_and_whoever_was_only_invited_is_not() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let gone = app.person(&owner, "Bob Back", "bob@example.com", "").await;
    owner.step(&ann["id"], "suspend").await;
    owner.step(&gone["id"], "terminate").await;
    let provider = app.provider(&owner, json!({ "link_by_email": "on" })).await;
    for (name, member) in [("ann@example.com", &ann), ("bob@example.com", &gone)] {
        let user = provider.named(name).await;
        assert_eq!((&user["id"], &user["active"]), (&member["id"], &json!(true)));
        assert_eq!(owner.row(&member["id"]).await["status"], "active");
    }
    owner.invite(&["li@example.com"]).await;
    assert_eq!(refusal(&provider.post("/Users", json!({ "userName": "li@example.com" })).await), is(409, "uniqueness"));
}

#[tokio::test]
async fn suspending_ends_sessions_and_keeps_what_the_member_holds() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let member = app.member(&owner, model::permission::Role::Member).await;
    let provider = app.provider(&owner, json!({ "link_by_email": "on" })).await;
    let user = provider.user(json!({ "userName": member.email })).await;
    assert_eq!(member.call("organisation/me", json!({})).await.status, 200);
    provider.patch(&at("Users", &user), json!([{ "op": "replace", "path": "active", "value": false }])).await;
    assert_eq!(member.call("organisation/me", json!({})).await.status, 401);
}

#[tokio::test]
async fn an_address_that_somebody_else_has_is_refused() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let user = provider.named("bob").await;
    let taken = json!([{ "op": "add", "path": "emails[type eq \"work\"].value", "value": "ada@example.com" }]);
    assert_eq!(refusal(&provider.patch(&at("Users", &user), taken).await), is(409, "uniqueness"));
    assert_eq!(owner.row(&user["id"]).await["email"], Value::Null);
}

#[tokio::test]
async fn what_is_held_about_a_person_includes_what_the_provider_sent() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let user = provider.user(json!({ "userName": "ana", "emails": [{ "value": "ana@example.com" }] })).await;
    provider.group("Pilots", &[&user]).await;
    let request = crate::privacy::asked(&owner, json!({ "member": user["id"] })).await;
    let made = owner.ask("privacy/start_dossier", json!({ "id": request["id"] })).await;
    app.work().await;
    let file = owner.get(&format!("/dossiers/{}/file.json", text(&made[0]["id"]))).await.json();
    assert_eq!(file["identity_providers"][0]["user_name"], "ana");
    assert_eq!(file["identity_provider_values"][0]["email"], "ana@example.com");
    assert_eq!(file["identity_provider_groups"][0]["name"], "Pilots");
}
