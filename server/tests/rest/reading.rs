//! What is only read: runs, the activity.

use super::text;
use crate::common::TestApp;
use serde_json::json;

#[tokio::test]
async fn a_run_is_told_as_it_stands() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["runs.read"]).await;
    let organisation = owner.me().await["organisation"]["id"].clone();
    app.tamper(&format!(
        "insert into runs (id, organisation_id, kind, state, stage, cursor, done, total, count_add, count_change, count_leave, \
         count_conflict, count_unchanged, count_failed, count_blocked, input, started_by, origin, automatic, cancel_asked, problem, created_at, \
         started_at, ended_at) values ('r1', '{}', 'sync_contacts', 'failed', 'read', '', 5, 9, 1, 2, 3, 4, 5, 6, 0, '', '', 'run', \
         true, false, '{{\"code\":\"busy\"}}', 1, 1700000000000, 1700000001000)",
        text(&organisation)
    ))
    .await;
    let run = script.get("/runs/r1").await.json();
    assert_eq!(
        run,
        json!({ "id": "r1", "kind": "sync_contacts", "state": "failed", "done": 5, "total": 9,
            "counts": { "add": 1, "change": 2, "leave": 3, "conflict": 4, "unchanged": 5, "failed": 6 },
            "change_set": null, "started_at": "2023-11-14T22:13:20Z", "ended_at": "2023-11-14T22:13:21Z",
            "problem": run["problem"] })
    );
    assert_eq!(run["problem"]["code"], "busy");
    assert_eq!(script.items("/runs?kind=sync_contacts").await, [run]);
    assert_eq!(script.items("/runs?under_way=true").await.len(), 0);
}

#[tokio::test]
async fn the_activity_is_told_with_its_hashes() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["audit.read", "departments.write"]).await;
    let root = owner.root().await;
    let made = script.post("/departments", json!({ "name": "Sales", "parent_id": root["id"] })).await.json();
    let entries = script.items("/audit?subject=department&verb=create&channel=api").await;
    assert_eq!(entries.len(), 1);
    let entry = &entries[0];
    assert_eq!((&entry["subject_id"], &entry["subject_name"]), (&made["id"], &json!("Sales")));
    assert_eq!((text(&entry["actor"]), &entry["before"]), ("API key Payroll", &json!(null)));
    assert_eq!(entry["after"], json!({ "name": "Sales", "parent": "Harbour Works" }));
    assert_eq!(text(&entry["hash"]).len(), 64);
    let at = text(&entry["at"]).to_owned();
    assert_eq!(script.items(&format!("/audit?from={at}&subject=department")).await.len(), 1);
    assert_eq!(script.items(&format!("/audit?until={at}&subject=department")).await.len(), 0);
    let all = script.items("/audit").await;
    let numbers: Vec<_> = all.iter().map(|entry| entry["seq"].as_i64().unwrap()).collect();
    assert_eq!(numbers, (1..=numbers.len() as i64).rev().collect::<Vec<_>>());
}
