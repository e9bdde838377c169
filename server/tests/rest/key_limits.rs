//! Keys that change, and what ties one down: a secret that was rotated, addresses, departments.

use super::{Script, errors, text};
use crate::common::{Client, TestApp};
use model::moment::HOUR;
use model::permission::Role;
use serde_json::{Value, json};

async fn listed(owner: &Client, id: &Value) -> Value {
    let keys = owner.ask("api_keys/list", json!({})).await;
    keys.as_array().expect("a list").iter().find(|key| key["id"] == *id).expect("the key").clone()
}

fn with(script: &Script, token: &Value, app: &TestApp) -> Script {
    Script { client: app.nobody(), token: text(token).to_owned(), key: script.key.clone() }
}

#[tokio::test]
async fn after_a_rotation_both_secrets_open_for_the_time_that_was_chosen() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let old = app.script(&owner, &["members.read"]).await;
    let turn = json!({ "id": old.key["id"], "revision": old.key["revision"], "keep_hours": 24 });
    let fresh = owner.ask("api_keys/rotate", turn.clone()).await;
    let new = with(&old, &fresh["token"], &app);
    assert_ne!(new.token, old.token);
    assert_eq!(fresh["key"]["id"], old.key["id"]);
    assert_eq!((old.get("/members").await.status.as_u16(), new.get("/members").await.status.as_u16()), (200, 200));
    let known = listed(&owner, &old.key["id"]).await;
    assert_eq!((text(&known["old_prefix"]), text(&known["prefix"])), (&old.token[..10], &new.token[..10]));
    assert!(known["old_until"].is_i64());
    assert_eq!(owner.call("api_keys/rotate", turn).await.refusal(), (409, "stale".to_owned()));
    app.edge.services.clock.advance(24 * HOUR - 1_000);
    assert_eq!(old.get("/members").await.status, 200);
    app.edge.services.clock.advance(1_000);
    assert_eq!(old.get("/members").await.refusal(), (401, "key_refused".to_owned()));
    assert_eq!(new.get("/members").await.status, 200);
    let owner = app.signed_in("ada@example.com").await;
    assert_eq!(listed(&owner, &old.key["id"]).await["old_prefix"], json!(null));

    let at_once = json!({ "id": old.key["id"], "revision": known["revision"], "keep_hours": 0 });
    let last = owner.ask("api_keys/rotate", at_once).await;
    assert_eq!(new.get("/members").await.status, 401, "not for a moment");
    assert_eq!(with(&old, &last["token"], &app).get("/members").await.status, 200);
    let week = json!({ "id": old.key["id"], "revision": last["key"]["revision"], "keep_hours": 169 });
    assert_eq!(owner.call("api_keys/rotate", week).await.faults(), ["keep_hours out_of_range 168"]);
    let entry = &owner.activity(json!({ "subject": "api_key", "verb": "reset" })).await[0];
    assert!(!entry.to_string().contains(text(&last["token"])));
}

#[tokio::test]
async fn a_key_that_is_withdrawn_takes_its_old_secret_with_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let old = app.script(&owner, &["members.read"]).await;
    let turn = json!({ "id": old.key["id"], "revision": 1, "keep_hours": 168 });
    let fresh = owner.ask("api_keys/rotate", turn).await;
    owner.ask("api_keys/revoke", json!({ "id": old.key["id"], "revision": 2 })).await;
    assert_eq!(old.get("/members").await.status, 401);
    assert_eq!(with(&old, &fresh["token"], &app).get("/members").await.status, 401);
    let turn = json!({ "id": old.key["id"], "revision": 3, "keep_hours": 1 });
    assert_eq!(owner.call("api_keys/rotate", turn).await.refusal(), (409, "wrong_state".to_owned()));
}

