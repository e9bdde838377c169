//! Giving and taking roles.

use crate::common::{Client, TestApp};
use model::permission::Role;
use serde_json::{Value, json};

async fn give(client: &Client, id: &Value, role: &str, scope: Value) -> crate::common::Answer {
    let revision = client.row(id).await["revision"].clone();
    let change = json!({ "id": id, "revision": revision, "role": role, "scope": scope });
    client.call("members/change_role", json!({ "change": change })).await
}

#[tokio::test]
async fn a_role_works_from_the_moment_it_is_given_and_ends_the_moment_it_is_taken() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ben = app.member(&owner, Role::Member).await;
    let id = ben.me().await["member"].clone();
    assert_eq!(ben.call("audit/list", json!({ "query": {} })).await.status, 403);
    let given = give(&owner, &id, "auditor", json!([])).await;
    assert_eq!(given.json()["row"]["role"], "auditor");
    assert_eq!(ben.call("audit/list", json!({ "query": {} })).await.status, 200);
    assert!(ben.me().await["permissions"].as_array().unwrap().contains(&json!("audit.read")));
    assert_eq!(give(&owner, &id, "member", json!([])).await.status, 200);
    assert_eq!(ben.call("audit/list", json!({ "query": {} })).await.refusal(), (403, "forbidden".into()));
}

#[tokio::test]
async fn an_account_admin_neither_makes_nor_unmakes_a_super_admin() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let admin = app.member(&owner, Role::AccountAdmin).await;
    let ben = app.member(&owner, Role::Member).await;
    let (me, id, top) =
        (admin.me().await["member"].clone(), ben.me().await["member"].clone(), owner.me().await["member"].clone());
    for (whom, role) in [(&id, "super_admin"), (&me, "super_admin"), (&top, "member"), (&top, "super_admin")] {
        assert_eq!(give(&admin, whom, role, json!([])).await.refusal(), (422, "role_above_own".into()), "{role}");
    }
    for role in ["account_admin", "auditor", "agent", "member"] {
        assert_eq!(give(&admin, &id, role, json!([])).await.status, 200, "{role}");
    }
    let unknown = give(&admin, &id, "emperor", json!([])).await;
    assert_eq!(unknown.refusal(), (400, "malformed".into()));
}

#[tokio::test]
async fn a_department_admin_needs_departments_and_loses_them_with_the_role() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let root = owner.root().await;
    let (sales, crew) = (owner.add(&root, "Sales").await, owner.add(&root, "Crew").await);
    let ben = app.member(&owner, Role::Member).await;
    let id = ben.me().await["member"].clone();
    let theirs = stranger.root().await["id"].clone();
    for (scope, fault) in [
        (json!([]), "scope missing"),
        (json!(["none"]), "scope unknown"),
        (json!([sales["id"], theirs]), "scope unknown"),
    ] {
        let refused = give(&owner, &id, "department_admin", scope).await;
        assert_eq!((refused.refusal(), refused.faults()), ((422, "invalid".into()), vec![fault.to_owned()]));
    }
    assert_eq!(owner.row(&id).await["role"], "member");

    let given = give(&owner, &id, "department_admin", json!([sales["id"], crew["id"], crew["id"]])).await.json();
    assert_eq!(given["scope"], json!([[sales["id"], "Sales"], [crew["id"], "Crew"]]));
    assert_eq!(ben.tree().await.len(), 2);
    for (function, arguments) in [
        ("audit/list", json!({ "query": {} })),
        ("connections/list", json!({})),
        ("invitations/reset_door", json!({})),
        ("invitations/set_door_open", json!({ "open": false })),
        ("members/change_role", json!({ "change": { "id": id, "revision": 1, "role": "member" } })),
    ] {
        assert_eq!(ben.call(function, arguments).await.refusal(), (403, "forbidden".into()), "{function}");
    }
    assert_eq!(
        give(&owner, &id, "department_admin", json!([crew["id"]])).await.json()["scope"],
        json!([[crew["id"], "Crew"]])
    );
    assert_eq!(give(&owner, &id, "auditor", json!([crew["id"]])).await.json()["scope"], json!([]));
    // His last department goes, and with it all that he saw.
    give(&owner, &id, "department_admin", json!([crew["id"]])).await;
    owner.ask("departments/delete", json!({ "id": crew["id"], "revision": crew["revision"] })).await;
    assert!(ben.tree().await.is_empty() && ben.names(json!({})).await.is_empty());
}
