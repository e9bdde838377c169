//! Making and changing roles.

use super::{changed, give, made};
use crate::common::{TestApp, find};
use model::permission::Role;
use serde_json::json;

#[tokio::test]
async fn a_new_role_works_from_the_moment_it_is_given_and_the_activity_tells_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let role = made(&owner, " Doorkeeper ", &["joins.write"]).await;
    assert_eq!(role["name"], "Doorkeeper");
    let rights = json!({ "permissions": ["departments.read", "joins.read", "joins.write"], "scoped": false });
    assert_eq!(role["rights"], rights, "with what it needs");
    let told = &owner.activity(json!({})).await[0];
    assert_eq!((&told["verb"], &told["subject"]), (&json!("create"), &json!("role")), "{told}");

    let ben = app.member(&owner, Role::Member).await;
    let id = ben.me().await["member"].clone();
    let joins = json!({ "query": {} });
    assert_eq!(ben.call("joins/list", joins.clone()).await.refusal(), (403, "forbidden".into()));
    let given = give(&owner, &id, &role["id"], &[]).await.json();
    let named = json!({ "id": role["id"], "name": "Doorkeeper" });
    assert_eq!((&given["row"]["role"], &given["row"]["own_role"]), (&json!("member"), &named));
    let told = &owner.activity(json!({})).await[0];
    assert_eq!(told["after"], json!({ "role": "Doorkeeper", "scope": [] }).to_string(), "{told}");
    assert_eq!(ben.call("joins/list", joins.clone()).await.status, 200);
    let me = ben.me().await;
    assert_eq!((&me["own_role"], &me["permissions"]), (&named, &role["rights"]["permissions"]));
    assert_eq!(app.count("select count(*) from members where own_role_id is not null and role = 'member'").await, 1);

    assert_eq!(give(&owner, &id, &json!("auditor"), &[]).await.json()["row"]["own_role"], json!(null));
    assert_eq!(give(&owner, &id, &json!("member"), &[]).await.status, 200);
    assert_eq!(ben.call("joins/list", joins).await.refusal(), (403, "forbidden".into()));
}

#[tokio::test]
async fn a_changed_role_holds_for_all_who_have_it_at_their_next_request() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (ben, role) = app.holder(&owner, "Doorkeeper", &["joins.read"]).await;
    assert_eq!(ben.call("audit/list", json!({ "query": {} })).await.refusal(), (403, "forbidden".into()));
    let wider = changed(&owner, &role, json!({ "permissions": ["audit.read"], "name": "Reader" })).await.json();
    assert_eq!((&wider["name"], &wider["holders"]), (&json!("Reader"), &json!(1)));
    assert_eq!(ben.call("audit/list", json!({ "query": {} })).await.status, 200);
    assert_eq!(ben.call("joins/list", json!({ "query": {} })).await.refusal(), (403, "forbidden".into()));
    assert_eq!(ben.me().await["own_role"]["name"], "Reader");
    let told = &owner.activity(json!({})).await[0];
    assert_eq!(told["before"], json!({ "name": "Doorkeeper", "permissions": ["joins.read"] }).to_string(), "{told}");
    assert_eq!(told["after"], json!({ "name": "Reader", "permissions": ["audit.read"] }).to_string(), "{told}");
}

#[tokio::test]
async fn two_who_change_a_role_at_once_do_not_undo_each_other() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let role = made(&owner, "Doorkeeper", &["joins.read"]).await;
    let save =
        json!({ "id": role["id"], "revision": role["revision"], "name": "Porter", "permissions": ["joins.read"] });
    assert_eq!(owner.call("roles/save", json!({ "save": save })).await.status, 200);
    let late = owner.call("roles/save", json!({ "save": save })).await;
    assert_eq!((late.refusal(), late.param("by")), ((409, "stale".into()), "Ada Owner".into()));
}

