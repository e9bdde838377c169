//! What is told is told with the change or not at all, and stays as it was told.

use crate::common::{Client, TestApp};
use serde_json::{Value, json};

async fn faults(app: &TestApp) -> Vec<String> {
    let report = domain::check::all(&app.edge.services).await.expect("an answer");
    let faults: Vec<_> = report.lines.into_iter().filter(|line| line.starts_with("FAIL")).collect();
    assert_eq!(report.sound, faults.is_empty());
    faults
}

#[tokio::test]
async fn a_change_that_cannot_be_told_does_not_happen() {
    let app = TestApp::start().await;
    let owner: Client = app.owner().await;
    let root = owner.root().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    app.applicant(&owner).await;
    let joins = owner.ask("joins/list", json!({ "query": { "states": ["waiting"] } })).await;
    let door = owner.ask("invitations/door", json!({})).await;
    // Somebody sits on the next number.
    app.tamper(
        "insert into audit (organisation_id, seq, at, actor_account, actor_member, actor, origin, address, verb, subject, \
         subject_id, subject_name, before, after, salt, hash) \
         select id, audit_seq + 1, 0, null, null, '', 'cli', '', 'update', 'organisation', id, '', '', '', '', '' from organisations",
    )
    .await;
    let approve = json!({ "approve": { "department": null, "position": null } });
    for (function, arguments) in [
        ("departments/add", json!({ "new": { "parent_id": root["id"], "name": "Sales" } })),
        ("invitations/create", json!({ "new": {} })),
        ("invitations/reset_door", json!({})),
        ("joins/decide", json!({ "ids": [joins["items"][0]["id"]], "decision": approve })),
        ("members/edit", json!({ "edit": { "id": ann["id"], "revision": ann["revision"], "position": "Captain" } })),
        ("members/take_step", json!({ "id": ann["id"], "revision": ann["revision"], "step": "terminate" })),
        (
            "members/change_role",
            json!({ "change": { "id": ann["id"], "revision": ann["revision"], "role": "auditor" } }),
        ),
    ] {
        let failed = owner.call(function, arguments).await;
        assert_eq!(failed.refusal(), (500, "internal".into()), "{function}");
        assert_eq!(failed.param("id").len(), 8, "a number that finds the log line");
    }
    assert_eq!(owner.row(&ann["id"]).await, ann);
    assert_eq!(owner.tree().await.len(), 1);
    assert_eq!(owner.ask("invitations/list", json!({ "ended": true })).await, json!([]));
    assert_eq!(owner.ask("invitations/door", json!({})).await, door);
    assert_eq!(owner.ask("joins/list", json!({ "query": { "states": ["waiting"] } })).await, joins);
    app.tamper("delete from audit where hash = ''").await;
    owner.add(&root, "Sales").await;
    app.sound().await;
}

#[tokio::test]
async fn whoever_alters_removes_or_cuts_the_activity_is_found_out() {
    for (tampering, wanted) in [
        ("update audit set actor = 'Eve' where seq = 2", "entry 2 was altered"),
        ("update audit set after = '{}' where seq = 3", "entry 3 was altered"),
        ("update audit set salt = 'x' where seq = 3", "entry 3 was altered"),
        ("update audit set after = '', erased = 'x' where seq = 3", "entry 3 was altered"),
        ("update audit set at = at + 1 where seq = 1", "entry 1 was altered"),
        ("update audit set address = actor, actor = address where seq = 2", "entry 2 was altered"),
        ("delete from audit where seq = 2", "entry 2 is missing"),
        ("delete from audit where seq = 5", "entries from 5 on were cut off"),
        ("update organisations set audit_seq = 4", "entries from 6 on were cut off"),
    ] {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let root = owner.root().await;
        for name in ["Sales", "Crew", "Dock"] {
            owner.add(&root, name).await;
        }
        assert_eq!(app.count("select audit_seq from organisations").await, 5);
        assert_eq!(faults(&app).await, Vec::<String>::new());
        app.tamper(tampering).await;
        let found = faults(&app).await;
        assert_eq!(found, [format!("FAIL activity of Harbour Works: {wanted}")], "{tampering}");
    }
}

#[tokio::test]
async fn many_changes_at_once_make_one_chain() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let names: Vec<_> = (0..24).map(|number| format!("Department {number}")).collect();
    let adds = names.iter().map(|name| owner.add(&root, name));
    let added: Vec<Value> = futures::future::join_all(adds).await;
    assert_eq!(added.len(), 24);
    assert_eq!(app.count("select count(*) from audit").await, 26);
    assert_eq!(app.count("select max(seq) from audit").await, 26);
    let positions: std::collections::BTreeSet<_> =
        owner.tree().await.iter().skip(1).map(|one| one["position"].as_i64().unwrap()).collect();
    assert_eq!(positions.len(), 24, "no two in the same place");
    app.sound().await;
}
