//! Invitations: links, their QR codes and the door number.

mod codes;
mod contacts;
mod dead;
mod door;
mod people;
mod roles;
mod verdicts;

use crate::common::{Answer, Branches, Client, TestApp, find};
use model::permission::Role;
use serde_json::{Value, json};

async fn create(client: &Client, new: Value) -> Value {
    client.ask("invitations/create", json!({ "new": new })).await
}

/// Pauses, resumes or revokes; the answer may be a refusal.
async fn switch(client: &Client, link: &Value, verb: &str) -> Answer {
    let links = client.ask("invitations/list", json!({ "ended": true })).await;
    let now = find(&links, "id", link["id"].as_str().expect("text"));
    client.call(&format!("invitations/{verb}"), json!({ "id": now["id"], "revision": now["revision"] })).await
}

/// The ids in the table of links.
async fn listed(client: &Client, ended: bool) -> Vec<Value> {
    let links = client.ask("invitations/list", json!({ "ended": ended })).await;
    links.as_array().expect("a list").iter().map(|link| link["id"].clone()).collect()
}

fn path(link: &Value) -> String {
    let url = link["url"].as_str().expect("an address");
    url[url.find("/join").expect("a join address")..].to_owned()
}

#[tokio::test]
async fn a_link_carries_what_was_preset_and_shows_its_uses() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let north = owner.add(&sales, "North").await;
    let before = app.edge.services.clock.now().0;
    let link = create(
        &owner,
        json!({ "department": north["id"], "position": " Captain ", "note": "Fair", "lasts": 86_400_000, "max_uses": 2 }),
    )
    .await;
    assert_eq!(link["department"], json!([north["id"], "North"]));
    assert_eq!(
        (&link["position"], &link["note"], &link["inviter"]),
        (&json!("Captain"), &json!("Fair"), &json!("Ada Owner"))
    );
    assert_eq!((&link["max_uses"], &link["uses"], &link["state"]), (&json!(2), &json!(0), &json!("active")));
    let ends = link["expires_at"].as_i64().unwrap() - before;
    assert!((86_400_000..86_460_000).contains(&ends), "{ends}");
    let token = path(&link).trim_start_matches("/join/").to_owned();
    assert_eq!(app.count(&format!("select count(*) from invitations where token_sealed like '%{token}%'")).await, 0);

    let page = app.nobody().get(&path(&link)).await.text();
    for wanted in ["Ada Owner invites you.", "Sales / North", "Captain"] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert_eq!(owner.ask("invitations/list", json!({ "ended": false })).await[0]["uses"], 0, "looking is no use");
    let fields = [("way", "new"), ("name", "Ann"), ("email", "ann@example.com"), ("password", crate::common::PASSWORD)];
    assert_eq!(app.nobody().post(&path(&link), &fields).await.location(), "/waiting");
    let shown = owner.ask("invitations/list", json!({ "ended": false })).await[0].clone();
    assert_eq!((&shown["uses"], &shown["url"]), (&json!(1), &link["url"]));
    assert_eq!(shown["revision"], link["revision"], "a use does not get in the way of an editor");
}

#[tokio::test]
async fn every_field_has_a_limit_and_says_so() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let theirs = app.stranger().await.root().await["id"].clone();
    for (new, faults) in [
        (
            json!({ "position": "x".repeat(129), "note": "x".repeat(501) }),
            &["position too_long 128", "note too_long 500"][..],
        ),
        (json!({ "lasts": 59_999 }), &["lasts out_of_range 366"]),
        (json!({ "lasts": 367 * 86_400_000_i64 }), &["lasts out_of_range 366"]),
        (json!({ "lasts": -1, "max_uses": 0 }), &["lasts out_of_range 366", "max_uses out_of_range 100000"]),
        (json!({ "max_uses": 100_001 }), &["max_uses out_of_range 100000"]),
        (json!({ "department": "none" }), &["department unknown"]),
        (json!({ "department": theirs }), &["department unknown"]),
    ] {
        let refused = owner.call("invitations/create", json!({ "new": new })).await;
        assert_eq!(
            (refused.refusal(), refused.faults()),
            ((422, "invalid".into()), faults.iter().map(|f| (*f).to_owned()).collect()),
            "{new}"
        );
    }
    let malformed = owner.call("invitations/create", json!({ "new": { "max_uses": "many" } })).await;
    assert_eq!(malformed.refusal(), (400, "malformed".into()));
    assert!(listed(&owner, true).await.is_empty());
    create(
        &owner,
        json!({ "position": "x".repeat(128), "note": "x".repeat(500), "lasts": 60_000, "max_uses": 100_000 }),
    )
    .await;
}