#[tokio::test]
async fn a_name_is_the_roles_own_in_its_organisation() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let first = made(&owner, "Doorkeeper", &["joins.read"]).await;
    let second = made(&owner, "Porter", &["joins.read"]).await;
    for (name, fault) in [
        ("", "name missing"),
        ("DOORKEEPER", "name taken"),
        ("super admin", "name taken"),
        ("a\u{202e}b", "name bad_character"),
    ] {
        let new = json!({ "save": { "name": name, "permissions": ["joins.read"] } });
        let refused = owner.call("roles/save", new).await;
        assert_eq!((refused.refusal(), refused.faults()), ((422, "invalid".into()), vec![fault.to_owned()]), "{name}");
    }
    assert_eq!(changed(&owner, &second, json!({ "name": "doorkeeper" })).await.faults(), ["name taken"]);
    assert_eq!(changed(&owner, &first, json!({ "name": "doorkeeper" })).await.status, 200, "its own");
    let nothing = owner.call("roles/save", json!({ "save": { "name": "Idle", "permissions": [] } })).await;
    assert_eq!(nothing.faults(), ["permissions missing"]);
    let unknown = json!({ "save": { "name": "X", "permissions": ["world.rule"] } });
    assert_eq!(owner.call("roles/save", unknown).await.refusal(), (400, "malformed".into()));

    let stranger = app.stranger().await;
    made(&stranger, "Doorkeeper", &["joins.read"]).await;
    assert_eq!(stranger.ask("roles/list", json!({})).await["own"].as_array().unwrap().len(), 1, "nothing of ours");
    let theirs = json!({ "id": first["id"], "revision": 1, "name": "Mine", "permissions": ["joins.read"] });
    assert_eq!(stranger.call("roles/save", json!({ "save": theirs })).await.refusal(), (404, "not_found".into()));
    let id = stranger.me().await["member"].clone();
    assert_eq!(give(&stranger, &id, &first["id"], &[]).await.faults(), ["role unknown"]);
}

/// Must not be weakened: whoever gives roles would otherwise give himself everything.
#[tokio::test]
async fn nobody_makes_changes_gives_or_takes_a_role_with_rights_he_lacks() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let above = made(&owner, "Namer", &["organisation.write"]).await;
    let admin = app.member(&owner, Role::AccountAdmin).await;
    let (clerk, own) = app.holder(&owner, "Clerk", &["roles.write", "joins.read"]).await;
    let (namer, _) = app.holder(&owner, "Second namer", &["organisation.write"]).await;
    let ids = [clerk.me().await["member"].clone(), namer.me().await["member"].clone()];
    let refusal = (422, "role_above_own".to_owned());
    for (who, new) in [(&admin, "organisation.write"), (&clerk, "audit.read"), (&clerk, "members.phones")] {
        let new = json!({ "save": { "name": "Up", "permissions": [new] } });
        assert_eq!(who.call("roles/save", new.clone()).await.refusal(), refusal, "{new}");
    }
    assert_eq!(changed(&clerk, &own, json!({ "permissions": ["roles.write", "audit.read"] })).await.refusal(), refusal);
    assert_eq!(changed(&admin, &above, json!({ "permissions": ["joins.read"] })).await.refusal(), refusal);
    let delete = json!({ "id": above["id"], "revision": above["revision"] });
    assert_eq!(admin.call("roles/delete", delete).await.refusal(), refusal);
    assert_eq!(give(&admin, &ids[0], &above["id"], &[]).await.refusal(), refusal);
    assert_eq!(give(&admin, &ids[1], &json!("member"), &[]).await.refusal(), refusal);
    assert_eq!(give(&clerk, &ids[0], &json!("account_admin"), &[]).await.refusal(), refusal);
    // Whoever has more rights than an admin is not suspended by him either.
    assert_eq!(admin.step(&ids[1], "suspend").await.refusal(), refusal);
    assert_eq!(admin.step(&ids[0], "suspend").await.status, 200);
    assert_eq!(made(&admin, "Reader", &["audit.read"]).await["name"], "Reader", "what he has himself");
}

#[tokio::test]
async fn the_list_tells_how_many_hold_each_role_and_members_are_found_by_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.member(&owner, Role::Auditor).await;
    let (ben, role) = app.holder(&owner, "Doorkeeper", &["joins.read"]).await;
    app.member(&owner, Role::Member).await;
    let roles = owner.ask("roles/list", json!({})).await;
    assert_eq!(roles["built_in"], json!([["super_admin", 1], ["auditor", 1]]));
    assert_eq!(find(&roles["own"], "name", "Doorkeeper")["holders"], 1);
    let name = ben.me().await["name"].as_str().unwrap().to_owned();
    assert_eq!(owner.names(json!({ "role": role["id"] })).await, std::slice::from_ref(&name));
    assert_eq!(owner.names(json!({ "role": "auditor" })).await.len(), 1);
    assert!(!owner.names(json!({ "role": "member" })).await.contains(&name), "he is no ordinary one");
}
