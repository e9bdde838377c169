//! What is refused, in SCIM's form, and told on the page of the connection.

use super::{Provider, at, is, refusal, text};
use crate::common::{Client, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

async fn failure(owner: &Client, provider: &Provider) -> String {
    let access = owner.ask("connections/scim_access", json!({ "id": provider.id })).await;
    text(&access["last_failure"]).to_owned()
}

#[tokio::test]
async fn what_cannot_be_read_or_taken_is_refused_and_nothing_is_written() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    for (body, kind) in [
        (json!({ "not": "a user" }), "invalidValue"),
        (json!({ "userName": " " }), "invalidValue"),
        (json!([]), "invalidSyntax"),
        (json!({ "userName": "a", "active": "perhaps" }), "invalidValue"),
        (json!({ "userName": "a", "emails": [{ "value": "no address" }] }), "invalidValue"),
        (json!({ "userName": "a", "title": "x".repeat(129) }), "invalidValue"),
        (json!({ "userName": "a\u{202E}b" }), "invalidValue"),
        (json!({ "userName": "x".repeat(300) }), "invalidValue"),
        (
            json!({ "userName": "a", "emails": [{ "value": "a@b.co", "primary": true }, { "value": "c@d.co", "primary": true }] }),
            "invalidValue",
        ),
    ] {
        assert_eq!(refusal(&provider.post("/Users", body.clone()).await), is(400, kind), "{body}");
    }
    let send = |kind: &'static str, body: &'static str| {
        provider.send(provider.request(Method::POST, "/Users").header("content-type", kind).body(body))
    };
    assert_eq!(refusal(&send("application/scim+json", "{").await), is(400, "invalidSyntax"));
    assert_eq!(refusal(&send("application/xml", "<a/>").await), is(415, ""));
    let large = "x".repeat(1024 * 1024 + 1);
    let large = provider.request(Method::POST, "/Users").header("content-type", "application/json").body(large);
    assert_eq!(refusal(&provider.send(large).await), is(413, ""));
    assert_eq!(app.count("select count(*) from members").await, 1);
    for query in ["startIndex=one", "count=1.5", "sortOrder=up", "sortBy=emails", "filter=nonsense"] {
        let refused = refusal(&provider.get(&format!("/Users?{query}")).await);
        assert_eq!(refused.0, 400, "{query}");
    }
    assert!(failure(&owner, &provider).await.starts_with("GET /scim/v2/Users: 400 "));
    provider.get("/Users/nobody").await;
    assert!(failure(&owner, &provider).await.contains(" 400 "), "that nobody is there is an answer");
}

#[tokio::test]
async fn a_patch_is_carried_out_whole_or_not_at_all() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let path = at("Users", &provider.named("ana").await);
    let before = provider.get(&path).await.json();
    for (operations, kind) in [
        (json!([{ "op": "replace", "path": "title", "value": "X" }, { "op": "remove" }]), "noTarget"),
        (
            json!([{ "op": "replace", "path": "title", "value": "X" }, { "op": "replace", "path": "id", "value": "x" }]),
            "mutability",
        ),
        (
            json!([{ "op": "replace", "path": "title", "value": "X" }, { "op": "replace", "path": "a[b", "value": "x" }]),
            "invalidPath",
        ),
        (
            json!([{ "op": "replace", "path": "title", "value": "X" }, { "op": "remove", "path": "userName" }]),
            "invalidValue",
        ),
    ] {
        assert_eq!(refusal(&provider.patch(&path, operations).await), is(400, kind));
    }
    assert_eq!(provider.get(&path).await.json(), before);
}

#[tokio::test]
async fn the_last_super_admin_stays_and_nobody_goes_who_has_more_rights_than_the_maker_of_the_token() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({ "link_by_email": "on" })).await;
    let ada = provider.named("ada@example.com").await;
    assert_eq!(ada["id"], owner.me().await["member"]);
    let path = at("Users", &ada);
    let off = json!([{ "op": "Replace", "path": "active", "value": "False" }]);
    assert_eq!(refusal(&provider.patch(&path, off.clone()).await), is(403, ""));
    assert_eq!(refusal(&provider.delete(&path).await), is(403, ""));
    assert_eq!(provider.get(&path).await.json()["active"], true);
    assert_eq!(owner.me().await["role"], "super_admin", "she is still signed in");

    let admin = app.member(&owner, model::permission::Role::AccountAdmin).await;
    let access = owner.ask("connections/scim_access", json!({ "id": provider.id })).await;
    let made = super::token_of(&provider.id, access["revision"].as_i64().unwrap(), 0);
    let fresh = admin.ask("connections/make_scim_token", made).await;
    let weaker = Provider { token: text(&fresh["token"]).to_owned(), ..provider };
    let second = app.member(&owner, model::permission::Role::SuperAdmin).await;
    let linked = weaker.user(json!({ "userName": second.email })).await;
    assert_eq!(refusal(&weaker.patch(&at("Users", &linked), off).await), is(403, ""));
}

#[tokio::test]
async fn switches_say_what_a_provider_may() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let user = provider.named("ana").await;
    let group = provider.group("Pilots", &[&user]).await;
    let switch = async |settings: Value| {
        let now = owner.ask("connections/get", json!({ "id": provider.id })).await;
        let mut save = super::connection("Entra ID", settings);
        save["save"]["id"] = now["id"].clone();
        save["save"]["revision"] = now["revision"].clone();
        owner.ask("connections/save", save).await;
    };
    let (path, team) = (at("Users", &user), at("Groups", &group));
    let off = json!([{ "op": "replace", "path": "active", "value": false }]);
    let title = json!([{ "op": "replace", "path": "title", "value": "Pilot" }]);
    switch(json!({ "may_create": "off", "may_change": "off", "may_deactivate": "off" })).await;
    assert_eq!(refusal(&provider.post("/Users", json!({ "userName": "bob" })).await), is(403, ""));
    assert_eq!(refusal(&provider.patch(&path, title.clone()).await), is(403, ""));
    assert_eq!(refusal(&provider.patch(&path, off.clone()).await), is(403, ""));
    assert_eq!(refusal(&provider.delete(&path).await), is(403, ""));
    assert_eq!(refusal(&provider.delete(&team).await), is(403, ""));
    assert_eq!(refusal(&provider.post("/Groups", json!({ "displayName": "Crew" })).await), is(403, ""));
    assert_eq!(provider.put(&path, json!({ "userName": "ana" })).await.status, 200, "nothing is changed");
    switch(json!({ "may_deactivate": "on", "may_change": "off" })).await;
    assert_eq!(provider.patch(&path, off).await.json()["active"], false);
    assert_eq!(refusal(&provider.patch(&path, title).await), is(403, ""));
}
