//! What goes wrong at the other end, and what becomes of it.

use super::{back, happen, known, log, start};
use crate::common::receiver::Then;
use domain::Services;
use model::moment::{DAY, HOUR, MINUTE, SECOND};
use serde_json::json;

/// Pauses of the schedule, with the fifth more that chance may add.
const PAUSES: [i64; 9] =
    [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

#[tokio::test]
async fn whatever_is_no_success_is_tried_again_with_the_same_id_until_it_is_taken() {
    let (app, owner, receiver, hook) = start().await;
    let elsewhere = format!("{}/elsewhere", receiver.url);
    receiver.then([Then::Answer(500, "no room"), Then::Redirect(elsewhere), Then::Reset, Then::Answer(404, "")]);
    happen(&owner, "Sales").await;
    app.work().await;
    let told = log(&owner, &hook).await[0].clone();
    assert_eq!((&told["state"], &told["status"], &told["answer"]), (&json!("waiting"), &json!(500), &json!("no room")));
    assert!(known(&owner, &hook).await["failing_since"].is_i64());
    for (tries, pause) in PAUSES.iter().take(4).enumerate() {
        app.later(pause - SECOND).await;
        assert_eq!(receiver.received().len(), tries + 1, "not before its time");
        app.later(pause / 5 + 2 * SECOND).await;
        assert_eq!(receiver.received().len(), tries + 2, "after {pause}");
    }
    let received = receiver.received();
    assert!(received.iter().all(|one| one.id() == received[0].id()));
    let told = log(&owner, &hook).await[0].clone();
    assert_eq!((&told["state"], &told["attempts"]), (&json!("done"), &json!(5)));
    assert_eq!(known(&owner, &hook).await["failing_since"], json!(null));
}

#[tokio::test]
async fn after_three_days_an_event_is_given_up_and_can_be_sent_again() {
    let (app, owner, receiver, hook) = start().await;
    receiver.then((0..10).map(|_| Then::Answer(503, "")));
    happen(&owner, "Sales").await;
    app.work().await;
    for pause in PAUSES {
        app.later(pause + pause / 5 + SECOND).await;
    }
    let owner = back(&app).await;
    let told = log(&owner, &hook).await[0].clone();
    assert_eq!((&told["state"], &told["attempts"]), (&json!("failed"), &json!(10)));
    assert_eq!(receiver.received().len(), 10);
    let since = told["created_at"].as_i64().unwrap();
    let again = json!({ "webhook": hook["webhook"]["id"], "since": since + 1 });
    assert_eq!(owner.ask("webhooks/redeliver_failed", again).await, 0);
    let again = json!({ "webhook": hook["webhook"]["id"], "since": since });
    assert_eq!(owner.ask("webhooks/redeliver_failed", again).await, 1);
    app.work().await;
    assert_eq!(log(&owner, &hook).await[0]["state"], "done");
}

#[tokio::test]
async fn those_behind_one_that_fails_wait_a_little_and_then_pass() {
    let (app, owner, receiver, _) = start().await;
    let bad = happen(&owner, "Bad").await["id"].clone();
    happen(&owner, "Good").await;
    receiver.then([Then::Answer(500, "")]);
    app.work().await;
    assert_eq!(receiver.received().len(), 1, "the second waits with the first");
    receiver.then([Then::Answer(500, "")]);
    app.later(7 * SECOND).await;
    assert_eq!(receiver.received().len(), 2, "order is kept for a while");
    app.later(5 * MINUTE).await;
    let heard: Vec<_> = receiver.received().iter().map(|one| one.json()["subject_id"] == bad).collect();
    assert!(heard.contains(&false), "the others pass: {heard:?}");
}

#[tokio::test]
async fn a_receiver_that_is_gone_is_not_called_again() {
    let (app, owner, receiver, hook) = start().await;
    receiver.then([Then::Answer(410, "")]);
    happen(&owner, "Sales").await;
    happen(&owner, "Crew").await;
    app.later(DAY).await;
    let owner = back(&app).await;
    assert_eq!(receiver.received().len(), 1);
    let off = known(&owner, &hook).await;
    assert_eq!((&off["enabled"], &off["off_reason"]), (&json!(false), &json!("gone")));
    let entry = &owner.activity(json!({ "subject": "webhook", "verb": "pause" })).await[0];
    assert_eq!((entry["actor"].as_str(), entry["subject_name"].as_str()), (Some(""), Some("Payroll")));
    let home = owner.ask("organisation/overview", json!({})).await;
    assert_eq!(home["webhooks_off"], json!([[hook["webhook"]["id"], "Payroll"]]));
    let test = owner.call("webhooks/test", json!({ "id": hook["webhook"]["id"] })).await;
    assert_eq!(test.refusal(), (409, "wrong_state".to_owned()));

    let on = json!({ "url": receiver.url, "description": "Payroll", "events": ["department.*"], "enabled": true });
    let on = owner.ask("webhooks/save", json!({ "id": off["id"], "revision": off["revision"], "save": on })).await;
    assert_eq!((&on["enabled"], &on["off_reason"]), (&json!(true), &json!(null)));
    app.work().await;
    assert_eq!(receiver.received().len(), 2, "what waited is sent");
    assert_eq!(owner.ask("organisation/overview", json!({})).await["webhooks_off"], json!([]));
}

#[tokio::test]
async fn five_days_without_a_success_switch_it_off() {
    let (app, mut owner, receiver, hook) = start().await;
    receiver.then((0..200).map(|_| Then::Answer(500, "")));
    for day in 0..6 {
        happen(&owner, &format!("Department {day}")).await;
        app.work().await;
        for _ in 0..6 {
            app.later(4 * HOUR).await;
        }
        owner = back(&app).await;
        let expected = day < 4;
        assert_eq!(known(&owner, &hook).await["enabled"], expected, "after day {day}");
    }
    assert_eq!(known(&owner, &hook).await["off_reason"], "failing");
}

#[tokio::test]
async fn private_addresses_are_refused_as_written_and_as_resolved() {
    let (app, owner, receiver, hook) = start().await;
    let mut guarded: Services = app.edge.services.clone();
    let settings = domain::Settings { allow_private_addresses: false, ..(*guarded.settings).clone() };
    guarded.settings = settings.into();
    guarded.clients = domain::connections::Clients::default();
    // Saved while it was allowed: what counts is what is called.
    let hostile = ["https://127.0.0.1:9/", "https://localhost:9/", "https://[::ffff:10.0.0.1]/", "http://example.com/"];
    for (number, url) in hostile.into_iter().enumerate() {
        app.tamper(&format!("update webhooks set url = '{url}', resume_at = null, failing_since = null")).await;
        happen(&owner, &format!("Department {number}")).await;
        while domain::worker::one(&guarded, "guarded").await.expect("the queue can be read") {}
        let told = log(&owner, &hook).await[0].clone();
        assert_eq!((&told["state"], &told["status"]), (&json!("waiting"), &json!(null)), "{url}: {told}");
        let why = told["problem"].as_str().unwrap();
        assert!(why.contains("private") || why.contains("https"), "{url}: {why}");
    }
    assert!(receiver.received().is_empty());
    for url in ["ftp://example.com/", "https://user:secret@example.com/", "https://example.com/#part", "nonsense"] {
        let new = json!({ "new": { "url": url, "events": ["*"], "enabled": true } });
        assert_eq!(owner.call("webhooks/create", new).await.faults(), ["url malformed"], "{url}");
    }
}

#[tokio::test]
async fn a_server_that_died_in_the_middle_sends_again_under_the_same_id() {
    let (app, owner, receiver, hook) = start().await;
    happen(&owner, "Sales").await;
    happen(&owner, "Crew").await;
    app.work().await;
    // As if it had died after the receiver answered and before that was written down, with job and webhook in its hands.
    app.tamper("update webhook_deliveries set state = 'waiting', next_at = 1, attempts = 0").await;
    let far = app.edge.services.clock.now().plus(20 * SECOND).0;
    app.tamper(&format!("update webhooks set held_until = {far}")).await;
    happen(&owner, "Legal").await;
    app.work().await;
    assert_eq!(receiver.received().len(), 2, "somebody seems to be at it");
    for _ in 0..40 {
        app.later(SECOND).await;
    }
    let ids: Vec<_> = receiver.received().iter().map(|one| one.id().to_owned()).collect();
    assert_eq!(ids.len(), 5, "{ids:?}");
    assert_eq!(ids[..2], ids[2..4], "each once more, in order, under its id");
    assert!(log(&owner, &hook).await.iter().all(|one| one["state"] == "done"));
}

#[tokio::test]
async fn only_the_beginning_of_an_answer_is_kept() {
    let (app, owner, receiver, hook) = start().await;
    receiver.then([Then::Answer(200, Box::leak("x".repeat(10_000).into_boxed_str()))]);
    happen(&owner, "Sales").await;
    app.work().await;
    assert_eq!(log(&owner, &hook).await[0]["answer"].as_str().unwrap().len(), 4096);
}
