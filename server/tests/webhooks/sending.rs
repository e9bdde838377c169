//! What is sent: signed, in order, once it is committed, again on demand.

use super::{back, happen, hook, known, log, start, verifies};
use crate::common::TestApp;
use crate::common::receiver::{Receiver, Then};
use model::moment::{HOUR, MINUTE};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn an_event_arrives_signed_and_holds_ids_and_no_names() {
    let (app, owner, receiver, hook) = start().await;
    let made = happen(&owner, "Sales").await;
    assert!(receiver.received().is_empty(), "a request sends nothing itself");
    app.work().await;
    let received = receiver.received();
    let [one] = received.as_slice() else { panic!("{received:?}") };
    assert!(verifies(&hook["secret"], one));
    let mut altered = one.clone();
    altered.body = altered.body.replace("department.created", "department.deleted");
    assert!(!verifies(&hook["secret"], &altered));
    let payload = one.json();
    let entry = &owner.activity(json!({ "subject": "department" })).await[0];
    assert_eq!(
        payload,
        json!({
            "id": one.id(), "event": "department.created", "at": payload["at"],
            "organisation": owner.me().await["organisation"]["id"], "subject": "department", "subject_id": made["id"],
            "seq": entry["seq"], "actor": "person",
        })
    );
    assert!(payload["at"].as_str().unwrap().ends_with('Z'));
    assert!(!one.body.contains("Sales"));
    assert_eq!(one.headers["content-type"], "application/json");
    let told = &log(&owner, &hook).await[0];
    assert_eq!((&told["state"], &told["status"], &told["attempts"]), (&json!("done"), &json!(204), &json!(1)));
    assert_eq!(told["payload"], one.body);
}

#[tokio::test]
async fn events_arrive_in_the_order_in_which_they_happened() {
    let (app, owner, receiver, _) = start().await;
    let mut made = Vec::new();
    for number in 0..12 {
        made.push(happen(&owner, &format!("Department {number}")).await["id"].clone());
    }
    app.work().await;
    let heard: Vec<_> = receiver.received().iter().map(|one| one.json()["subject_id"].clone()).collect();
    assert_eq!(heard, made);
}

#[tokio::test]
async fn only_what_was_subscribed_to_is_told_and_only_to_those_of_the_organisation() {
    let (app, owner, receiver, _) = start().await;
    let all = Receiver::start().await;
    hook(&owner, &all, &["*"]).await;
    let stranger = app.stranger().await;
    let theirs = Receiver::start().await;
    hook(&stranger, &theirs, &["*"]).await;
    app.applicant(&owner).await;
    happen(&owner, "Sales").await;
    app.work().await;
    assert_eq!(receiver.events(), ["department.created"]);
    // Its own making is the first thing that it hears of.
    assert_eq!(all.events(), ["webhook.created", "member.asked", "department.created"]);
    assert_eq!(theirs.events(), ["webhook.created"]);
}

#[tokio::test]
async fn what_is_refused_or_rolled_back_is_no_event_and_without_subscribers_nothing_is_written() {
    let (app, owner, receiver, hook) = start().await;
    let root = owner.root().await;
    happen(&owner, "Sales").await;
    app.work().await;
    let again = json!({ "new": { "parent_id": root["id"], "name": "Sales" } });
    assert_ne!(owner.call("departments/add", again).await.status, 200);
    app.work().await;
    assert_eq!(receiver.received().len(), 1);
    assert_eq!(app.count("select count(*) from webhook_events").await, 1);
    let remove = json!({ "id": hook["webhook"]["id"], "revision": hook["webhook"]["revision"] });
    owner.ask("webhooks/remove", remove).await;
    happen(&owner, "Crew").await;
    app.work().await;
    assert_eq!(app.count("select count(*) from webhook_events").await, 1, "nobody listens");
}

#[tokio::test]
async fn after_a_rotation_both_secrets_sign_until_the_old_one_ends() {
    let (app, owner, receiver, hook) = start().await;
    let turn = json!({ "id": hook["webhook"]["id"], "revision": 1, "keep_hours": 24 });
    let fresh = owner.ask("webhooks/rotate", turn).await;
    assert_ne!(fresh["secret"], hook["secret"]);
    happen(&owner, "Sales").await;
    app.work().await;
    let both = receiver.received()[0].clone();
    assert!(verifies(&hook["secret"], &both) && verifies(&fresh["secret"], &both));
    assert_eq!(both.headers["webhook-signature"].split(' ').count(), 2);
    app.edge.services.clock.advance(24 * HOUR + 1);
    let owner = back(&app).await;
    happen(&owner, "Crew").await;
    app.work().await;
    let one = receiver.received()[1].clone();
    assert!(!verifies(&hook["secret"], &one) && verifies(&fresh["secret"], &one));
    let at_once = json!({ "id": hook["webhook"]["id"], "revision": 2, "keep_hours": 0 });
    let last = owner.ask("webhooks/rotate", at_once).await;
    assert_eq!(last["webhook"]["old_until"], json!(null));
    let long = json!({ "id": hook["webhook"]["id"], "revision": 3, "keep_hours": 169 });
    assert_eq!(owner.call("webhooks/rotate", long).await.faults(), ["keep_hours out_of_range 168"]);
}