#[tokio::test]
async fn from_an_address_that_is_not_listed_a_key_is_refused_and_the_list_tells_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let new = json!({ "name": "A", "scopes": ["members.read"], "addresses": ["203.0.113.9/24", "2001:db8::1"] });
    let far = app.script_with(&owner, new).await;
    assert_eq!(far.key["addresses"], json!(["203.0.113.0/24", "2001:db8::1"]));
    let refused = far.get("/members").await;
    assert_eq!(refused.refusal(), (403, "address_refused".to_owned()));
    assert!(text(&refused.json()["detail"]).contains("127.0.0.1"), "{}", refused.text());
    let forged = far.request(reqwest::Method::GET, "/members").header("x-forwarded-for", "203.0.113.7");
    assert_eq!(far.send(forged).await.status, 403, "whoever is no proxy cannot say where he is");
    let known = listed(&owner, &far.key["id"]).await;
    assert_eq!((text(&known["refused_address"]), &known["refused_count"]), ("127.0.0.1", &json!(1)), "once a second");
    assert_eq!(known["last_used_at"], json!(null));
    app.edge.services.clock.advance(1_000);
    far.get("/members").await;
    assert_eq!(listed(&owner, &far.key["id"]).await["refused_count"], 2);

    let here = json!({ "id": known["id"], "revision": known["revision"], "name": "B", "rate_per_minute": 60,
        "addresses": ["127.0.0.0/8"] });
    let changed = owner.ask("api_keys/save", json!({ "save": here })).await;
    assert_eq!((&changed["name"], &changed["rate_per_minute"]), (&json!("B"), &json!(60)));
    assert_eq!(far.get("/members").await.status, 200);
    let entry = &owner.activity(json!({ "subject": "api_key", "verb": "update" })).await[0];
    assert!(text(&entry["after"]).contains("127.0.0.0/8"));
    let wrong = json!({ "name": "C", "scopes": ["all"], "addresses": ["example.com"] });
    assert_eq!(owner.call("api_keys/create", json!({ "new": wrong })).await.faults(), ["addresses malformed"]);
}

#[tokio::test]
async fn a_key_that_is_tied_to_a_department_sees_and_changes_what_is_there_and_below() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let sales = owner.add(&root, "Sales").await;
    let north = owner.add(&sales, "North").await;
    let crew = owner.add(&root, "Crew").await;
    let mut ids = Vec::new();
    for (name, department) in [("Ann Able", &north), ("Bo Best", &crew)] {
        let address = format!("{}@example.com", &name[..2].to_lowercase().trim());
        let member = app.person(&owner, name, &address, "").await;
        let edit = json!({ "id": member["id"], "revision": member["revision"], "departments": [department["id"]] });
        owner.ask("members/edit", json!({ "edit": edit })).await;
        ids.push(text(&member["id"]).to_owned());
    }
    // Made by a Super Admin before: not the key's own.
    let edit = json!({ "edit": { "query": {}, "ids": ids, "location": "Pier" } });
    owner.ask("members/bulk_edit", edit).await;
    app.work().await;
    owner.ask("invitations/create", json!({ "new": {} })).await;

    let new = json!({ "name": "North only", "scopes": ["all"], "departments": [sales["id"]] });
    let script = app.script_with(&owner, new).await;
    assert_eq!(script.key["departments"], json!([[sales["id"], "Sales"]]));
    let names: Vec<Value> = script.items("/members").await.iter().map(|row| row["name"].clone()).collect();
    assert_eq!(names, ["Ann Able"]);
    assert_eq!(script.get(&format!("/members/{}", ids[1])).await.status, 404);
    let other = script.post(&format!("/members/{}/suspend", ids[1]), json!({})).await;
    assert_eq!(other.refusal(), (404, "not_found".to_owned()));
    assert_eq!(script.post(&format!("/members/{}/suspend", ids[0]), json!({})).await.status, 200);
    let departments: Vec<Value> = script.items("/departments").await.iter().map(|row| row["name"].clone()).collect();
    assert!(!departments.contains(&json!("Crew")), "{departments:?}");
    let into = json!({ "kind": "link", "department_id": crew["id"] });
    assert_eq!(errors(&script.post("/invitations", into).await), ["department_id unknown"]);
    let into = json!({ "kind": "link", "department_id": north["id"] });
    assert_eq!(script.post("/invitations", into).await.status, 201);
    assert_eq!(script.items("/invitations").await.len(), 1, "not those of whoever made the key");
    assert_eq!(script.items("/change-sets").await.len(), 0, "nor his change sets");
    for path in ["/audit", "/runs", "/connections", "/keys", "/webhooks"] {
        assert_eq!(script.get(path).await.refusal(), (403, "forbidden".to_owned()), "{path} is about everybody");
    }
    let unknown = json!({ "name": "X", "scopes": ["all"], "departments": ["none"] });
    assert_eq!(owner.call("api_keys/create", json!({ "new": unknown })).await.faults(), ["departments unknown"]);
}

