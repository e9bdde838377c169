use std::time::Duration;

use connectors::ringcentral::{
    Decision, LimitSettings, RingCentralError,
    fake::{FakeOptions, FaultKind},
};

use super::{PRESENCE, SNAPSHOT, World, client_with};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test]
async fn the_client_stays_inside_the_minute_of_a_group() {
    let world = World::start().await;
    for _ in 0..10 {
        world.client.account_presence(1).await.unwrap();
    }
    let error = world.client.search("li").await.unwrap_err();
    assert!(matches!(error, RingCentralError::HeldBack { .. }), "{error}");
    let Decision::Wait { at_least } = error.decision() else { panic!("{error}") };
    assert!(at_least > SECOND * 50 && at_least <= SECOND * 60, "{at_least:?}");
    world.client.presence(&world.person(0)).await.unwrap();
    assert_eq!((world.calls(SNAPSHOT), world.throttled()), (10, 0));
}

#[tokio::test]
async fn callers_at_the_same_time_stay_inside_it_too() {
    let world = World::with(FakeOptions { latency: Duration::from_millis(10), ..Default::default() }).await;
    let calls: Vec<_> = (0..40)
        .map(|_| {
            let client = world.client.clone();
            tokio::spawn(async move { client.account_presence(1).await })
        })
        .collect();
    let mut done = 0;
    for call in calls {
        match call.await.unwrap() {
            Ok(_) => done += 1,
            Err(error) => assert!(matches!(error, RingCentralError::HeldBack { .. }), "{error}"),
        }
    }
    assert_eq!((done, world.calls(SNAPSHOT), world.throttled()), (10, 10, 0));
}

#[tokio::test]
async fn a_smaller_limit_is_learned_from_the_headers() {
    let world = World::with(FakeOptions { heavy: 3, ..Default::default() }).await;
    for _ in 0..3 {
        world.client.account_presence(1).await.unwrap();
    }
    assert!(matches!(world.client.account_presence(1).await, Err(RingCentralError::HeldBack { .. })));
    assert_eq!(world.throttled(), 0);
}

#[tokio::test]
async fn what_another_program_uses_up_is_left_to_it() {
    let world = World::start().await;
    let other = client_with(world.running.config(), LimitSettings::default());
    for _ in 0..6 {
        other.account_presence(1).await.unwrap();
    }
    let mut done = 0;
    while world.client.account_presence(1).await.is_ok() {
        done += 1;
    }
    assert_eq!((done, world.throttled()), (4, 0));
}

#[tokio::test]
async fn a_refusal_stops_the_whole_group_for_as_long_as_it_says() {
    let world = World::start().await;
    world.fail(SNAPSHOT, 1, FaultKind::Throttle { retry_after: Some(1), above_groups: false });
    let error = world.client.account_presence(1).await.unwrap_err();
    assert_eq!(error.decision(), Decision::Wait { at_least: SECOND });
    for _ in 0..5 {
        assert!(matches!(world.client.account_presence(1).await, Err(RingCentralError::HeldBack { .. })));
        assert!(matches!(world.client.search("li").await, Err(RingCentralError::HeldBack { .. })));
    }
    assert_eq!(world.calls(SNAPSHOT), 1, "a call in the penalty would begin it anew");
    world.client.directory_entries(1).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1_050)).await;
    world.client.account_presence(1).await.unwrap();
}

#[tokio::test]
async fn a_refusal_that_does_not_say_how_long_stops_the_group_for_half_a_minute() {
    let world = World::with(FakeOptions { omit_retry_after: true, heavy: 1, ..Default::default() }).await;
    let other = client_with(world.running.config(), LimitSettings::default());
    other.account_presence(1).await.unwrap();
    let error = world.client.account_presence(1).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some("CMN-301"), Decision::Wait { at_least: SECOND * 30 }));
    let error = world.client.account_presence(1).await.unwrap_err();
    assert!(matches!(error, RingCentralError::HeldBack { wait, .. } if wait > SECOND * 25), "{error}");
    assert_eq!(world.calls(SNAPSHOT), 2);
}

#[tokio::test]
async fn a_refusal_above_all_groups_stops_every_call() {
    let world = World::start().await;
    world.fail(PRESENCE, 1, FaultKind::Throttle { retry_after: Some(60), above_groups: true });
    let id = world.person(0);
    assert_eq!(world.client.presence(&id).await.unwrap_err().code(), Some("CMN-310"));
    assert!(matches!(world.client.directory_entries(1).await, Err(RingCentralError::HeldBack { .. })));
    assert!(matches!(world.client.account_presence(1).await, Err(RingCentralError::HeldBack { .. })));
}

#[tokio::test]
async fn a_list_that_counts_as_often_as_it_is_long_is_counted_so() {
    let world = World::with(FakeOptions { batch_counts_each: true, ..Default::default() }).await;
    let ids: Vec<_> = (0..25).map(|number| world.person(number)).collect();
    world.client.presences(&ids).await.unwrap();
    world.client.presences(&ids).await.unwrap();
    assert!(matches!(world.client.presences(&ids).await, Err(RingCentralError::HeldBack { .. })));
    assert_eq!(world.throttled(), 0);
}

/// The fake must be as hard as the platform, or the tests above prove nothing.
#[tokio::test]
async fn the_fakes_penalty_begins_anew_with_every_call() {
    let world = World::with(FakeOptions { heavy: 1, ..Default::default() }).await;
    let path = "v1.0/account/~/presence";
    let first = world.get(path).await;
    assert_eq!((first.status, &first.headers["x-rate-limit-remaining"]), (200, &"0".parse().unwrap()));
    assert_eq!(first.headers["x-rate-limit-group"], "heavy");
    for _ in 0..2 {
        world.running.fake.advance(59);
        let refused = world.get(path).await;
        assert_eq!((refused.status, &refused.json["errorCode"]), (429, &"CMN-301".into()));
        assert_eq!(refused.headers["retry-after"], "60");
    }
    world.running.fake.advance(61);
    assert_eq!(world.get(path).await.status, 200);
}
