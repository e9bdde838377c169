//! The role that an invitation brings.

use super::{create, path};
use crate::common::post::{Post, link};
use crate::common::{Client, PASSWORD, TestApp, find};
use crate::roles::{give, made};
use model::permission::Role;
use serde_json::{Value, json};

fn letter(address: &str, role: &Value, department: Option<&Value>) -> Value {
    let people = json!([{ "address": address }]);
    json!({ "invite": { "people": people, "role": role, "department": department.map(|one| &one["id"]), "language": "en" } })
}

/// Signs up with the link of a letter, or with another one; where that leads.
async fn enter(client: &mut Client, path: &str, email: &str) -> String {
    client.email = email.to_owned();
    let fields = [("way", "new"), ("name", "Lin Fang"), ("email", email), ("password", PASSWORD)];
    let answer = client.post(path, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location().to_owned()
}

async fn waiting(admin: &Client, email: &str) -> Value {
    find(&admin.ask("joins/list", json!({ "query": { "states": ["waiting"] } })).await["items"], "email", email)
}

/// Approves; what stands in the way, or nothing.
async fn approve(admin: &Client, join: &Value) -> Value {
    let decision = json!({ "approve": { "department": null, "position": null } });
    admin.ask("joins/decide", json!({ "ids": [join["id"]], "decision": decision })).await[0]["problem"]["code"].clone()
}

#[tokio::test]
async fn whoever_an_admin_invites_has_the_role_as_soon_as_he_is_in() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let post = Post::connect(&owner).await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let keeper = made(&owner, "Doorkeeper", &["joins.read"]).await;
    for (address, role, department, wanted) in [
        ("a@example.test", json!("auditor"), None, "auditor"),
        ("b@example.test", json!("department_admin"), Some(&sales), "department_admin"),
        ("c@example.test", keeper["id"].clone(), None, "member"),
    ] {
        owner.ask("invitations/invite", letter(address, &role, department)).await;
        app.work().await;
        let mut lin = app.nobody();
        assert_eq!(enter(&mut lin, &link(&post.letter(address).text), address).await, "/");
        assert_eq!(lin.me().await["role"], wanted, "{address}");
    }
    let dana = app.signed_in("b@example.test").await;
    let names: Vec<Value> = dana.tree().await.iter().map(|one| one["name"].clone()).collect();
    assert_eq!(names, ["Sales"], "a role with a reach reaches into the department of the invitation");
    let cleo = app.signed_in("c@example.test").await.me().await;
    assert_eq!((&cleo["own_role"]["name"], &cleo["permissions"]), (&json!("Doorkeeper"), &json!(["joins.read"])));
    let told = &owner.activity(json!({ "verb": "invite" })).await[0];
    assert!(told.to_string().contains("Doorkeeper"), "{told}");
}

#[tokio::test]
async fn whoever_comes_by_a_link_has_its_role_once_an_admin_who_could_give_it_lets_him_in() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let refused = owner.call("invitations/create", json!({ "new": { "role": "department_admin" } })).await;
    assert_eq!(refused.faults(), ["department missing"], "where would the role reach?");
    let made = create(&owner, json!({ "role": "department_admin", "department": sales["id"] })).await;
    assert_eq!(made["role"], "department_admin");
    let mut lin = app.nobody();
    assert_eq!(enter(&mut lin, &path(&made), "lin@example.test").await, "/waiting");
    assert_eq!(lin.call("members/list", json!({ "query": {} })).await.status, 401, "who waits has no rights yet");

    let (doorkeeper, _) = app.holder(&owner, "Doorkeeper", &["joins.read", "joins.write"]).await;
    let join = waiting(&doorkeeper, "lin@example.test").await;
    assert_eq!(join["role"], "department_admin", "whoever decides sees it");
    assert_eq!(approve(&doorkeeper, &join).await, "role_above_own");
    assert_eq!(app.count("select count(*) from members where status = 'pending'").await, 1);
    assert_eq!(approve(&owner, &join).await, json!(null));
    assert_eq!(lin.me().await["role"], "department_admin");
    let names: Vec<Value> = lin.tree().await.iter().map(|one| one["name"].clone()).collect();
    assert_eq!(names, ["Sales"]);
    let told = &owner.activity(json!({ "verb": "approve" })).await[0];
    assert!(told.to_string().contains("department_admin"), "{told}");
}

#[tokio::test]
async fn nobody_invites_with_more_rights_than_his_own() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let admin = app.member(&owner, Role::AccountAdmin).await;
    let member = app.member(&owner, Role::Member).await;
    for (client, role, code) in [
        (&admin, "super_admin", (422, "role_above_own")),
        (&member, "auditor", (403, "forbidden")),
        (&admin, "nonsense-1", (422, "invalid")),
    ] {
        let answer = client.call("invitations/invite", letter("x@example.test", &json!(role), None)).await;
        assert_eq!(answer.refusal(), (code.0, code.1.to_owned()), "{role}");
    }
    let link = admin.call("invitations/create", json!({ "new": { "role": "super_admin" } })).await;
    assert_eq!(link.refusal(), (422, "role_above_own".into()));
    assert_eq!(app.count("select count(*) from invitations").await, 0);
    assert_eq!(app.count("select count(*) from members where status = 'invited'").await, 0);
}

#[tokio::test]
async fn what_the_inviter_could_no_longer_give_waits_for_somebody_who_can() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let post = Post::connect(&owner).await;
    let bea = app.member(&owner, Role::SuperAdmin).await;
    bea.ask("invitations/invite", letter("lin@example.test", &json!("super_admin"), None)).await;
    app.work().await;
    let id = bea.me().await["member"].clone();
    assert_eq!(give(&owner, &id, &json!("account_admin"), &[]).await.status, 200);
    let mut lin = app.nobody();
    let place = enter(&mut lin, &link(&post.letter("lin@example.test").text), "lin@example.test").await;
    assert_eq!(place, "/waiting", "an Account Admin's invitations let in at once, with what he may give");
    let join = waiting(&bea, "lin@example.test").await;
    assert_eq!(approve(&bea, &join).await, "role_above_own");
    assert_eq!(approve(&owner, &join).await, json!(null));
    assert_eq!(lin.me().await["role"], "super_admin");
}

#[tokio::test]
async fn a_link_whose_role_was_deleted_brings_ordinary_members() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let role = made(&owner, "Doorkeeper", &["joins.read"]).await;
    let link = create(&owner, json!({ "role": role["id"] })).await;
    assert_eq!(link["own_role"]["name"], "Doorkeeper");
    owner.ask("roles/delete", json!({ "id": role["id"], "revision": role["revision"] })).await;
    let links = owner.ask("invitations/list", json!({ "ended": false })).await;
    assert_eq!((&links[0]["role"], &links[0]["own_role"]), (&json!("member"), &json!(null)));
    let mut lin = app.nobody();
    enter(&mut lin, &path(&link), "lin@example.test").await;
    assert_eq!(approve(&owner, &waiting(&owner, "lin@example.test").await).await, json!(null));
    assert_eq!(lin.me().await["role"], "member");
}
