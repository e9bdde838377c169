//! Keys: who comes in, and what is left of it.

use super::{Script, text};
use crate::common::TestApp;
use model::permission::Role;
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn a_key_in_force_opens_and_no_other_does() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["members.read"]).await;
    assert_eq!(script.get("/members").await.status, 200);

    let nobody = app.nobody();
    for header in ["", "Bearer ", "Bearer msk_wrong", "Basic bXNrOg==", "msk_wrong"] {
        let request = nobody.request(Method::GET, "/api/v1/members").header("authorization", header);
        let answer = nobody.send(request).await;
        assert_eq!(answer.refusal(), (401, "key_refused".to_owned()), "{header:?}");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let lower =
        nobody.request(Method::GET, "/api/v1/members").header("authorization", format!("bearer {}", script.token));
    assert_eq!(nobody.send(lower).await.status, 200, "the scheme's case means nothing");
}

#[tokio::test]
async fn a_session_means_nothing_here_and_a_key_nothing_there() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let answer = owner.send(owner.request(Method::GET, "/api/v1/members")).await;
    assert_eq!(answer.refusal(), (401, "key_refused".to_owned()));
    let script = app.script(&owner, &["all"]).await;
    let request = script.client.request(Method::POST, "/fn/members/list").bearer_auth(&script.token);
    let function = script.send(request.header("origin", app.edge.public.origin()).json(&json!({ "query": {} }))).await;
    assert_eq!(function.refusal(), (401, "signed_out".to_owned()));
    // A browser of another site sends the cookie, but cannot send the key.
    let foreign = owner.request(Method::POST, "/api/v1/departments").header("origin", "https://evil.test");
    assert_eq!(owner.send(foreign.json(&json!({ "name": "A", "parent_id": "x" }))).await.status, 401);
}

#[tokio::test]
async fn a_key_that_expired_or_was_withdrawn_is_refused() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let now = app.edge.services.clock.now().0;
    let new = json!({ "name": "Short", "scopes": ["members.read"], "expires_at": now + 60_000 });
    let short = app.script_with(&owner, new).await;
    assert_eq!(short.get("/members").await.status, 200);
    app.edge.services.clock.advance(61_000);
    assert_eq!(short.get("/members").await.refusal(), (401, "key_refused".to_owned()));

    let long = app.script(&owner, &["members.read"]).await;
    let gone = owner.ask("api_keys/revoke", json!({ "id": long.key["id"], "revision": long.key["revision"] })).await;
    assert!(gone["revoked_at"].is_i64(), "{gone}");
    assert_eq!(long.get("/members").await.refusal(), (401, "key_refused".to_owned()));
    let again = owner.call("api_keys/revoke", json!({ "id": long.key["id"], "revision": gone["revision"] })).await;
    assert_eq!(again.refusal(), (409, "wrong_state".to_owned()));
}

#[tokio::test]
async fn the_text_of_a_key_is_told_once_and_kept_nowhere() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["members.read"]).await;
    assert!(script.token.starts_with("msk_") && script.token.len() > 40, "{}", script.token);
    script.get("/members").await;
    let listed = owner.call("api_keys/list", json!({})).await;
    assert!(!listed.text().contains(&script.token), "{}", listed.text());
    assert_eq!(text(&listed.json()[0]["prefix"]), &script.token[..10]);
    let secret = &script.token[10..];
    for (table, columns) in [
        ("api_keys", "name || prefix || token_hash || scopes"),
        ("audit", "actor || before || after || subject_name"),
        ("idempotency_keys", "key || body || request_hash"),
    ] {
        assert_eq!(app.count(&format!("select count(*) from {table} where {columns} like '%{secret}%'")).await, 0);
    }
    #[cfg(not(feature = "postgres"))]
    for file in ["muster.db", "muster.db-wal"] {
        let bytes = std::fs::read(app.data().join(file)).unwrap_or_default();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{file}");
    }
}

#[tokio::test]
async fn the_activity_names_the_key_that_did_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["departments.write"]).await;
    let root = owner.root().await;
    script.post("/departments", json!({ "name": "Sales", "parent_id": root["id"] })).await;
    let entries = owner.activity(json!({ "subject": "department" })).await;
    let entry = &entries[0];
    assert_eq!((text(&entry["actor"]), text(&entry["origin"])), ("API key Payroll", "api"));
    assert_eq!(app.count("select count(*) from audit where origin = 'api' and actor_member is not null").await, 0);
    let made = &owner.activity(json!({ "subject": "api_key" })).await[0];
    assert_eq!((text(&made["verb"]), text(&made["subject_name"])), ("create", "Payroll"));
}

