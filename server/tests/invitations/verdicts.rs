//! What stands in the way of inviting somebody, and the way out.

use crate::common::{Client, TestApp, find};
use model::permission::Role;
use serde_json::{Value, json};

async fn examine(client: &Client, people: Value) -> Value {
    client.ask("invitations/examine", json!({ "invite": { "people": people, "language": "en" } })).await
}

async fn verdicts(client: &Client, addresses: &[&str]) -> Vec<String> {
    let people: Vec<Value> = addresses.iter().map(|address| json!({ "address": address })).collect();
    let told = examine(client, json!(people)).await;
    told.as_array().expect("a list").iter().map(|one| one["verdict"].as_str().expect("a word").to_owned()).collect()
}

async fn decide(owner: &Client, email: &str, decision: Value) {
    let joins = owner.ask("joins/list", json!({ "query": {} })).await["items"].clone();
    let id = find(&joins, "email", email)["id"].clone();
    owner.ask("joins/decide", json!({ "ids": [id], "decision": decision })).await;
}

#[tokio::test]
async fn every_obstacle_is_named_and_inviting_says_the_same_as_asking_first() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let waiting = app.applicant(&owner).await.email.clone();
    let (refused, blocked) = (app.applicant(&owner).await.email.clone(), app.applicant(&owner).await.email.clone());
    decide(&owner, &refused, json!({ "refuse": { "reason": "" } })).await;
    decide(&owner, &blocked, json!({ "block": { "reason": "" } })).await;
    let suspended = app.person(&owner, "Sue", "sue@example.com", "").await;
    owner.step(&suspended["id"], "suspend").await;
    let removed = app.person(&owner, "Rem", "rem@example.com", "+442079460000").await;
    owner.step(&removed["id"], "terminate").await;
    owner.invite(&["invited@example.com"]).await;
    let addresses = [
        "new@example.com",
        "NEW@example.com",
        "nobody",
        "ada@example.com",
        "sue@example.com",
        waiting.as_str(),
        refused.as_str(),
        blocked.as_str(),
        "rem@example.com",
        "0044 20 7946 0000",
        "invited@example.com",
    ];
    let wanted = [
        "fine",
        "repeated",
        "malformed",
        "member",
        "suspended",
        "waiting",
        "refused",
        "blocked",
        "removed",
        "removed",
        "invited",
    ];
    assert_eq!(verdicts(&owner, &addresses).await, wanted);
    let before = app.count("select count(*) from members").await;
    let told = owner.invite(&addresses).await;
    assert_eq!(told.iter().map(|one| one["verdict"].as_str().unwrap()).collect::<Vec<_>>(), wanted);
    assert_eq!(app.count("select count(*) from members").await, before + 1, "only the new one");
    assert_eq!((&told[8]["member"], &told[8]["name"]), (&removed["id"], &json!("Rem")), "the way out needs who it is");

    let member = app.member(&owner, Role::Member).await;
    let told = examine(&member, json!([{ "address": "rem@example.com" }])).await;
    let seen = (&told[0]["verdict"], &told[0]["member"], &told[0]["name"]);
    assert_eq!(seen, (&json!("removed"), &Value::Null, &json!("")), "who may not see members learns no name");
    assert_eq!(
        verdicts(&app.stranger().await, &["ada@example.com"]).await,
        ["fine"],
        "another organisation's are nobody here"
    );
}

#[tokio::test]
async fn a_mailbox_that_belonged_to_somebody_else_is_never_offered_for_restoring() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let former = app.person(&owner, "Zhang San", "zhangsan@example.com", "+8613800138000").await;
    owner.step(&former["id"], "terminate").await;
    for (person, verdict) in [
        (json!({ "address": "zhangsan@example.com" }), "removed"),
        (json!({ "address": "zhangsan@example.com", "name": "zhang san" }), "removed"),
        (json!({ "address": "zhangsan@example.com", "name": "Zhang Sanfeng" }), "other_person"),
        (json!({ "address": "13800138000", "name": "Li Si" }), "other_person"),
        (json!({ "address": "zhangsan1@example.com", "name": "Zhang Sanfeng" }), "fine"),
    ] {
        let told = examine(&owner, json!([person])).await;
        assert_eq!(told[0]["verdict"], verdict, "{person}");
        if verdict == "other_person" {
            let sealed = (&told[0]["member"], &told[0]["name"]);
            assert_eq!(sealed, (&Value::Null, &json!("")), "nothing of the former person comes with it");
        }
    }
    let invite =
        json!({ "people": [{ "address": "zhangsan@example.com", "name": "Zhang Sanfeng" }], "language": "en" });
    owner.ask("invitations/invite", json!({ "invite": invite })).await;
    assert_eq!(app.count("select count(*) from members where name = 'Zhang Sanfeng'").await, 0);
    assert_eq!(owner.row(&former["id"]).await["status"], "terminated");
}

#[tokio::test]
async fn a_list_has_limits_and_a_department_admin_names_one_of_his() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let many: Vec<Value> = (0..501).map(|n| json!({ "address": format!("p{n}@example.com") })).collect();
    let call = |invite: Value| owner.call("invitations/invite", json!({ "invite": invite }));
    assert_eq!(call(json!({ "people": many, "language": "en" })).await.faults(), ["people out_of_range 500"]);
    assert_eq!(call(json!({ "people": [], "language": "en" })).await.faults(), ["people missing"]);
    let long = json!({ "people": [{ "address": "a@example.com", "name": "x".repeat(65) }], "position": "x".repeat(129), "language": "en" });
    assert_eq!(call(long).await.faults(), ["position too_long 128", "name too_long 64"]);
    let member = app.member(&owner, Role::Member).await;
    let root = owner.root().await;
    let placed = json!({ "people": [{ "address": "a@example.com" }], "department": root["id"], "language": "en" });
    let refused = member.call("invitations/invite", json!({ "invite": placed })).await;
    assert_eq!(refused.faults(), ["department unknown"], "where somebody comes in, an admin decides");
}

#[tokio::test]
async fn of_two_who_invite_the_same_person_at_once_one_does() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let presses = futures::future::join_all((0..6).map(|_| owner.invite(&["lin@example.test"]))).await;
    let fine = presses.iter().filter(|told| told[0]["verdict"] == "fine").count();
    assert_eq!(fine, 1, "{presses:?}");
    assert_eq!(app.count("select count(*) from members where email_key = 'lin@example.test'").await, 1);
    assert_eq!(app.count("select count(*) from outbox").await, 1);
}