#[tokio::test]
async fn a_link_is_paused_resumed_and_withdrawn_for_good() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let link = create(&owner, json!({})).await;
    for (verb, wanted, page) in [
        ("resume", Err("active"), 200),
        ("pause", Ok("paused"), 410),
        ("pause", Err("paused"), 410),
        ("resume", Ok("active"), 200),
        ("pause", Ok("paused"), 410),
        ("revoke", Ok("revoked"), 410),
        ("resume", Err("revoked"), 410),
        ("pause", Err("revoked"), 410),
        ("revoke", Err("revoked"), 410),
    ] {
        let answer = switch(&owner, &link, verb).await;
        match wanted {
            Ok(state) => assert_eq!(answer.json()["state"], state, "{verb}"),
            Err(state) => assert_eq!(
                (answer.refusal(), answer.param("state")),
                ((409, "wrong_state".into()), state.into()),
                "{verb}"
            ),
        }
        assert_eq!(app.nobody().get(&path(&link)).await.status, page, "after {verb}");
    }
    assert!(listed(&owner, false).await.is_empty());
    assert_eq!(listed(&owner, true).await, [link["id"].clone()]);

    let stale = json!({ "id": link["id"], "revision": link["revision"] });
    let refused = owner.call("invitations/pause", stale).await;
    assert_eq!((refused.refusal(), refused.param("by")), ((409, "stale".into()), "Ada Owner".into()));
}

#[tokio::test]
async fn ended_links_do_not_crowd_out_those_in_force() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let link = create(&owner, json!({ "note": "The old one" })).await;
    let ended = create(&owner, json!({})).await;
    switch(&owner, &ended, "revoke").await;
    let id = ended["id"].as_str().unwrap();
    let mut copies = String::new();
    for number in 0..500 {
        if number > 0 {
            copies.push_str(" union all ");
        }
        copies.push_str(&format!("select {number} as n"));
    }
    let columns = "organisation_id, kind, token_sealed, inviter_id, address, language, department_id, position, role, note, expires_at, max_uses, \
                   uses, state, revision, created_at";
    app.tamper(&format!(
        "insert into invitations (id, token_hash, {columns}) \
         select 'copy' || c.n, 'copy' || c.n, {columns} from invitations i cross join ({copies}) c where i.id = '{id}'"
    ))
    .await;
    assert_eq!(listed(&owner, false).await, [link["id"].clone()]);
}

#[tokio::test]
async fn who_may_read_the_table_may_not_hand_out_its_links() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let auditor = app.member(&owner, Role::Auditor).await;
    let stranger = app.stranger().await;
    let link = create(&owner, json!({})).await;
    let links = auditor.ask("invitations/list", json!({ "ended": true })).await;
    assert_eq!((&links[0]["id"], &links[0]["url"]), (&link["id"], &Value::Null));
    let code = format!("/invitations/{}/qr.svg", link["id"].as_str().unwrap());
    assert_eq!(auditor.get(&code).await.status, 403, "the code holds the link");

    assert!(listed(&stranger, true).await.is_empty());
    assert_eq!(stranger.get(&code).await.status, 404);
    for verb in ["pause", "resume", "revoke"] {
        let arguments = json!({ "id": link["id"], "revision": link["revision"] });
        let refused = stranger.call(&format!("invitations/{verb}"), arguments).await;
        assert_eq!(refused.refusal(), (404, "not_found".into()), "{verb}");
    }
    assert_eq!(app.nobody().get(&path(&link)).await.status, 200);
}

#[tokio::test]
async fn a_department_admin_invites_into_his_departments_only() {
    let Branches { app: _app, owner, root, sales, north, crew, head, .. } = Branches::grow().await;
    for (new, fault) in [
        (json!({}), "department missing"),
        (json!({ "department": crew["id"] }), "department unknown"),
        (json!({ "department": root["id"] }), "department unknown"),
    ] {
        assert_eq!(head.call("invitations/create", json!({ "new": new })).await.faults(), [fault]);
    }
    let own = create(&head, json!({ "department": north["id"] })).await;
    let into_his = create(&owner, json!({ "department": sales["id"] })).await;
    let elsewhere = create(&owner, json!({ "department": crew["id"] })).await;
    create(&owner, json!({})).await;
    assert_eq!(listed(&head, false).await, [into_his["id"].clone(), own["id"].clone()], "newest first");
    assert_eq!(listed(&owner, false).await.len(), 4);
    let arguments = json!({ "id": elsewhere["id"], "revision": elsewhere["revision"] });
    assert_eq!(head.call("invitations/revoke", arguments).await.refusal(), (404, "not_found".into()));
    assert_eq!(switch(&head, &into_his, "pause").await.status, 200);
}