#[tokio::test]
async fn a_secret_is_told_once_and_kept_sealed() {
    let (app, owner, _, hook) = start().await;
    let secret = hook["secret"].as_str().unwrap();
    assert!(secret.starts_with("whsec_"));
    assert!(!owner.call("webhooks/list", json!({ "page": {} })).await.text().contains(secret));
    let inside = &secret["whsec_".len()..];
    for (table, columns) in
        [("webhooks", "secret_sealed || url || events"), ("audit", "before || after || subject_name")]
    {
        assert_eq!(app.count(&format!("select count(*) from {table} where {columns} like '%{inside}%'")).await, 0);
    }
}

#[tokio::test]
async fn a_test_event_goes_to_one_webhook_whatever_it_hears_of() {
    let (app, owner, receiver, hook) = start().await;
    let other = Receiver::start().await;
    super::hook(&owner, &other, &["webhook.tested"]).await;
    let sent = owner.ask("webhooks/test", json!({ "id": hook["webhook"]["id"] })).await;
    assert_eq!(sent["state"], "waiting");
    app.work().await;
    assert_eq!(receiver.events(), ["webhook.tested"]);
    assert!(other.received().is_empty());
    assert_eq!(owner.activity(json!({ "subject": "webhook", "verb": "test" })).await.len(), 1);
}

#[tokio::test]
async fn what_was_sent_can_be_sent_again_under_its_id() {
    let (app, owner, receiver, hook) = start().await;
    happen(&owner, "Sales").await;
    app.work().await;
    let delivery = log(&owner, &hook).await[0].clone();
    let again = json!({ "webhook": hook["webhook"]["id"], "id": delivery["id"] });
    assert_eq!(owner.ask("webhooks/redeliver", again).await["state"], "waiting");
    app.work().await;
    let received = receiver.received();
    assert_eq!((received.len(), received[0].id()), (2, received[1].id()));
    assert_eq!(received[0].body, received[1].body);
    let foreign = json!({ "webhook": hook["webhook"]["id"], "id": "none" });
    assert_eq!(owner.call("webhooks/redeliver", foreign).await.status, 404);
}

/// With workers that run by themselves: a test works off jobs one after the other.
#[tokio::test]
async fn a_slow_receiver_holds_up_nobody_else() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let fast = Receiver::start().await;
    let mut slow = Vec::new();
    for _ in 0..4 {
        let one = Receiver::start().await;
        one.then([Then::Slow(Duration::from_secs(8))]);
        hook(&owner, &one, &["department.*"]).await;
        slow.push(one);
    }
    hook(&owner, &fast, &["department.*"]).await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let working = tokio::spawn(domain::worker::run(app.edge.services.clone(), async {
        let _ = stopped.await;
    }));
    let begun = std::time::Instant::now();
    happen(&owner, "Sales").await;
    happen(&owner, "Crew").await;
    while fast.received().len() < 2 {
        assert!(begun.elapsed() < Duration::from_secs(6), "it waited for the slow ones");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(fast.events(), ["department.created", "department.created"]);
    assert!(slow.iter().all(|one| one.received().len() <= 1), "the slow ones are still at their first");
    stop.send(()).expect("the workers live");
    working.await.expect("they end");
}

#[tokio::test]
async fn deliveries_are_forgotten_after_thirty_days() {
    let (app, owner, _, hook) = start().await;
    happen(&owner, "Sales").await;
    app.work().await;
    app.later(29 * 24 * HOUR).await;
    app.sweep().await;
    assert_eq!(app.count("select count(*) from webhook_deliveries").await, 1);
    app.later(24 * HOUR + MINUTE).await;
    app.sweep().await;
    assert_eq!(app.count("select count(*) from webhook_deliveries").await, 0);
    assert_eq!(app.count("select count(*) from webhook_events").await, 0);
    let owner = back(&app).await;
    assert_eq!(known(&owner, &hook).await["enabled"], true);
}
