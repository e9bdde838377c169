//! Entra ID, request by request: matching, its own dialect of PATCH, and the one with the flag.

use super::{WORK, at, text};
use crate::common::TestApp;
use serde_json::{Value, json};

/// As Entra ID's default mappings send it.
fn new_user() -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", WORK], "externalId": "58342554", "userName": "ana@example.com",
        "active": true, "displayName": "Ana Lima", "emails": [{ "type": "work", "value": "ana@example.com", "primary": true }],
        "meta": { "resourceType": "User" }, "name": { "formatted": "Ana Lima", "familyName": "Lima", "givenName": "Ana" }, "roles": [],
        "addresses": [{ "type": "work", "formatted": "Quay 3" }], "preferredLanguage": "pt-BR",
    })
}

#[tokio::test]
async fn a_connection_is_tested_with_a_user_that_is_not_there() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    assert_eq!(provider.found("userName eq \"7c0b5d4e-3f0a-4d0e-8a39-0f3d6a5b7c11\"").await, Vec::<String>::new());
}

#[tokio::test]
async fn a_user_comes_changes_and_goes_in_entras_own_dialect() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let ana = provider.user(new_user()).await;
    let boss = provider.named("boss@example.com").await;
    for filter in [
        "externalId eq \"58342554\"",
        "emails[type eq \"work\"].value eq \"ana@example.com\"",
        "userName eq \"ANA@example.com\"",
    ] {
        assert_eq!(provider.found(filter).await, ["ana@example.com"], "{filter}");
    }
    let changed = provider
        .patch(
            &at("Users", &ana),
            json!([
                { "op": "Replace", "path": "displayName", "value": "Ana Lima Dias" },
                { "op": "Replace", "path": "name.familyName", "value": "Lima Dias" },
                { "op": "Replace", "path": "emails[type eq \"work\"].value", "value": "ana.dias@example.com" },
                { "op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+5511999990000" },
                { "op": "Add", "path": format!("{WORK}:department"), "value": "Ops" },
                { "op": "Add", "path": format!("{WORK}:manager"), "value": boss["id"] },
                { "op": "Add", "path": "addresses[type eq \"work\"].locality", "value": "Santos" },
                { "op": "Remove", "path": "title" },
            ]),
        )
        .await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let row = owner.row(&ana["id"]).await;
    assert_eq!((&row["name"], &row["email"]), (&json!("Ana Lima Dias"), &json!("ana.dias@example.com")));
    assert_eq!((&row["phone"], &row["manager_id"]), (&json!("+5511999990000"), &boss["id"]));

    let off =
        provider.patch(&at("Users", &ana), json!([{ "op": "Replace", "path": "active", "value": "False" }])).await;
    assert_eq!((off.status.as_u16(), &off.json()["active"]), (200, &json!(false)));
    assert_eq!(owner.row(&ana["id"]).await["status"], "suspended");
    assert_eq!(
        provider.found("userName eq \"ana@example.com\"").await,
        ["ana@example.com"],
        "who is off is still found"
    );
    let on = provider.patch(&at("Users", &ana), json!([{ "op": "Replace", "path": "active", "value": "True" }])).await;
    assert_eq!(on.json()["active"], true);
    let told = owner.activity(json!({ "subject": "member", "subject_id": ana["id"] })).await;
    let verbs: Vec<&str> = told.iter().map(|entry| text(&entry["verb"])).collect();
    assert_eq!(verbs, ["resume", "suspend", "update", "create"]);
    assert!(told.iter().all(|entry| entry["actor"] == "SCIM Entra ID"));
    assert_eq!(provider.delete(&at("Users", &ana)).await.status, 204);
    assert_eq!(owner.row(&ana["id"]).await["status"], "suspended", "nothing of her is deleted");
}

#[tokio::test]
async fn with_the_flag_one_operation_has_all_of_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let ana = provider.user(new_user()).await;
    let path = format!("{}?aadOptscim062020", at("Users", &ana));
    let changed = provider.patch(&path, json!([{ "op": "replace", "value": {
        "displayName": "Anna", "name.givenName": "Anna", "emails[type eq \"work\"].value": "anna@example.com", "active": false,
        format!("{WORK}:department"): "Ops", "title": "Pilot",
    } }])).await;
    let now = changed.json();
    assert_eq!(
        (&now["displayName"], &now["name"]["givenName"], &now["active"]),
        (&json!("Anna"), &json!("Anna"), &json!(false)),
        "{now}"
    );
    assert_eq!((&now["emails"][0]["value"], &now[WORK]["department"]), (&json!("anna@example.com"), &json!("Ops")));
    assert_eq!(owner.row(&ana["id"]).await["position"], "Pilot");
}

#[tokio::test]
async fn a_group_is_matched_filled_and_emptied() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = app.provider(&owner, json!({})).await;
    let (ana, bob) = (provider.named("ana").await, provider.named("bob").await);
    let new = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group", "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
        "externalId": "8aa1a0c0", "displayName": "Support", "meta": { "resourceType": "Group" },
    });
    let made = provider.post("/Groups", new.clone()).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let group = made.json();
    assert_eq!(provider.post("/Groups", new).await.status, 409);
    let found = provider.get("/Groups?filter=displayName%20eq%20%22support%22&excludedAttributes=members").await.json();
    assert_eq!((&found["totalResults"], &found["Resources"][0]["id"]), (&json!(1), &group["id"]));

    let path = at("Groups", &group);
    let added = json!([{ "op": "Add", "path": "members", "value": [{ "value": ana["id"] }, { "value": bob["id"] }] }]);
    assert_eq!(provider.patch(&path, added.clone()).await.json()["members"].as_array().unwrap().len(), 2);
    let tag = provider.get(&path).await.header("etag").to_owned();
    assert_eq!(provider.patch(&path, added).await.header("etag"), tag, "who is in comes no second time");
    let probe = format!(
        "/Groups?filter=id%20eq%20%22{}%22%20and%20members%20eq%20%22{}%22",
        text(&group["id"]),
        text(&ana["id"])
    );
    assert_eq!(provider.get(&probe).await.json()["totalResults"], 1);
    let removed = json!([{ "op": "Remove", "path": "members", "value": [{ "$ref": null, "value": ana["id"] }] }]);
    let left = provider.patch(&path, removed.clone()).await.json();
    assert_eq!((left["members"].as_array().unwrap().len(), &left["members"][0]["value"]), (1, &bob["id"]));
    assert_eq!(provider.patch(&path, removed).await.status, 200, "who is not in goes without a word");
    let whole = provider.get(&format!("{path}?excludedAttributes=members")).await.json();
    assert!(whole.get("members").is_none() && whole["displayName"] == "Support");
}
