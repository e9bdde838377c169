//! Roles that reach only into the departments given to their holder.

use super::{changed, give, made};
use crate::common::{Branches, TestApp};
use model::permission::Role;
use serde_json::{Value, json};

async fn scoped(owner: &crate::common::Client, permissions: &[&str]) -> crate::common::Answer {
    owner.call("roles/save", json!({ "save": { "name": "Local", "permissions": permissions, "scoped": true } })).await
}

#[tokio::test]
async fn its_holder_sees_and_changes_only_the_departments_given_to_him() {
    let branches = Branches::grow().await;
    let (app, owner) = (&branches.app, &branches.owner);
    let role = scoped(owner, &["members.write"]).await.json();
    let ben = app.member(owner, Role::Member).await;
    let id = ben.me().await["member"].clone();
    assert_eq!(give(owner, &id, &role["id"], &[]).await.faults(), ["scope missing"]);
    let given = give(owner, &id, &role["id"], &[&branches.crew]).await.json();
    assert_eq!(given["scope"], json!([[branches.crew["id"], "Crew"]]));
    assert_eq!(ben.me().await["scoped"], true);
    let seen: Vec<Value> = ben.tree().await.iter().map(|department| department["name"].clone()).collect();
    assert_eq!(seen, ["Crew"]);
    let head = branches.head.me().await["member"].clone();
    assert_eq!(ben.call("members/get", json!({ "id": head })).await.refusal(), (404, "not_found".into()));
    assert!(
        ben.ask("roles/list", json!({})).await["built_in"].as_array().unwrap().is_empty(),
        "others are not counted for him"
    );
    // With another role they are gone.
    assert_eq!(give(owner, &id, &json!("auditor"), &[]).await.json()["scope"], json!([]));
}

#[tokio::test]
async fn rights_over_the_whole_organisation_do_not_fit_such_a_role() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for permission in [
        "roles.write",
        "connections.read",
        "sync.run",
        "audit.read",
        "organisation.write",
        "api_keys.read",
        "api_keys.write",
    ] {
        assert_eq!(
            scoped(&owner, &["members.read", permission]).await.faults(),
            ["permissions out_of_range"],
            "{permission}"
        );
    }
}

#[tokio::test]
async fn a_role_is_narrowed_only_while_nobody_holds_it() {
    let branches = Branches::grow().await;
    let (app, owner) = (&branches.app, &branches.owner);
    let role = made(owner, "Clerk", &["members.read"]).await;
    let ben = app.member(owner, Role::Member).await;
    let id = ben.me().await["member"].clone();
    give(owner, &id, &role["id"], &[]).await;
    let refused = changed(owner, &role, json!({ "scoped": true })).await;
    assert_eq!((refused.refusal(), refused.param("count")), ((409, "role_held".into()), "1".into()));
    give(owner, &id, &json!("member"), &[]).await;
    assert_eq!(changed(owner, &role, json!({ "scoped": true })).await.status, 200);
    give(owner, &id, &role["id"], &[&branches.crew]).await;
    assert_eq!(ben.tree().await.len(), 1);
    // Widened, it needs no departments.
    assert_eq!(changed(owner, &role, json!({ "scoped": false })).await.status, 200);
    assert_eq!(ben.tree().await.len(), 4);
    assert_eq!(owner.ask("members/get", json!({ "id": id })).await["scope"], json!([]));
}