#[tokio::test]
async fn a_key_whose_departments_are_gone_sees_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let new = json!({ "name": "A", "scopes": ["members.read"], "departments": [sales["id"]] });
    let script = app.script_with(&owner, new).await;
    owner.ask("departments/delete", json!({ "id": sales["id"], "revision": sales["revision"] })).await;
    assert_eq!(script.items("/members").await.len(), 0);
    assert_eq!(listed(&owner, &script.key["id"]).await["departments"], json!([]));
}

#[tokio::test]
async fn a_key_makes_changes_rotates_and_withdraws_keys_by_rest_within_its_own_rights() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["keys.write", "members.read"]).await;
    let new = json!({ "name": "Child", "scopes": ["members.read"], "addresses": ["127.0.0.1"], "rate_per_minute": 60 });
    let made = script.post("/keys", new).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let child = made.json();
    assert!(text(&child["token"]).starts_with("msk_"));
    let path = format!("/keys/{}", text(&child["id"]));
    assert_eq!(made.header("location"), format!("/api/v1{path}"));
    let read = script.get(&path).await;
    assert!(read.json().get("token").is_none());
    assert_eq!(script.items("/keys").await.len(), 2);
    for scopes in [json!(["members.write"]), json!(["all"]), json!(["members.read", "audit.read"])] {
        let more = script.post("/keys", json!({ "name": "More", "scopes": scopes })).await;
        assert_eq!(more.refusal(), (403, "forbidden".to_owned()), "{scopes}");
    }
    assert_eq!(errors(&script.post("/keys", json!({ "name": "A", "scopes": ["fly"] })).await), ["scopes unknown"]);
    let changed = script.patch(&path, read.header("etag"), json!({ "expires_at": "2099-01-01T00:00:00Z" })).await;
    assert_eq!(changed.json()["expires_at"], "2099-01-01T00:00:00Z", "{}", changed.text());
    assert_eq!((&changed.json()["name"], &changed.json()["rate_per_minute"]), (&json!("Child"), &json!(60)));
    let cleared = script.patch(&path, changed.header("etag"), json!({ "expires_at": null })).await;
    assert_eq!(cleared.json()["expires_at"], json!(null));
    let rotated = script.post(&format!("{path}/rotate"), json!({ "keep_hours": 0 })).await;
    assert_eq!(rotated.status, 200, "{}", rotated.text());
    let old = with(&script, &child["token"], &app);
    assert_eq!(old.get("/members").await.status, 401);
    let fresh = with(&script, &rotated.json()["token"], &app);
    assert_eq!(fresh.get("/members").await.status, 200);
    assert_eq!(script.delete(&path, rotated.header("etag")).await.status, 204);
    assert_eq!(fresh.get("/members").await.status, 401);
    let everything = app.script(&owner, &["all"]).await;
    for stronger in [&everything, &app.script(&owner, &["audit.read"]).await] {
        let path = format!("/keys/{}/rotate", text(&stronger.key["id"]));
        let refused = script.post(&path, json!({})).await;
        assert_eq!(refused.refusal(), (403, "forbidden".to_owned()), "whoever has its text may do what it may");
    }
    let another = everything.post("/keys", json!({ "name": "A", "scopes": ["members.read"] })).await;
    assert_eq!(another.status, 403, "a key that leaked leaves no other behind");
    let auditor = app.member(&owner, Role::Auditor).await;
    assert_eq!(auditor.call("api_keys/list", json!({})).await.status, 200);
}

#[cfg(not(feature = "postgres"))]
#[tokio::test]
async fn the_command_line_rotates_a_key_beside_a_running_server() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let old = app.script(&owner, &["members.read"]).await;
    let mut muster = std::process::Command::new(env!("CARGO_BIN_EXE_muster"));
    muster.args([
        "key",
        "rotate",
        "--json",
        "--organisation",
        "Harbour Works",
        "--key",
        "Payroll",
        "--keep-hours",
        "1",
    ]);
    let made = muster.arg("--data").arg(app.data()).output().expect("muster runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let made: Value = serde_json::from_slice(&made.stdout).expect("JSON");
    let new = with(&old, &made["token"], &app);
    assert_eq!((old.get("/members").await.status.as_u16(), new.get("/members").await.status.as_u16()), (200, 200));
    app.edge.services.clock.advance(HOUR);
    assert_eq!((old.get("/members").await.status.as_u16(), new.get("/members").await.status.as_u16()), (401, 200));
}
