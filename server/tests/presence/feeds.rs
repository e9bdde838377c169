//! How platforms are heard, and what happens when they are not.

use super::Floor;
use crate::common::TestApp;
use axum::http::Method;
use model::moment::{DAY, HOUR, MINUTE};
use serde_json::{Value, json};

const SUBSCRIBE: &str = "POST v1.0/subscription";

async fn feed(floor: &Floor, side: &str) -> Value {
    let sync = floor.owner.ask("presence/get", json!({ "id": floor.sync["id"] })).await;
    let feeds = sync["feeds"].as_array().expect("feeds");
    feeds.iter().find(|feed| feed["side"] == side).expect("a feed").clone()
}

#[tokio::test]
async fn the_telephones_tell_by_themselves_after_a_handshake_that_is_short_enough() {
    let floor = Floor::open().await;
    assert_eq!(floor.phones.fake.calls(SUBSCRIBE), 1);
    let feed = feed(&floor, "telephony").await;
    assert_eq!((&feed["kind"], &feed["problem"]), (&json!("webhook"), &json!(null)), "{feed}");
    assert!(feed["expires_at"].as_i64() > feed["read_at"].as_i64());
}

#[tokio::test]
async fn a_subscription_is_renewed_at_half_its_life_and_made_anew_when_it_was_blocked() {
    let floor = Floor::open().await;
    floor.app.edge.services.clock.advance(4 * DAY);
    floor.turn().await;
    assert_eq!(floor.phones.fake.calls("POST v1.0/subscription/{id}/renew"), 1);
    let id = floor.app.count("select count(*) from presence_feeds where subscription_id is not null").await;
    assert_eq!(id, 1);
    let blocked = floor.phones.fake.subscriptions().pop().expect("one");
    let block = json!({ "action": "blacklist", "subscription": blocked });
    floor.phones.fake.act(serde_json::from_value(block).expect("an action")).expect("done");
    floor.app.edge.services.clock.advance(DAY + MINUTE);
    let read = floor.phones.fake.calls("GET v1.0/account/~/presence");
    floor.turn().await;
    assert_eq!(floor.phones.fake.calls(SUBSCRIBE), 2);
    assert_ne!(floor.phones.fake.subscriptions().pop().expect("one"), blocked);
    assert_eq!(floor.phones.fake.calls("GET v1.0/account/~/presence"), read + 1, "what was missed is read");
}

#[tokio::test]
async fn what_was_never_told_is_found_when_everything_is_read() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    let act = |action: Value| floor.phones.fake.act(serde_json::from_value(action).expect("an action")).expect("done");
    act(json!({ "action": "hold_events" }));
    act(json!({ "action": "call_begins", "extension": floor.people[0].1 }));
    floor.turn().await;
    assert_eq!(floor.in_centre(0).await.0, 1);
    floor.app.edge.services.clock.advance(16 * MINUTE);
    floor.turn().await;
    assert_eq!(floor.in_centre(0).await.1, "On Call");
}

#[tokio::test]
async fn an_outage_is_shown_told_by_mail_once_and_over_when_it_is() {
    let floor = Floor::open().await;
    let auto = floor.owner.ask("mappings/auto_sync", json!({ "connection": floor.contact_centre["id"] })).await;
    let mut save = auto.clone();
    save["notify"] = json!(["desk@example.com"]);
    floor.owner.ask("mappings/save_auto_sync", json!({ "save": save })).await;
    floor.centre.fake.fail(
        serde_json::from_value(json!({ "path": "agents/states", "times": 4, "kind": { "status": 403 } }))
            .expect("a fault"),
    );
    for _ in 0..4 {
        floor.app.edge.services.clock.advance(HOUR);
        floor.app.tamper("update presence_feeds set read_at = 9999999999999 where cursor <> ''").await;
        floor.turn().await;
    }
    let bad = feed(&floor, "contact_centre").await;
    assert_eq!(bad["problem"]["code"], "platform", "{bad}");
    let letters = "select count(*) from outbox where template = 'presence_outage'";
    assert_eq!(floor.app.count(letters).await, 1);
    let home = floor.owner.ask("organisation/overview", json!({})).await;
    assert_eq!(home["presence"][0][1], "CXone", "{home}");
    floor.app.edge.services.clock.advance(HOUR);
    floor.turn().await;
    assert_eq!(feed(&floor, "contact_centre").await["problem"], json!(null));
    assert_eq!(floor.app.count(letters).await, 1);
}

#[tokio::test]
async fn an_address_that_nobody_has_or_a_wrong_token_is_refused() {
    let floor = Floor::open().await;
    let platform = floor.app.nobody();
    let id = floor.telephony["id"].as_str().expect("an id");
    let guessed = format!("/callbacks/ringcentral/{id}/guessed");
    let event = platform.request(Method::POST, &guessed).header("verification-token", "x").body("{}");
    assert_eq!(platform.send(event).await.status, 404);
    let known = path(&floor.app).await;
    let real = format!("/callbacks/ringcentral/{id}/{known}");
    let event = platform.request(Method::POST, &real).header("verification-token", "x").body("{}");
    assert_eq!(platform.send(event).await.status, 403);
    let check = platform.request(Method::POST, &real).header("validation-token", "3f0c").body("");
    let answer = platform.send(check).await;
    assert_eq!((answer.status, answer.header("validation-token")), (axum::http::StatusCode::OK, "3f0c"));
    let size: usize = answer.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    assert!(size < 700, "{size} bytes of headers leave little room below 1024");
}

async fn path(app: &TestApp) -> String {
    let mut conn = app.edge.services.store.read().await.expect("a connection");
    let found: Vec<String> = sqlx::query_scalar("select path from presence_feeds where subscription_id is not null")
        .fetch_all(&mut *conn)
        .await
        .expect("a path");
    found.into_iter().next().expect("one")
}

#[tokio::test]
async fn a_removed_sync_is_no_longer_told_and_nothing_of_anybody_is_kept() {
    let floor = Floor::open().await;
    floor.sign_in(0).await;
    floor.phone("call_begins", 0, json!({})).await;
    let sync = floor.owner.ask("presence/get", json!({ "id": floor.sync["id"] })).await;
    let gone = json!({ "id": sync["id"], "revision": sync["revision"] });
    floor.owner.ask("presence/remove", gone).await;
    assert!(floor.phones.fake.subscriptions().is_empty());
    for table in
        ["presences", "presence_people", "presence_writes", "presence_feeds", "presence_codes", "presence_rules"]
    {
        assert_eq!(floor.app.count(&format!("select count(*) from {table}")).await, 0, "{table}");
    }
    floor.app.sound().await;
}
