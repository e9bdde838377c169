//! Invitations.

use super::{Script, errors, text};
use crate::common::{Client, TestApp};
use serde_json::{Value, json};

async fn start() -> (TestApp, Client, Script) {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["invitations.write"]).await;
    (app, owner, script)
}

fn path(made: &Value) -> String {
    format!("/invitations/{}", text(&made["id"]))
}

#[tokio::test]
async fn a_link_is_made_paused_resumed_and_withdrawn() {
    let (app, owner, script) = start().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let end = "2099-01-01T00:00:00Z";
    let far = script.post("/invitations", json!({ "kind": "link", "expires_at": end })).await;
    assert_eq!(errors(&far), ["expires_at out_of_range"]);
    let body = json!({ "kind": "link", "department_id": sales["id"], "position": "Pilot", "max_uses": 3 });
    let answer = script.post("/invitations", body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let made = answer.json();
    assert_eq!(
        made,
        json!({ "id": made["id"], "kind": "link", "url": made["url"], "member_id": null, "department_id": sales["id"],
            "position": "Pilot", "role": "member", "expires_at": null, "max_uses": 3, "uses": 0, "state": "active" })
    );
    let url = text(&made["url"]).to_owned();
    let join = &url[url.find("/join").unwrap()..];
    assert_eq!(app.nobody().get(join).await.status, 200);
    let path = path(&made);
    assert_eq!(answer.location(), format!("/api/v1{path}"));
    assert!(script.get(&path).await.json()["url"].is_null(), "told once");

    let paused = script.post(&format!("{path}/pause"), json!({})).await;
    assert_eq!((paused.status.as_u16(), paused.json()["state"].clone()), (200, json!("paused")), "{}", paused.text());
    assert_eq!(script.post(&format!("{path}/pause"), json!({})).await.refusal(), (409, "wrong_state".to_owned()));
    assert_eq!(script.post(&format!("{path}/resume"), json!({})).await.json()["state"], "active");
    assert_eq!(script.post(&format!("{path}/resend"), json!({})).await.refusal(), (409, "wrong_state".to_owned()));
    assert_eq!(script.delete(&path, paused.header("etag")).await.refusal(), (409, "stale".to_owned()));
    let tag = script.get(&path).await.header("etag").to_owned();
    assert_eq!(script.delete(&path, &tag).await.status, 204);
    assert_eq!(script.get(&path).await.json()["state"], "revoked");
    assert_eq!(app.nobody().get(join).await.status, 410);
}

#[tokio::test]
async fn a_code_is_an_image() {
    let (_app, _owner, script) = start().await;
    let made = script.post("/invitations", json!({ "kind": "link" })).await.json();
    let svg = script.get(&format!("{}/qr.svg", path(&made))).await;
    assert_eq!((svg.status.as_u16(), svg.header("content-type")), (200, "image/svg+xml"));
    assert!(svg.text().starts_with("<svg"), "{}", svg.text());
    let png = script.get(&format!("{}/qr.png", path(&made))).await;
    assert_eq!((png.status.as_u16(), png.header("content-type")), (200, "image/png"));
    assert_eq!(&png.body[1..4], b"PNG");
}

#[tokio::test]
async fn one_person_is_sent_a_message_again_and_not_any_more() {
    let (app, _owner, script) = start().await;
    let body = json!({ "kind": "email", "email": "li.lei@example.com", "name": "Li Lei" });
    let answer = script.post("/invitations", body.clone()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let made = answer.json();
    assert_eq!((&made["kind"], &made["state"], &made["max_uses"]), (&json!("email"), &json!("active"), &json!(1)));
    assert!(made["member_id"].is_string() && made["url"].is_string() && made["expires_at"].is_string(), "{made}");
    assert_eq!(script.post("/invitations", body).await.refusal(), (409, "invited".to_owned()));

    let path = path(&made);
    let soon = script.post(&format!("{path}/resend"), json!({})).await;
    assert_eq!(soon.refusal(), (429, "cooling_down".to_owned()));
    assert!(soon.header("retry-after").parse::<i64>().unwrap() > 200, "{:?}", soon.headers);
    app.edge.services.clock.advance(6 * 60_000);
    let again = script.post(&format!("{path}/resend"), json!({})).await;
    assert_eq!((again.status.as_u16(), again.json()["id"].clone()), (200, made["id"].clone()), "{}", again.text());
    assert_eq!(script.delete(&path, answer.header("etag")).await.refusal(), (409, "stale".to_owned()));
    assert_eq!(script.delete(&path, again.header("etag")).await.status, 204);
    assert_eq!(app.count("select count(*) from members where status = 'invited'").await, 0);
    let phone = script.post("/invitations", json!({ "kind": "phone", "phone": "+8613800138000" })).await;
    assert_eq!((phone.status.as_u16(), phone.json()["kind"].clone()), (201, json!("phone")), "{}", phone.text());
    for (body, wanted) in [
        (json!({ "kind": "email" }), "email missing"),
        (json!({ "kind": "door" }), "kind unknown"),
        (json!({}), "kind missing"),
    ] {
        assert_eq!(errors(&script.post("/invitations", body).await), [wanted]);
    }
}

#[tokio::test]
async fn the_letter_comes_from_somebody_and_not_from_a_key() {
    let (app, _owner, script) = start().await;
    script.post("/invitations", json!({ "kind": "email", "email": "li.lei@example.com" })).await;
    let mut conn = app.edge.services.store.read().await.expect("a connection");
    let (id, sealed): (String, String) =
        sqlx::query_as("select id, values_sealed from outbox").fetch_one(&mut *conn).await.expect("one message");
    let values = app.edge.services.seal.open(&id, &sealed).expect("it opens");
    assert!(values.contains("Ada Owner") && !values.contains("API key"), "{values}");
}

#[tokio::test]
async fn links_and_messages_are_in_one_list() {
    let (_app, _owner, script) = start().await;
    script.post("/invitations", json!({ "kind": "link" })).await;
    script.post("/invitations", json!({ "kind": "email", "email": "li.lei@example.com" })).await;
    let kinds = async |path: &str| {
        script.items(path).await.iter().map(|item| text(&item["kind"]).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds("/invitations").await, ["email", "link"]);
    assert_eq!(kinds("/invitations?kind=link").await, ["link"]);
    assert_eq!(script.get("/invitations?count=true&limit=1").await.json()["total"], 2);
}
