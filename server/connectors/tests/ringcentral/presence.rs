use std::collections::HashMap;

use connectors::ringcentral::{
    Decision, RingCentralError,
    fake::{Action, FakeOptions, FaultKind},
    types::{
        DndStatus, ExtensionId, MeetingStatus, Presence, PresenceChange, PresenceStatus, TelephonyStatus, UserStatus,
    },
};
use futures::TryStreamExt;
use reqwest::Method;
use serde_json::json;

use super::{PRESENCE, PUT_PRESENCE, SNAPSHOT, World};

fn busy() -> PresenceChange {
    let (user_status, dnd_status) = (Some(UserStatus::Busy), Some(DndStatus::DoNotAcceptAnyCalls));
    PresenceChange { user_status, dnd_status, ..Default::default() }
}

#[tokio::test]
async fn the_snapshot_has_every_extension_and_costs_a_call_a_thousand() {
    let world = World::with(FakeOptions { accounts: 2_500, ..Default::default() }).await;
    world.act(Action::CallBegins { extension: world.person(1_200).to_string(), telephony_status: None });
    let pages: Vec<_> = world.client.account_presence_pages().try_collect().await.unwrap();
    let all: HashMap<ExtensionId, Presence> =
        pages.into_iter().flat_map(|page| page.rows).map(|presence| (presence.id().clone(), presence)).collect();
    assert_eq!((all.len(), world.calls(SNAPSHOT)), (2_505, 3));
    assert_eq!(all[&world.person(1_200)].telephony_status, Some(TelephonyStatus::CallConnected));
}

#[tokio::test]
async fn somebody_on_the_telephone_is_busy_and_has_not_chosen_so() {
    let world = World::start().await;
    let id = world.person(0);
    world.act(Action::CallBegins { extension: id.to_string(), telephony_status: Some("OnHold".to_owned()) });
    let presence = world.client.presence(&id).await.unwrap();
    assert_eq!(presence.presence_status, Some(PresenceStatus::Busy));
    assert_eq!(presence.user_status, Some(UserStatus::Available));
    assert_eq!(presence.telephony_status, Some(TelephonyStatus::OnHold));
    world.act(Action::CallEnds { extension: id.to_string() });
    world.act(Action::MeetingBegins { extension: id.to_string() });
    let presence = world.client.presence(&id).await.unwrap();
    assert_eq!(presence.presence_status, Some(PresenceStatus::Busy));
    assert_eq!(presence.meeting_status, Some(MeetingStatus::Connected));
}

#[tokio::test]
async fn a_change_leaves_alone_what_it_does_not_name() {
    let world = World::start().await;
    let id = world.person(0);
    let (extension, message) = (id.to_string(), Some("Back at 3".to_owned()));
    world.act(Action::SetPresence { extension, user_status: None, dnd_status: None, message });
    let after = world.client.put_presence(&id, &busy()).await.unwrap();
    assert_eq!(after.message.as_deref(), Some("Back at 3"));
    assert_eq!(after.presence_status, Some(PresenceStatus::Busy));
    assert!(after.takes_no_calls());
    let visible = PresenceChange { user_status: Some(UserStatus::Available), ..Default::default() };
    let after = world.client.put_presence(&id, &visible).await.unwrap();
    assert_eq!(after.user_status, Some(UserStatus::Available));
    assert_eq!(after.presence_status, Some(PresenceStatus::Busy), "no call rings still");
    assert_eq!(after, world.client.presence(&id).await.unwrap());
}

#[tokio::test]
async fn only_what_changes_is_sent() {
    let change = serde_json::to_value(busy()).unwrap();
    assert_eq!(change, json!({"userStatus": "Busy", "dndStatus": "DoNotAcceptAnyCalls"}));
}

#[tokio::test]
async fn a_change_of_nothing_and_a_message_too_long_are_not_sent() {
    let world = World::start().await;
    let id = world.person(0);
    let long = PresenceChange { message: Some("吃".repeat(76)), ..Default::default() };
    for change in [PresenceChange::default(), long] {
        let error = world.client.put_presence(&id, &change).await.unwrap_err();
        assert!(matches!(error, RingCentralError::Misuse { .. }), "{error}");
    }
    assert_eq!(world.calls(PUT_PRESENCE), 0);
    let fits = PresenceChange { message: Some("吃".repeat(75)), ..Default::default() };
    world.client.put_presence(&id, &fits).await.unwrap();
}

#[tokio::test]
async fn a_value_the_platform_does_not_have_is_skipped_with_its_name() {
    let world = World::start().await;
    let odd = PresenceChange { user_status: Some(UserStatus::Other("Sleeping".to_owned())), ..Default::default() };
    let error = world.client.put_presence(&world.person(0), &odd).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some("CMN-101"), Decision::Skip));
    let RingCentralError::Api(refusal) = error else { panic!("{error}") };
    assert_eq!(refusal.parameter.as_deref(), Some("userStatus"));
}

