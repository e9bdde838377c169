//! `/organisation`

use super::errors;
use crate::common::TestApp;
use model::permission::Role;
use serde_json::{Value, json};

/// The outcome of a way in.
fn outcome(shown: &Value, channel: &str, inviter: &str) -> Value {
    let matrix = shown["join_rules"]["matrix"].as_array().expect("a matrix");
    let row = matrix.iter().find(|row| row["channel"] == channel && row["inviter"] == inviter);
    row.expect("the way")["outcome"].clone()
}

#[tokio::test]
async fn the_organisation_tells_its_rules() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["organisation.read"]).await;
    let shown = script.get("/organisation").await.json();
    let known = owner.me().await["organisation"].clone();
    assert_eq!(
        (&shown["id"], &shown["name"], &shown["door_number"]),
        (&known["id"], &known["name"], &known["door_number"])
    );
    assert_eq!(shown["plan"], "free");
    assert_eq!(shown["join_rules"]["inviting_verification"], true);
    assert_eq!(shown["join_rules"]["required"], json!(["name"]));
    let matrix = shown["join_rules"]["matrix"].as_array().unwrap();
    let email = matrix.iter().find(|row| row["channel"] == "email" && row["inviter"] == "admin").unwrap();
    assert_eq!((&email["outcome"], &email["rule"]), (&json!("joins"), &json!("invited_by_admin")));
    assert!(matrix.iter().filter(|row| row["channel"] == "link").all(|row| row["outcome"] == "waits"));
}

#[tokio::test]
async fn a_script_changes_name_and_rules_in_one_step() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["organisation.write"]).await;
    let before = script.get("/organisation").await;
    let tag = before.header("etag").to_owned();
    assert_eq!(outcome(&before.json(), "email", "member"), "waits");
    let ways = json!([{ "channel": "link", "inviter": "member", "outcome": "refused" }]);
    let required = json!(["name", "phone", "work_number", "question:Which shift?"]);
    let rules = json!({ "inviting_verification": false, "required": required, "matrix": ways });
    let changed = script.patch("/organisation", &tag, json!({ "name": "Quay Works", "join_rules": rules })).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let shown = changed.json();
    assert_eq!(shown["name"], "Quay Works");
    assert_eq!(outcome(&shown, "email", "member"), "joins");
    assert_eq!(outcome(&shown, "link", "member"), "refused");
    assert_eq!(outcome(&shown, "link", "admin"), "waits");
    assert_eq!(shown["join_rules"]["required"], required);
    assert_eq!(owner.me().await["organisation"]["name"], "Quay Works");
    assert_eq!(app.count("select count(*) from departments where name = 'Quay Works' and parent_id is null").await, 1);
    let stale = script.patch("/organisation", &tag, json!({ "name": "Old Works" })).await;
    assert_eq!(stale.refusal(), (409, "stale".to_owned()));
    let opened =
        json!({ "join_rules": { "matrix": [{ "channel": "link", "inviter": "member", "outcome": "waits" }] } });
    let opened = script.patch("/organisation", changed.header("etag"), opened).await.json();
    assert_eq!(outcome(&opened, "link", "member"), "waits");
    assert_eq!(opened["join_rules"]["required"], required, "what was not sent stays");
}

#[tokio::test]
async fn what_the_rules_do_not_allow_changes_nothing_not_even_the_name() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["organisation.write"]).await;
    let tag = script.get("/organisation").await.header("etag").to_owned();
    let way = |channel: &str, inviter: &str, outcome: &str| json!({ "join_rules": { "matrix": [{ "channel": channel, "inviter": inviter, "outcome": outcome }] }, "name": "Quay Works" });
    for (change, fault) in [
        (way("link", "member", "joins"), "matrix unknown"),
        (way("email", "admin", "refused"), "matrix unknown"),
        (way("fax", "admin", "waits"), "channel unknown"),
        (json!({ "name": "Quay Works", "join_rules": { "required": ["shoe_size"] } }), "required unknown"),
        (json!({ "name": "" }), "name missing"),
    ] {
        let answer = script.patch("/organisation", &tag, change).await;
        assert_eq!((answer.status.as_u16(), errors(&answer)), (422, vec![fault.to_owned()]), "{}", answer.text());
    }
    let after = script.get("/organisation").await;
    assert_eq!((after.json()["name"].as_str(), after.header("etag")), (Some("Harbour Works"), tag.as_str()));
}

#[tokio::test]
async fn a_script_replaces_the_door_number() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["invitations.write"]).await;
    let before = owner.ask("invitations/door", json!({})).await["number"].clone();
    let reset = script.post("/organisation/door-number/reset", json!({})).await;
    assert_eq!(reset.status, 200, "{}", reset.text());
    let now = owner.ask("invitations/door", json!({})).await["number"].clone();
    assert_eq!(reset.json()["door_number"], now);
    assert_ne!(before, now);
    assert!(reset.json()["url"].as_str().unwrap().ends_with(now.as_str().unwrap()));
}

#[tokio::test]
async fn an_admin_makes_no_key_for_what_he_may_not_do_himself() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let admin = app.member(&owner, Role::AccountAdmin).await;
    let new = json!({ "name": "Rules", "scopes": ["organisation.write"] });
    let refused = admin.call("api_keys/create", json!({ "new": new })).await;
    assert_eq!(refused.refusal(), (403, "forbidden".to_owned()), "{}", refused.text());
    assert_eq!(admin.call("api_keys/create", json!({ "new": { "name": "All", "scopes": ["all"] } })).await.status, 200);
    assert_eq!(app.count("select count(*) from api_keys").await, 1);
}
