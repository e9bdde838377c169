//! The same request twice.

use super::{Script, text};
use crate::common::{Answer, Client, TestApp};
use model::moment::DAY;
use reqwest::Method;
use serde_json::{Value, json};

async fn start() -> (TestApp, Client, Script) {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["all"]).await;
    (app, owner, script)
}

async fn post(script: &Script, key: &str, path: &str, body: &Value) -> Answer {
    script.send(script.request(Method::POST, path).header("idempotency-key", key).json(body)).await
}

#[tokio::test]
async fn the_same_request_is_carried_out_once_and_answered_alike() {
    let (app, owner, script) = start().await;
    let body = json!({ "name": "Sales", "parent_id": owner.root().await["id"] });
    let first = post(&script, "k1", "/departments", &body).await;
    let second = post(&script, "k1", "/departments", &body).await;
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201), "{}", second.text());
    assert_eq!(first.body, second.body);
    for header in ["etag", "location", "content-type"] {
        assert_eq!(first.header(header), second.header(header));
    }
    assert_eq!((first.header("idempotent-replayed"), second.header("idempotent-replayed")), ("", "true"));
    assert_eq!(app.count("select count(*) from departments where name = 'Sales'").await, 1);

    let other = json!({ "name": "Crew", "parent_id": body["parent_id"] });
    assert_eq!(post(&script, "k1", "/departments", &other).await.refusal(), (409, "idempotency_reused".to_owned()));
    assert_eq!(post(&script, "k1", "/joins/bulk", &body).await.refusal(), (409, "idempotency_reused".to_owned()));
    assert_eq!(post(&script, "k2", "/departments", &other).await.status, 201);
    let another = app.script(&owner, &["all"]).await;
    let theirs = post(&another, "k1", "/departments", &body).await;
    assert_eq!(theirs.status, 422, "another key's words are its own: the name is taken");
    let again = post(&another, "k1", "/departments", &body).await;
    assert_eq!((again.status.as_u16(), &again.body), (422, &theirs.body), "a refusal is an answer too");
    assert_eq!(again.header("content-type"), "application/problem+json");
    assert_eq!(post(&script, &"k".repeat(256), "/departments", &body).await.status, 422);
}

#[tokio::test]
async fn two_at_once_make_one_row() {
    let (app, _owner, script) = start().await;
    let body = json!({ "kind": "link" });
    let both = futures::future::join_all((0..6).map(|_| post(&script, "same", "/invitations", &body))).await;
    for answer in &both {
        assert_eq!(answer.status, 201, "{}", answer.text());
        assert_eq!(answer.body, both[0].body);
    }
    assert_eq!(app.count("select count(*) from invitations").await, 1);
}

#[tokio::test]
async fn an_answer_is_kept_for_a_day_and_sealed() {
    let (app, _owner, script) = start().await;
    let body = json!({ "kind": "link" });
    let first = post(&script, "k", "/invitations", &body).await.json();
    let token = text(&first["url"]).rsplit('/').next().unwrap().to_owned();
    assert_eq!(app.count(&format!("select count(*) from idempotency_keys where body like '%{token}%'")).await, 0);
    app.edge.services.clock.advance(DAY - 1_000);
    assert_eq!(post(&script, "k", "/invitations", &body).await.json(), first);
    app.edge.services.clock.advance(2_000);
    let next = post(&script, "k", "/invitations", &body).await.json();
    assert_ne!(next["id"], first["id"], "the day is over");
    app.edge.services.clock.advance(DAY + 1_000);
    domain::api_keys::idempotency::sweep(&app.edge.services).await.expect("it sweeps");
    assert_eq!(app.count("select count(*) from idempotency_keys").await, 0);
}

#[tokio::test]
async fn what_was_cut_off_is_not_carried_out_a_second_time() {
    let (app, _owner, script) = start().await;
    post(&script, "k", "/invitations", &json!({ "kind": "link" })).await;
    app.tamper("update idempotency_keys set status = null, body = ''").await;
    let answer = post(&script, "k", "/invitations", &json!({ "kind": "link" })).await;
    assert_eq!(answer.refusal(), (409, "idempotency_unfinished".to_owned()));
    assert_eq!(app.count("select count(*) from invitations").await, 1);
}

#[tokio::test]
async fn what_should_be_asked_again_later_is_not_remembered() {
    let (app, _owner, script) = start().await;
    let made = script.post("/invitations", json!({ "kind": "email", "email": "li@example.com" })).await.json();
    let path = format!("/invitations/{}/resend", text(&made["id"]));
    assert_eq!(post(&script, "again", &path, &json!({})).await.status, 429);
    app.edge.services.clock.advance(6 * 60_000);
    assert_eq!(post(&script, "again", &path, &json!({})).await.status, 200);
}
