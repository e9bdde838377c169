use connectors::{
    ringcentral::{
        fake::{Action, FakeOptions},
        types::{ExtensionId, PresenceChange, PresenceStatus, TelephonyStatus, UserStatus},
        webhook::{self, Delivery, EventBody, Seen, WebhookError},
    },
    secret::Secret,
};
use reqwest::header::{HeaderMap, HeaderName};
use serde_json::json;

use super::{World, receiver::Receiver};

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
}

fn open(pairs: &[(&'static str, &str)], body: &[u8]) -> Result<Delivery, WebhookError> {
    webhook::open(&Secret::from("vt-1"), &headers(pairs), body)
}

/// As the platform's guide shows one.
fn sample() -> serde_json::Value {
    json!({
        "uuid": "evt-0001", "event": "/restapi/v1.0/account/300100000/extension/300100101/presence",
        "timestamp": "2026-01-05T10:15:00.120Z", "subscriptionId": "sub-0001", "ownerId": "300100101",
        "body": {
            "extensionId": "300100101", "telephonyStatus": "CallConnected", "sequence": 41,
            "presenceStatus": "Busy", "userStatus": "Available", "meetingStatus": "Disconnected",
            "dndStatus": "TakeAllCalls", "allowSeeMyPresence": true,
        },
    })
}

fn opened(event: &serde_json::Value) -> Result<Delivery, WebhookError> {
    open(&[("verification-token", "vt-1")], event.to_string().as_bytes())
}

#[tokio::test]
async fn what_somebody_does_arrives_with_a_number_that_grows() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    let subscription = receiver.subscribe(&world).await.unwrap();
    let id = world.person(4);
    world.act(Action::CallBegins { extension: id.to_string(), telephony_status: None });
    world.act(Action::CallEnds { extension: id.to_string() });
    let away = PresenceChange { user_status: Some(UserStatus::Offline), ..Default::default() };
    world.client.put_presence(&id, &away).await.unwrap();
    let events: Vec<_> = receiver.events(3).await.into_iter().map(Result::unwrap).collect();
    let sequences: Vec<_> = events.iter().map(|event| event.seen().unwrap().1.sequence).collect();
    assert_eq!(sequences, [1, 2, 3]);
    assert!(events.iter().all(|event| event.subscription == subscription.id && event.seen().unwrap().0 == &id));
    let EventBody::Presence { presence, .. } = &events[0].body else { panic!("{:?}", events[0]) };
    assert_eq!(presence.telephony_status, Some(TelephonyStatus::CallConnected));
    assert_eq!(
        (&presence.presence_status, &presence.user_status),
        (&Some(PresenceStatus::Busy), &Some(UserStatus::Available))
    );
    let EventBody::Presence { presence, .. } = &events[2].body else { panic!("{:?}", events[2]) };
    assert_eq!(presence.user_status, Some(UserStatus::Offline));
}

#[tokio::test]
async fn who_comes_changes_and_goes_is_told() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    receiver.subscribe(&world).await.unwrap();
    let (first_name, last_name, email) = ("Nora".to_owned(), "Brandt".to_owned(), String::new());
    let added = world.act(Action::AccountAdd { first_name, last_name, email });
    let id = added["id"].as_str().unwrap().to_owned();
    world.act(Action::AccountDisable { extension: id.clone(), disabled: true });
    world.act(Action::AccountRemove { extension: id.clone() });
    let events = receiver.events(3).await;
    let told: Vec<_> = events
        .iter()
        .map(|event| match &event.as_ref().unwrap().body {
            EventBody::Directory(changes) => (changes[0].id.clone(), changes[0].event_type.clone()),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = ["Create", "Update", "Delete"].map(|word| (ExtensionId::new(id.clone()), word.to_owned()));
    assert_eq!(told, expected);
}

#[tokio::test]
async fn a_forged_event_is_not_believed() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    receiver.subscribe(&world).await.unwrap();
    for verification_token in ["", "vt-2", "vt-11"] {
        let (extension, verification_token) = (world.person(0).to_string(), verification_token.to_owned());
        world.act(Action::Forge { extension, verification_token });
    }
    for event in receiver.events(3).await {
        assert_eq!(event.unwrap_err(), WebhookError::WrongToken);
    }
}

#[tokio::test]
async fn a_repeat_is_the_same_and_no_news() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    receiver.subscribe(&world).await.unwrap();
    world.act(Action::Dnd { extension: world.person(0).to_string(), on: true });
    world.act(Action::ReplayLast {});
    let events = receiver.events(2).await;
    let (first, again) = (events[0].as_ref().unwrap(), events[1].as_ref().unwrap());
    assert_eq!(first, again);
    assert!(!first.seen().unwrap().1.admits(&again.seen().unwrap().1));
}

