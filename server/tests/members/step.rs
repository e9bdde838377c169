//! Suspending, resuming, terminating and restoring.

use crate::common::{PASSWORD, TestApp};
use futures::future::join_all;
use model::permission::Role;
use serde_json::json;

#[tokio::test]
async fn whoever_is_suspended_is_out_at_once_until_resumed() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ben = app.member(&owner, Role::AccountAdmin).await;
    let id = ben.me().await["member"].clone();
    assert_eq!(owner.step(&id, "suspend").await.status, 200);
    assert_eq!(
        ben.call("organisation/me", json!({})).await.refusal(),
        (401, "signed_out".into()),
        "in this very moment"
    );
    assert_eq!(app.count("select count(*) from sessions").await, 1, "only the owner's");

    let again = app.signed_in(&ben.email).await;
    assert_eq!(again.get("/").await.location(), "/waiting", "the account is his own, the organisation is shut");
    assert_eq!(again.call("members/list", json!({ "query": {} })).await.refusal(), (401, "signed_out".into()));
    assert_eq!(owner.step(&id, "resume").await.status, 200);
    assert_eq!(again.me().await["role"], "account_admin", "the same browser is in again");
}

#[tokio::test]
async fn whoever_left_comes_back_with_role_departments_and_everything() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let head = app.head_of(&owner, &[&sales]).await;
    let id = head.me().await["member"].clone();
    let row = owner.row(&id).await;
    let edit = json!({ "id": id, "revision": row["revision"], "departments": [sales["id"]], "position": "Captain" });
    let before = owner.ask("members/edit", json!({ "edit": edit })).await;
    assert_eq!(owner.department(&sales["id"]).await["member_count"], 1);

    assert_eq!(owner.step(&id, "terminate").await.status, 200);
    assert_eq!(owner.department(&sales["id"]).await["member_count"], 0);
    assert_eq!(owner.names(json!({ "statuses": ["active"] })).await, ["Ada Owner"]);
    assert_eq!(head.call("departments/tree", json!({})).await.status, 401);

    let after = owner.step(&id, "restore").await.json();
    for field in ["status", "role", "departments", "position"] {
        assert_eq!(after["row"][field], before["row"][field], "{field}");
    }
    assert_eq!(after["scope"], before["scope"]);
    let back = app.signed_in(&head.email).await;
    assert_eq!(back.tree().await.len(), 1, "he looks after Sales again");
    let verbs: Vec<_> =
        owner.activity(json!({ "subject_id": id })).await.iter().map(|entry| entry["verb"].clone()).collect();
    assert_eq!(verbs[..2], [json!("restore"), json!("terminate")]);
    app.sound().await;
}

#[tokio::test]
async fn each_step_has_states_that_it_starts_from() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let id = &ann["id"];
    for (step, wanted) in [
        ("resume", Err("active")),
        ("restore", Err("active")),
        ("suspend", Ok("suspended")),
        ("suspend", Err("suspended")),
        ("restore", Err("suspended")),
        ("terminate", Ok("terminated")),
        ("terminate", Err("terminated")),
        ("suspend", Err("terminated")),
        ("resume", Err("terminated")),
        ("restore", Ok("active")),
    ] {
        let answer = owner.step(id, step).await;
        match wanted {
            Ok(state) => assert_eq!(answer.json()["row"]["status"], state, "{step}"),
            Err(state) => {
                assert_eq!(answer.refusal(), (409, "wrong_state".into()), "{step} while {state}");
                assert_eq!(answer.param("state"), state, "{step}");
            }
        }
    }
    app.applicant(&owner).await;
    let waiting = owner.page(json!({ "statuses": ["pending"] })).await["items"][0]["id"].clone();
    for step in ["suspend", "resume", "terminate", "restore"] {
        assert_eq!(owner.step(&waiting, step).await.refusal(), (409, "wrong_state".into()), "{step} while waiting");
    }
    let unknown = json!({ "id": id, "revision": 1, "step": "promote" });
    assert_eq!(owner.call("members/take_step", unknown).await.refusal(), (400, "malformed".into()));
}

#[tokio::test]
async fn the_last_super_admin_cannot_go_in_any_way() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let id = owner.me().await["member"].clone();
    let demote = async |client: &crate::common::Client| {
        let row = client.row(&id).await;
        let change = json!({ "id": id, "revision": row["revision"], "role": "member" });
        client.call("members/change_role", json!({ "change": change })).await
    };
    for step in ["suspend", "terminate"] {
        assert_eq!(owner.step(&id, step).await.refusal(), (409, "last_super_admin".into()), "{step}");
    }
    assert_eq!(demote(&owner).await.refusal(), (409, "last_super_admin".into()));
    assert_eq!(owner.row(&id).await["role"], "super_admin");

    // A second one who is suspended does not count.
    let second = app.member(&owner, Role::SuperAdmin).await;
    let other = second.me().await["member"].clone();
    assert_eq!(owner.step(&other, "suspend").await.status, 200);
    assert_eq!(demote(&owner).await.refusal(), (409, "last_super_admin".into()));
    assert_eq!(owner.step(&other, "resume").await.status, 200);
    assert_eq!(demote(&owner).await.status, 200);
    assert_eq!(owner.call("members/list", json!({ "query": {} })).await.status, 403, "the right is gone at once");
}

#[tokio::test]
async fn super_admins_who_remove_each_other_at_once_leave_one() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mut admins = Vec::new();
    for _ in 0..3 {
        admins.push(app.member(&owner, Role::SuperAdmin).await);
    }
    admins.push(owner);
    let mut rows = Vec::new();
    for admin in &admins {
        let id = admin.me().await["member"].clone();
        rows.push(admins[0].row(&id).await);
    }
    let removals = admins.iter().enumerate().map(|(at, admin)| {
        let next = &rows[(at + 1) % rows.len()];
        admin.call("members/take_step", json!({ "id": next["id"], "revision": next["revision"], "step": "terminate" }))
    });
    let answers = join_all(removals).await;
    let left = app.count("select count(*) from members where role = 'super_admin' and status = 'active'").await;
    assert!(left >= 1, "{answers:?}");
    assert_eq!(left, 4 - answers.iter().filter(|answer| answer.status == 200).count() as i64);
    let refusals: Vec<_> = answers.iter().filter(|answer| answer.status != 200).map(|answer| answer.code()).collect();
    assert!(refusals.iter().all(|code| code == "last_super_admin" || code == "signed_out"), "{refusals:?}");
}

#[tokio::test]
async fn nobody_takes_a_step_against_somebody_with_more_rights() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let head = app.head_of(&owner, &[&sales]).await;
    let admin = app.member(&owner, Role::AccountAdmin).await;
    let auditor = app.member(&owner, Role::Auditor).await;
    for client in [&admin, &auditor, &owner] {
        let id = client.me().await["member"].clone();
        let row = owner.row(&id).await;
        let edit = json!({ "id": id, "revision": row["revision"], "departments": [sales["id"]] });
        owner.ask("members/edit", json!({ "edit": edit })).await;
    }
    for (who, whom) in [(&head, &admin), (&head, &owner), (&head, &auditor), (&admin, &owner)] {
        let id = whom.me().await["member"].clone();
        let refused = who.step(&id, "terminate").await;
        assert_eq!(refused.refusal(), (422, "role_above_own".into()), "{} against {}", who.email, whom.email);
    }
    assert_eq!(admin.step(&auditor.me().await["member"], "suspend").await.status, 200);
    let signed_in = app.nobody().post("/sign-in", &[("email", &owner.email), ("password", PASSWORD)]).await;
    assert_eq!(signed_in.location(), "/");
}
