//! Okta: its own suite (R1 to R12), and what its two kinds of applications send.

use super::{at, is, refusal, text};
use crate::common::TestApp;
use serde_json::{Value, json};

const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

fn new_user() -> Value {
    json!({
        "schemas": [SCHEMA], "userName": "Runscope300@Example.com", "name": { "givenName": "Runscope", "familyName": "Runner" },
        "emails": [{ "primary": true, "value": "runscope300@example.com", "type": "work" }], "displayName": "Runscope Runner",
        "locale": "en-US", "externalId": "00ujl29u0le5T6Aj10h7", "groups": [], "password": "1mz050nq", "active": true,
    })
}

#[tokio::test]
async fn oktas_suite_is_passed() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    provider
        .user(json!({ "userName": "first", "name": { "givenName": "F", "familyName": "Irst" },
        "emails": [{ "value": "first@example.com", "primary": true }], "active": true }))
        .await;
    // R1, R2: a list of one, and that one.
    let list = provider.get("/Users?count=1&startIndex=1").await;
    assert_eq!(list.status, 200);
    let list = list.json();
    assert!(list["schemas"].as_array().unwrap().contains(&json!("urn:ietf:params:scim:api:messages:2.0:ListResponse")));
    for number in ["itemsPerPage", "startIndex", "totalResults"] {
        assert!(list[number].is_i64(), "{number}");
    }
    let first = &list["Resources"][0];
    for (part, there) in
        [("id", true), ("name", true), ("userName", true), ("active", true), ("emails", true), ("password", false)]
    {
        assert_eq!(first.get(part).is_some(), there, "{part}");
    }
    let one = provider.get(&at("Users", first)).await.json();
    assert_eq!((&one["id"], &one["emails"][0]["value"]), (&first["id"], &json!("first@example.com")));
    // R3, R4: nobody of that name, nobody of that id.
    assert_eq!(provider.found("userName eq \"nobody@example.com\"").await, Vec::<String>::new());
    let nobody = provider.get("/Users/010101001010101011001010101011").await;
    assert_eq!(refusal(&nobody), is(404, ""));
    // R5 to R7: made, found, not made twice.
    let made = provider.post("/Users", new_user()).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let user = made.json();
    assert_eq!((&user["active"], &user["name"]["familyName"]), (&json!(true), &json!("Runner")));
    assert!(user.get("password").is_none() && text(&user["userName"]) == "Runscope300@Example.com");
    assert_eq!(provider.get(&at("Users", &user)).await.status, 200);
    assert_eq!(refusal(&provider.post("/Users", new_user()).await), is(409, "uniqueness"));
    // R8: whatever the case.
    assert_eq!(provider.found("userName eq \"RUNSCOPE300@EXAMPLE.COM\"").await.len(), 1);
    // R9 to R12: groups, a wrong token, an address that is not there.
    let groups = provider.get("/Groups").await.json();
    assert_eq!((&groups["totalResults"], &groups["Resources"]), (&json!(0), &json!([])));
    let request = app.nobody().request(reqwest::Method::GET, "/scim/v2/Users").bearer_auth("non-token");
    assert_eq!(refusal(&app.nobody().send(request).await), is(401, ""));
    assert_eq!(refusal(&provider.get("/CustomResource/1010101").await), is(404, ""));
}

#[tokio::test]
async fn a_wizards_application_puts_everything() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let user = provider.user(new_user()).await;
    let mut body = user.clone();
    body["active"] = json!(false);
    body["name"]["familyName"] = json!("Walker");
    body["displayName"] = json!("Runscope Walker");
    let put = provider.put(&at("Users", &user), body.clone()).await;
    assert_eq!((put.status.as_u16(), &put.json()["active"]), (200, &json!(false)), "{}", put.text());
    let row = owner.row(&user["id"]).await;
    assert_eq!((&row["status"], &row["name"]), (&json!("suspended"), &json!("Runscope Walker")));
    body["active"] = json!(true);
    assert_eq!(provider.put(&at("Users", &user), body).await.json()["active"], true);
    assert_eq!(owner.row(&user["id"]).await["status"], "active");
}

#[tokio::test]
async fn a_catalogues_application_deactivates_by_patch() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let user = provider.user(new_user()).await;
    for active in [false, true] {
        let changed =
            provider.patch(&at("Users", &user), json!([{ "op": "replace", "value": { "active": active } }])).await;
        assert_eq!((changed.status.as_u16(), &changed.json()["active"]), (200, &json!(active)));
    }
}

#[tokio::test]
async fn a_group_is_pushed_renamed_and_unlinked() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let (ana, bob) = (provider.named("ana").await, provider.named("bob").await);
    let made = provider.post("/Groups", json!({ "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Test SCIMv2", "members": [] })).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let group = made.json();
    let path = at("Groups", &group);
    let renamed = provider
        .patch(&path, json!([{ "op": "replace", "value": { "id": group["id"], "displayName": "Test SCIMv2-0" } }]))
        .await;
    assert_eq!(renamed.json()["displayName"], "Test SCIMv2-0");
    let both = json!([
        { "op": "remove", "path": format!("members[value eq \"{}\"]", text(&bob["id"])) },
        { "op": "add", "path": "members", "value": [{ "value": ana["id"], "display": "ana" }] },
    ]);
    assert_eq!(provider.patch(&path, both).await.json()["members"][0]["value"], ana["id"]);
    let all = json!([{ "op": "replace", "path": "members", "value": [{ "value": bob["id"], "display": "bob" }] }]);
    let now = provider.patch(&path, all).await.json();
    assert_eq!((now["members"].as_array().unwrap().len(), &now["members"][0]["value"]), (1, &bob["id"]));
    let of = provider.get(&at("Users", &bob)).await.json();
    assert_eq!((&of["groups"][0]["value"], &of["groups"][0]["display"]), (&group["id"], &json!("Test SCIMv2-0")));
    assert_eq!(provider.delete(&path).await.status, 204);
    assert_eq!(provider.get(&path).await.status, 404);
    assert!(provider.get(&at("Users", &bob)).await.json().get("groups").is_none());
}