#[tokio::test]
async fn of_events_out_of_order_the_newest_stays() {
    let (world, receiver) = (World::start().await, Receiver::start().await);
    receiver.subscribe(&world).await.unwrap();
    let extension = world.person(0).to_string();
    world.act(Action::HoldEvents {});
    for on in [true, false, true] {
        world.act(Action::Dnd { extension: extension.clone(), on });
    }
    assert_eq!(world.act(Action::ReleaseEvents { reversed: true }), json!({"events": 3}));
    let mut last: Option<Seen> = None;
    let mut taken = 0;
    for event in receiver.events(3).await {
        let (_, seen) = event.as_ref().unwrap().seen().map(|(id, seen)| (id.clone(), seen)).unwrap();
        if last.is_none_or(|last| last.admits(&seen)) {
            last = Some(seen);
            taken += 1;
        }
    }
    assert_eq!((taken, last.unwrap().sequence), (1, 3));
}

#[tokio::test]
async fn the_token_may_come_in_either_header_and_times_in_either_spelling() {
    let options = FakeOptions { token_in_validation_header: true, old_times: true, ..Default::default() };
    let (world, receiver) = (World::with(options).await, Receiver::start().await);
    receiver.subscribe(&world).await.unwrap();
    world.act(Action::Dnd { extension: world.person(0).to_string(), on: true });
    let event = receiver.events(1).await.remove(0).unwrap();
    assert!((0..60).contains(&(event.at.as_second() - 1_790_000_000)), "{}", event.at);
}

#[test]
fn a_handshake_has_a_token_to_echo_and_no_body() {
    let handshake = Ok(Delivery::Handshake { validation_token: "8f1c".to_owned() });
    assert_eq!(open(&[("validation-token", "8f1c")], b""), handshake);
    assert_eq!(open(&[("validation-token", "8f1c"), ("verification-token", "vt-1")], b" "), handshake);
    let foreign = open(&[("validation-token", "8f1c"), ("verification-token", "vt-2")], b"");
    assert_eq!(foreign, Err(WebhookError::WrongToken));
    let long = "x".repeat(257);
    assert_eq!(open(&[("validation-token", &long)], b""), Err(WebhookError::BadHandshake));
    assert_eq!(open(&[], b""), Err(WebhookError::WrongToken));
}

#[test]
fn an_event_without_the_right_token_is_refused_before_it_is_read() {
    let body = sample().to_string();
    let sent = |pairs: &[(&'static str, &str)]| open(pairs, body.as_bytes());
    assert!(matches!(sent(&[("verification-token", "vt-1")]), Ok(Delivery::Event(_))));
    assert!(matches!(sent(&[("validation-token", "vt-1")]), Ok(Delivery::Event(_))));
    for wrong in [&[][..], &[("verification-token", "")], &[("verification-token", "VT-1")], &[("x-token", "vt-1")]] {
        assert_eq!(sent(wrong), Err(WebhookError::WrongToken));
    }
    let nobody = webhook::open(&Secret::default(), &headers(&[("verification-token", "")]), body.as_bytes());
    assert_eq!(nobody, Err(WebhookError::WrongToken), "an empty secret lets nobody in");
}

#[test]
fn an_event_is_known_by_the_end_of_its_path() {
    for account in ["~", "300100000"] {
        let mut event = sample();
        event["event"] = format!("/restapi/v1.0/account/{account}/extension/300100101/presence?sipData=true").into();
        let Ok(Delivery::Event(event)) = opened(&event) else { panic!("{account}") };
        assert_eq!(event.seen().map(|(id, seen)| (id.as_str(), seen.sequence)), Some(("300100101", 41)));
    }
    let mut reminder = sample();
    reminder["event"] = "/restapi/v1.0/subscription/sub-0001?threshold=3600&interval=900".into();
    assert!(matches!(opened(&reminder), Ok(Delivery::Event(event)) if event.body == EventBody::Reminder));
    let mut other = sample();
    other["event"] = "/restapi/v1.0/account/~/telephony/sessions".into();
    assert!(matches!(opened(&other), Ok(Delivery::Event(event)) if matches!(event.body, EventBody::Other(_))));
}

#[test]
fn half_an_event_and_one_that_contradicts_itself_are_unreadable() {
    let text = sample().to_string();
    let half = open(&[("verification-token", "vt-1")], &text.as_bytes()[..text.len() / 2]);
    assert!(matches!(half, Err(WebhookError::Unreadable(_))));
    for change in [
        |event: &mut serde_json::Value| event["body"]["extensionId"] = "300100102".into(),
        |event: &mut serde_json::Value| event["body"]["sequence"] = "many".into(),
        |event: &mut serde_json::Value| event["timestamp"] = "yesterday".into(),
        |event: &mut serde_json::Value| event["body"] = serde_json::Value::Null,
    ] {
        let mut event = sample();
        change(&mut event);
        assert!(matches!(opened(&event), Err(WebhookError::Unreadable(_))), "{event}");
    }
}
