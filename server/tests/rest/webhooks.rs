//! Webhooks, set up and looked after by a script.

use super::{errors, text};
use crate::common::TestApp;
use crate::common::receiver::{Receiver, Then};
use serde_json::json;

#[tokio::test]
async fn a_webhook_is_made_tested_changed_and_removed() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let receiver = Receiver::start().await;
    let script = app.script(&owner, &["webhooks.write", "departments.write"]).await;
    let new = json!({ "url": receiver.url, "description": "Payroll", "events": ["department.created"] });
    let made = script.post("/webhooks", new).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let hook = made.json();
    assert!(text(&hook["secret"]).starts_with("whsec_"));
    assert_eq!((&hook["enabled"], &hook["created_by"]), (&json!(true), &json!("API key Payroll")));
    let path = format!("/webhooks/{}", text(&hook["id"]));
    let read = script.get(&path).await;
    assert!(read.json().get("secret").is_none());
    assert_eq!(script.items("/webhooks").await, [read.json()]);

    let test = script.post(&format!("{path}/test"), json!({})).await;
    assert_eq!((test.status.as_u16(), &test.json()["event"]), (202, &json!("webhook.tested")));
    receiver.then([Then::Answer(500, "full")]);
    app.work().await;
    let told = script.items(&format!("{path}/deliveries?state=waiting")).await;
    assert_eq!((&told[0]["status"], &told[0]["answer"]), (&json!(500), &json!("full")));
    assert_eq!(told[0]["payload"]["event"], "webhook.tested");
    let again = script.post(&format!("{path}/deliveries/{}/redeliver", text(&told[0]["id"])), json!({})).await;
    assert_eq!(again.status, 202, "{}", again.text());
    app.work().await;
    assert_eq!(script.items(&format!("{path}/deliveries?state=done")).await.len(), 1);
    let none = script.post(&format!("{path}/deliveries/redeliver"), json!({ "since": "2020-01-01T00:00:00Z" })).await;
    assert_eq!((none.status.as_u16(), none.json()), (202, json!({ "count": 0 })));

    // A key that does something is told as one.
    let root = owner.root().await;
    script.post("/departments", json!({ "name": "Sales", "parent_id": root["id"] })).await;
    app.work().await;
    let last = receiver.received().last().expect("an event").json();
    assert_eq!((&last["event"], &last["actor"]), (&json!("department.created"), &json!("key")));

    let rotated = script.post(&format!("{path}/rotate"), json!({})).await;
    assert_eq!(rotated.status, 200);
    assert!(rotated.json()["old_until"].is_string(), "a day unless told otherwise");
    let off = script.patch(&path, rotated.header("etag"), json!({ "enabled": false })).await;
    assert_eq!((&off.json()["enabled"], &off.json()["url"]), (&json!(false), &json!(receiver.url)), "{}", off.text());
    assert_eq!(script.post(&format!("{path}/test"), json!({})).await.refusal(), (409, "wrong_state".to_owned()));
    assert_eq!(script.patch(&path, "\"1\"", json!({})).await.refusal(), (409, "stale".to_owned()));
    assert_eq!(script.delete(&path, off.header("etag")).await.status, 204);
    assert_eq!(script.get(&path).await.status, 404);
}

#[tokio::test]
async fn wrong_values_are_named() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["webhooks.write"]).await;
    let url = "https://example.com/";
    for (body, wanted) in [
        (json!({ "url": "nonsense" }), "url malformed"),
        (json!({ "events": ["*"] }), "url missing"),
        (json!({ "url": url, "events": [] }), "events missing"),
        (json!({ "url": url, "events": ["member.vanished"] }), "events unknown"),
        (json!({ "url": url, "description": "x".repeat(501) }), "description too_long"),
    ] {
        assert_eq!(errors(&script.post("/webhooks", body).await), [wanted]);
    }
    for _ in 0..50 {
        assert_eq!(script.post("/webhooks", json!({ "url": url })).await.status, 201);
    }
    assert_eq!(errors(&script.post("/webhooks", json!({ "url": url })).await), ["webhooks out_of_range"]);
    let page = script.get("/webhooks?limit=20&count=true").await.json();
    assert_eq!((page["items"].as_array().unwrap().len(), &page["total"]), (20, &json!(50)));
    let next = script.get(&format!("/webhooks?limit=100&cursor={}", text(&page["next_cursor"]))).await.json();
    assert_eq!(next["items"].as_array().unwrap().len(), 30);
}
