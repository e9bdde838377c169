//! What a change does to those who wait.

use super::{ask, close, door, invited, link, newest, with};
use crate::common::{Client, TestApp, find};
use model::permission::Role;
use serde_json::{Value, json};

/// One who was invited by a member by mail and wishes to be in Sales, one by text message, one by link, one by the door number.
async fn four_wait(app: &TestApp, owner: &Client) -> Value {
    let sales = owner.add(&owner.root().await, "Sales").await;
    let details = json!([
        { "kind": "name", "required": true }, { "kind": "email", "required": false }, { "kind": "phone", "required": false },
        { "kind": "department", "required": false }, { "kind": "work_number", "required": false },
    ]);
    super::saved(owner, |rules| rules["details"] = details).await;
    let member = app.member(owner, Role::Member).await;
    let mail = invited(&member, owner, "mail@example.test").await;
    let phone = invited(&member, owner, "+8613900000001").await;
    let wish = [("department", "Sales"), ("work_number", "W-1")];
    for (path, email, more) in [
        (mail, "", &wish[..]),
        (phone, "phone@example.test", &[]),
        (link(owner).await, "link@example.test", &[]),
        (door(owner).await, "door@example.test", &[]),
    ] {
        assert_eq!(ask(app, &path, email, more).await.location(), "/waiting");
    }
    sales
}

async fn states(owner: &Client) -> Vec<(String, String)> {
    let joins = owner.ask("joins/list", json!({ "query": { "states": ["waiting"] } })).await;
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    joins["items"].as_array().expect("a list").iter().map(|row| (text(row, "channel"), text(row, "state"))).collect()
}

async fn touched(owner: &Client, rules: &Value) -> Value {
    owner.ask("join_rules/touched", json!({ "rules": rules })).await
}

#[tokio::test]
async fn those_whom_the_new_rules_let_in_come_in_and_nobody_else() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    four_wait(&app, &owner).await;
    let same = with(&owner, |_| {}).await;
    assert_eq!(touched(&owner, &same).await, json!({ "waiting": 4, "let_in": 0, "closed": 0 }));
    let rules = with(&owner, |rules| {
        rules["verification"] = json!(false);
        rules["closed"] = close(&[("link", "admin"), ("phone", "member")]);
    })
    .await;
    assert_eq!(touched(&owner, &rules).await, json!({ "waiting": 4, "let_in": 1, "closed": 2 }));
    assert_eq!(states(&owner).await.len(), 4, "counting changes nothing");

    let saved = owner.ask("join_rules/save", json!({ "rules": rules, "reevaluate": true })).await;
    assert_eq!(saved["let_in"], 1);
    let waiting = states(&owner).await;
    let channels: Vec<_> = waiting.iter().map(|(channel, _)| channel.as_str()).collect();
    assert_eq!(channels, ["phone", "link", "door"], "nobody is refused without somebody who says so");
    let all = owner.ask("joins/list", json!({ "query": {} })).await["items"].clone();
    let join = find(&all, "email", "mail@example.test");
    assert_eq!(
        (&join["state"], &join["rule"], &join["decided_by"]),
        (&json!("approved"), &json!("verification_off"), &json!("Ada Owner"))
    );
    let row = owner.row(&join["member_id"]).await;
    assert_eq!((&row["status"], &row["work_number"]), (&json!("active"), &json!("W-1")), "as an approval does");
    assert_eq!(row["departments"][0]["name"], "Sales");
    let told = owner.activity(json!({ "verb": "approve" })).await;
    assert!(told[0]["after"].as_str().unwrap().contains("verification_off"), "{}", told[0]);
    // Those whose way was closed earlier are touched no second time.
    let same = with(&owner, |_| {}).await;
    assert_eq!(touched(&owner, &same).await, json!({ "waiting": 3, "let_in": 0, "closed": 0 }));
    app.sound().await;
}

#[tokio::test]
async fn without_it_everybody_goes_on_waiting_and_it_can_be_asked_for_later() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    four_wait(&app, &owner).await;
    let rules = with(&owner, |rules| rules["verification"] = json!(false)).await;
    let saved = owner.ask("join_rules/save", json!({ "rules": rules, "reevaluate": false })).await;
    assert_eq!((&saved["let_in"], states(&owner).await.len()), (&json!(0), 4));
    assert_eq!(touched(&owner, &saved["rules"]).await["let_in"], 2);
    let again = owner.ask("join_rules/save", json!({ "rules": saved["rules"], "reevaluate": true })).await;
    assert_eq!((&again["let_in"], &again["rules"]), (&json!(2), &saved["rules"]), "the rules are as they were");
    assert_eq!(states(&owner).await.len(), 2);
}

#[tokio::test]
async fn another_organisation_is_not_touched() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    four_wait(&app, &owner).await;
    let before = stranger.ask("join_rules/get", json!({})).await;
    let theirs = app.member(&stranger, Role::Member).await;
    let path = invited(&theirs, &stranger, "theirs@example.test").await;
    assert_eq!(ask(&app, &path, "", &[]).await.location(), "/waiting");
    let rules = with(&owner, |rules| {
        rules["verification"] = json!(false);
        rules["closed"] = close(&[("door", "nobody")]);
    })
    .await;
    owner.ask("join_rules/save", json!({ "rules": rules, "reevaluate": true })).await;
    assert_eq!(newest(&stranger).await["state"], "waiting");
    assert_eq!(stranger.ask("join_rules/get", json!({})).await, before);
    assert_eq!(ask(&app, &door(&stranger).await, "new@example.test", &[]).await.location(), "/waiting");
}