#[tokio::test]
async fn when_a_key_was_used_is_kept_to_the_minute() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["members.read"]).await;
    let used = async || owner.ask("api_keys/list", json!({})).await[0]["last_used_at"].as_i64();
    assert_eq!(used().await, None);
    script.get("/members").await;
    let first = used().await;
    assert!(first.is_some());
    app.edge.services.clock.advance(30_000);
    script.get("/members").await;
    assert_eq!(used().await, first);
    app.edge.services.clock.advance(31_000);
    script.get("/members").await;
    assert!(used().await > first);
}

#[tokio::test]
async fn a_key_outlives_the_admin_who_made_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let admin = app.member(&owner, Role::AccountAdmin).await;
    let script = app.script(&admin, &["invitations.write"]).await;
    let me = admin.me().await["member"].clone();
    assert_eq!(owner.step(&me, "terminate").await.status, 200);
    let made = script.post("/invitations", json!({ "kind": "link" })).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let links = owner.ask("invitations/list", json!({ "ended": false })).await;
    assert_eq!((text(&links[0]["inviter"]), text(&links[0]["state"])), ("Ada Owner", "active"));
}

#[tokio::test]
async fn only_admins_make_keys_and_only_sound_ones() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for role in [Role::DepartmentAdmin, Role::Auditor, Role::Member] {
        if role.is_scoped() {
            continue;
        }
        let member = app.member(&owner, role).await;
        let answer = member.call("api_keys/create", json!({ "new": { "name": "X", "scopes": ["all"] } })).await;
        assert_eq!(answer.refusal(), (403, "forbidden".to_owned()), "{role}");
    }
    let wrong = json!({ "new": { "name": " ", "scopes": [], "expires_at": 1, "rate_per_minute": 0 } });
    let answer = owner.call("api_keys/create", wrong).await;
    assert_eq!(answer.status, 422);
    let fields: Vec<String> =
        answer.faults().iter().map(|fault| fault.split(' ').next().unwrap_or("").into()).collect();
    assert_eq!(fields, ["name", "scopes", "expires_at", "rate_per_minute"]);
    assert_eq!(app.count("select count(*) from api_keys").await, 0);
}

#[tokio::test]
async fn scopes_hold_inside_an_answer_too() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let read: Script = app.script(&owner, &["invitations.read", "members.read"]).await;
    let write = app.script(&owner, &["invitations.write"]).await;
    let made = write.post("/invitations", json!({ "kind": "link" })).await.json();
    let path = format!("/invitations/{}", text(&made["id"]));
    assert!(read.get(&path).await.json()["url"].is_null());
    assert_eq!(read.get(&format!("{path}/qr.svg")).await.refusal(), (403, "forbidden".to_owned()));
    assert_eq!(read.post("/members", json!({ "email": "a@example.com" })).await.status, 403);
    let refused = read.post("/invitations", json!({ "kind": "link" })).await;
    assert!(text(&refused.json()["detail"]).contains("scopes of the API key"), "{}", refused.text());
}

#[cfg(not(feature = "postgres"))]
#[tokio::test]
async fn the_command_line_makes_a_key_beside_a_running_server() {
    use std::process::Command;
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let muster = |organisation: &str, scope: &str| {
        let mut muster = Command::new(env!("CARGO_BIN_EXE_muster"));
        muster.args(["key", "create", "--json", "--name", "Cron", "--organisation", organisation, "--scope", scope]);
        muster.arg("--data").arg(app.data()).output().expect("muster runs")
    };
    let made = muster("Harbour Works", "members.read,audit.read");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let made: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON");
    let token = text(&made["token"]).to_owned();
    let script = Script { client: app.nobody(), token, key: made };
    assert_eq!(script.get("/audit").await.status, 200);
    assert_eq!(script.get("/joins").await.status, 403);
    assert_eq!(text(&owner.activity(json!({ "subject": "api_key" })).await[0]["origin"]), "cli");

    let unknown = muster("Nobody's Works", "all");
    assert!(!unknown.status.success());
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("no organisation"), "{unknown:?}");
    let wrong = muster("Harbour Works", "everything");
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("members.read"), "{wrong:?}");
}