#[tokio::test]
async fn a_change_whose_answer_broke_is_made_again_because_twice_is_once() {
    let world = World::start().await;
    world.fail(PUT_PRESENCE, 2, FaultKind::HalfJson);
    let after = world.client.put_presence(&world.person(0), &busy()).await.unwrap();
    assert_eq!((after.user_status, world.calls(PUT_PRESENCE)), (Some(UserStatus::Busy), 3));
}

#[tokio::test]
async fn with_the_new_call_handling_only_the_personal_field_silences() {
    let world = World::with(FakeOptions { new_call_handling: true, ..Default::default() }).await;
    let id = world.person(0);
    assert!(world.client.presence(&id).await.unwrap().has_personal_dnd());
    assert!(!world.client.put_presence(&id, &busy()).await.unwrap().takes_no_calls());
    let dnd_status_personal = Some(DndStatus::DoNotAcceptAnyCalls);
    let change = PresenceChange { dnd_status_personal, ..Default::default() };
    assert!(world.client.put_presence(&id, &change).await.unwrap().takes_no_calls());
}

#[tokio::test]
async fn several_are_read_in_one_call_and_each_has_its_own_outcome() {
    let world = World::start().await;
    let ids = [world.person(0), "300999999".into(), world.person(1)];
    let mut outcomes = world.client.presences(&ids).await.unwrap();
    assert_eq!((outcomes.len(), world.calls(PRESENCE)), (3, 1));
    let (last, outcome) = outcomes.pop().unwrap();
    assert_eq!((&last, outcome.unwrap().id()), (&ids[2], &ids[2]));
    let (gone, outcome) = outcomes.pop().unwrap();
    assert_eq!((gone, outcome.unwrap_err().decision()), (ids[1].clone(), Decision::Gone));
    assert!(outcomes.pop().unwrap().1.is_ok());
}

#[tokio::test]
async fn one_and_thirty_are_read_and_none_or_more_are_not_asked_for() {
    let world = World::start().await;
    let ids: Vec<_> = (0..31).map(|number| world.person(number)).collect();
    assert_eq!(world.client.presences(&ids[..1]).await.unwrap().len(), 1);
    assert_eq!(world.client.presences(&ids[..30]).await.unwrap().len(), 30);
    for ids in [&ids[..0], &ids[..]] {
        assert!(matches!(world.client.presences(ids).await, Err(RingCentralError::Misuse { .. })));
    }
    assert_eq!(world.calls(PRESENCE), 2);
}

/// The fake must be as the platform, or the tests above prove nothing.
#[tokio::test]
async fn the_fake_answers_lists_with_207_in_both_formats() {
    let world = World::start().await;
    let path = format!("v1.0/account/~/extension/{},300999999/presence", world.person(0));
    let parts = "application/vnd.ringcentral.multipart+json";
    let list = world.raw(Method::GET, &path, parts, None).await;
    assert_eq!((list.status, &list.json[1]["status"]), (207, &json!(404)));
    assert_eq!(list.json[0]["body"]["extension"]["id"].to_string(), world.person(0).to_string());
    let mime = world.get(&path).await;
    assert_eq!(mime.status, 207);
    assert!(mime.headers["content-type"].to_str().unwrap().starts_with("multipart/mixed; boundary="));
    assert!(mime.text.contains("presenceStatus") && mime.text.trim_end().ends_with("--"));
    let many: Vec<_> = (0..31).map(|number| world.person(number).to_string()).collect();
    let refused = world.get(&format!("v1.0/account/~/extension/{}/presence", many.join(","))).await;
    assert_eq!((refused.status, &refused.json["errorCode"]), (400, &json!("InvalidMultipartRequest")));
}

#[tokio::test]
async fn a_queue_has_no_choice_and_cannot_be_changed() {
    let world = World::start().await;
    let snapshot = world.client.account_presence(1).await.unwrap();
    let queue = snapshot.rows.iter().find(|presence| presence.user_status.is_none()).unwrap();
    assert_eq!(queue.presence_status, Some(PresenceStatus::Offline));
    let error = world.client.put_presence(queue.id(), &busy()).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some("SUB-402"), Decision::Skip));
}

#[test]
fn words_nobody_knows_yet_are_kept() {
    let presence: Presence = serde_json::from_value(json!({
        "extension": {"id": 300_100_101}, "presenceStatus": "Busy", "telephonyStatus": "Holographic",
        "somethingNew": {"deep": [1]},
    }))
    .unwrap();
    assert_eq!(presence.telephony_status, Some(TelephonyStatus::Other("Holographic".to_owned())));
    assert_eq!(presence.id().as_str(), "300100101");
}
