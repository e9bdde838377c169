//! Requests to join.

use super::text;
use crate::common::TestApp;
use serde_json::json;

#[tokio::test]
async fn a_request_is_refused_examined_again_and_let_in() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["joins.write"]).await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let applicant = app.applicant(&owner).await;
    let join = script.items("/joins?state=waiting").await.remove(0);
    assert_eq!(
        join,
        json!({ "id": join["id"], "member_id": join["member_id"], "name": join["name"], "email": applicant.email,
            "phone": null, "channel": "door", "invited_by": null, "role": "member", "rule": "public_channel", "state": "waiting",
            "created_at": join["created_at"] })
    );
    let path = format!("/joins/{}", text(&join["id"]));
    let refused = script.post(&format!("{path}/refuse"), json!({ "reason": "Full" })).await;
    assert_eq!(
        (refused.status.as_u16(), refused.json()["state"].clone()),
        (200, json!("refused")),
        "{}",
        refused.text()
    );
    assert_eq!(script.post(&format!("{path}/approve"), json!({})).await.refusal(), (409, "wrong_state".to_owned()));
    assert_eq!(script.post(&format!("{path}/reexamine"), json!({})).await.json()["state"], "waiting");
    assert_eq!(script.post(&format!("{path}/block"), json!({})).await.json()["state"], "blocked");
    script.post(&format!("{path}/reexamine"), json!({})).await;
    let approved = script.post(&format!("{path}/approve"), json!({ "department_id": sales["id"] })).await;
    assert_eq!(approved.json()["state"], "approved", "{}", approved.text());
    let row = owner.row(&join["member_id"]).await;
    assert_eq!((&row["status"], &row["departments"][0]["name"]), (&json!("active"), &json!("Sales")));
    let by = "select count(*) from audit where origin = 'api' and actor = 'API key Payroll' and subject = 'member'";
    assert_eq!(app.count(by).await, 5);
    assert_eq!(app.count("select count(*) from joins where decided_by is not null").await, 0, "no person decided");
}

#[tokio::test]
async fn many_requests_are_decided_at_once() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["joins.write"]).await;
    app.applicant(&owner).await;
    app.applicant(&owner).await;
    let ids: Vec<_> = script.items("/joins").await.iter().map(|join| join["id"].clone()).collect();
    let body = json!({ "verb": "approve", "ids": [ids[0], ids[1], "none"], "dry_run": true });
    let tried = script.post("/joins/bulk", body).await.json();
    assert_eq!(tried["results"][2]["code"], "not_found", "{tried}");
    assert_eq!(script.items("/joins?state=waiting").await.len(), 2, "a rehearsal");
    let done = script.post("/joins/bulk", json!({ "verb": "approve", "ids": ids })).await.json();
    assert_eq!(
        (&done["results"][0]["status"], &done["results"][1]["status"]),
        (&json!("done"), &json!("done")),
        "{done}"
    );
    assert_eq!(app.count("select count(*) from members where status = 'active'").await, 3);
}
