use std::time::Duration;

use connectors::ringcentral::{
    ACCOUNT_PRESENCE, DIRECTORY_ENTRIES, Decision,
    fake::{Action, FakeOptions, FaultKind},
    reminder,
    types::{SubscriptionId, SubscriptionStatus},
};
use reqwest::Method;
use serde_json::json;

use super::{
    World,
    receiver::{Manner, Receiver},
};

const SUBSCRIBE: &str = "POST v1.0/subscription";

#[tokio::test]
async fn a_subscription_is_made_after_the_address_answered() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    let filters = [ACCOUNT_PRESENCE.to_owned(), reminder(Duration::from_secs(3_600), Duration::from_secs(900))];
    let made = receiver.subscribe_to(&world, &filters).await.unwrap();
    assert_eq!((receiver.handshakes(), made.delivers()), (1, true));
    assert_eq!(made.event_filters[0], "/restapi/v1.0/account/300100000/presence");
    assert_eq!(made.event_filters[1], "/restapi/v1.0/subscription/~?threshold=3600&interval=900");
    assert_eq!((made.delivery_mode.address, made.expires_in), (receiver.url().to_string(), 604_800));
    let life = made.expiration_time.unwrap().duration_since(made.creation_time.unwrap());
    assert_eq!(life.as_secs(), 604_800);
    let known = world.client.subscriptions().await.unwrap();
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].id, made.id);
    assert_eq!(world.client.subscription(&made.id).await.unwrap().status, SubscriptionStatus::Active);
}

#[tokio::test]
async fn an_address_that_answers_badly_is_not_subscribed_and_the_reason_told() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    for (manner, code) in [
        (Manner::Silent, "SUB-520"),
        (Manner::WrongType, "SUB-525"),
        (Manner::Wordy, "SUB-525"),
        (Manner::Broken, "SUB-525"),
        (Manner::Slow, "SUB-521"),
    ] {
        receiver.answers(manner);
        let error = receiver.subscribe(&world).await.unwrap_err();
        assert_eq!((error.code(), error.decision()), (Some(code), Decision::Stop), "{manner:?}");
    }
    let url = receiver.url();
    drop(receiver);
    let gone = Receiver::start().await;
    assert_ne!(gone.url(), url);
    assert!(world.client.subscriptions().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_address_without_https_is_refused_where_the_platform_wants_it() {
    let world = World::with(FakeOptions { require_https: true, ..Default::default() }).await;
    let error = Receiver::start().await.subscribe(&world).await.unwrap_err();
    assert_eq!(error.code(), Some("SUB-523"));
}

#[tokio::test]
async fn a_filter_the_platform_does_not_have_is_refused() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    let error = receiver.subscribe_to(&world, &["/restapi/v1.0/account/~/weather".to_owned()]).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some("SUB-508"), Decision::Skip));
    assert_eq!(receiver.handshakes(), 0);
}

#[tokio::test]
async fn a_subscription_whose_answer_broke_is_not_made_twice() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    world.fail(SUBSCRIBE, 1, FaultKind::HalfJson);
    let error = receiver.subscribe(&world).await.unwrap_err();
    assert!(error.may_have_happened(), "{error}");
    assert_eq!(world.calls(SUBSCRIBE), 1);
    assert_eq!(world.client.subscriptions().await.unwrap().len(), 1, "it was made, and is found by looking");
}

#[tokio::test]
async fn a_refusal_that_did_nothing_is_tried_again() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    world.fail(SUBSCRIBE, 2, FaultKind::Unavailable { retry_after: None });
    receiver.subscribe(&world).await.unwrap();
    assert_eq!((world.calls(SUBSCRIBE), receiver.handshakes()), (3, 1));
}

#[tokio::test]
async fn too_many_subscriptions_ask_for_clearing_up() {
    let world = World::with(FakeOptions { most_subscriptions: 1, ..Default::default() }).await;
    let receiver = Receiver::start().await;
    let first = receiver.subscribe(&world).await.unwrap();
    let error = receiver.subscribe(&world).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some("SUB-505"), Decision::ClearSubscriptions));
    world.client.delete_subscription(&first.id).await.unwrap();
    receiver.subscribe(&world).await.unwrap();
}

#[tokio::test]
async fn renewing_gives_a_whole_life_again_and_what_ended_is_gone() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    let made = receiver.subscribe(&world).await.unwrap();
    world.running.fake.advance(400_000);
    assert!(world.client.subscription(&made.id).await.unwrap().expires_in < 210_000);
    assert!(world.client.renew_subscription(&made.id).await.unwrap().expires_in > 604_700);
    world.running.fake.advance(604_801);
    let error = world.client.renew_subscription(&made.id).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some("SUB-507"), Decision::Gone));
}

#[tokio::test]
async fn deleting_what_is_no_longer_there_is_done() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    let made = receiver.subscribe(&world).await.unwrap();
    world.client.delete_subscription(&made.id).await.unwrap();
    world.client.delete_subscription(&made.id).await.unwrap();
    world.client.delete_subscription(&SubscriptionId::new("never-was")).await.unwrap();
}

#[tokio::test]
async fn an_address_that_goes_on_failing_is_blocked_for_ever() {
    let world = World::with(FakeOptions { blacklist_after: 2, ..Default::default() }).await;
    let receiver = Receiver::start().await;
    let made = receiver.subscribe(&world).await.unwrap();
    receiver.answers(Manner::Broken);
    for on in [true, false] {
        world.act(Action::Dnd { extension: world.person(0).to_string(), on });
    }
    receiver.events(2).await;
    let blocked = loop {
        let found = world.client.subscription(&made.id).await.unwrap();
        if found.status != SubscriptionStatus::Active {
            break found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(
        (blocked.status.clone(), blocked.delivers(), blocked.is_dead()),
        (SubscriptionStatus::Blacklisted, false, true)
    );
    assert!(blocked.blacklisted_data.unwrap().blacklisted_at.is_some());
    receiver.answers(Manner::Well);
    assert!(world.client.renew_subscription(&made.id).await.unwrap().is_dead(), "renewing does not help");
    world.act(Action::Dnd { extension: world.person(0).to_string(), on: true });
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(receiver.events(2).await.len(), 2, "nothing more was delivered");
    world.client.delete_subscription(&made.id).await.unwrap();
    assert!(receiver.subscribe(&world).await.unwrap().delivers());
}

#[tokio::test]
async fn a_suspended_subscription_does_not_deliver_and_is_not_dead() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    let made = receiver.subscribe(&world).await.unwrap();
    world.act(Action::Suspend { subscription: made.id.to_string() });
    let found = world.client.subscription(&made.id).await.unwrap();
    assert_eq!(
        (found.status.clone(), found.delivers(), found.is_dead()),
        (SubscriptionStatus::Suspended, false, false)
    );
}

#[tokio::test]
async fn a_put_without_a_body_renews_and_one_with_filters_changes_them() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    let made = receiver.subscribe(&world).await.unwrap();
    world.running.fake.advance(400_000);
    let path = format!("v1.0/subscription/{}", made.id);
    let renewed = world.raw(Method::PUT, &path, "application/json", None).await;
    assert_eq!((renewed.status, &renewed.json["eventFilters"]), (200, &json!(made.event_filters)));
    assert!(renewed.json["expiresIn"].as_i64().unwrap() > 604_700);
    let body = json!({"eventFilters": [DIRECTORY_ENTRIES]});
    let changed = world.raw(Method::PUT, &path, "application/json", Some(body)).await;
    assert_eq!(changed.json["eventFilters"], json!(["/restapi/v1.0/account/300100000/directory/entries"]));
}
