use std::time::Duration;

use connectors::wecom::{
    Decision, LimitSettings, WeComError,
    fake::{FakeOptions, FaultKind},
};

use super::{World, client_with};

const PATH: &str = "externalcontact/get_follow_user_list";

#[tokio::test]
async fn no_more_than_five_calls_of_one_api_are_under_way() {
    let world =
        World::with(FakeOptions { in_flight: 5, latency: Duration::from_millis(5), ..Default::default() }).await;
    let calls: Vec<_> = (0..40)
        .map(|_| {
            let client = world.client.clone();
            tokio::spawn(async move { client.follow_users().await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(world.calls(PATH), 40);
}

#[tokio::test]
async fn refused_concurrency_is_retried_with_less_of_it() {
    let world =
        World::with(FakeOptions { in_flight: 2, latency: Duration::from_millis(5), ..Default::default() }).await;
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let client = world.client.clone();
            tokio::spawn(async move { client.follow_users().await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_rate_refusal_holds_the_next_calls_back_without_sending_them() {
    let world = World::start().await;
    world.fail(PATH, 1, FaultKind::Rate);
    let error = world.client.follow_users().await.unwrap_err();
    assert_eq!(error.decision(), Decision::Wait { at_least: Duration::from_secs(60) });
    let error = world.client.follow_users().await.unwrap_err();
    assert!(matches!(error, WeComError::HeldBack { .. }), "{error}");
    assert_eq!(world.calls(PATH), 1);
    world.client.customer_tag_groups().await.unwrap();
}

#[tokio::test]
async fn the_client_stays_inside_a_minute_the_platform_counts() {
    let world = World::with(FakeOptions { per_minute: 10, ..Default::default() }).await;
    let patient = LimitSettings { per_minute: 10, patience: Duration::ZERO, ..LimitSettings::default() };
    let client = client_with(world.running.config(), patient);
    for _ in 0..10 {
        client.follow_users().await.unwrap();
    }
    assert!(matches!(client.follow_users().await, Err(WeComError::HeldBack { .. })));
    assert_eq!(world.calls(PATH), 10);
}

#[tokio::test]
async fn a_busy_system_is_tried_three_times() {
    let world = World::start().await;
    world.fail(PATH, 2, FaultKind::Errcode(-1));
    world.client.follow_users().await.unwrap();
    assert_eq!(world.calls(PATH), 3);
    world.fail(PATH, 3, FaultKind::Errcode(-1));
    assert_eq!(world.client.follow_users().await.unwrap_err().code(), Some(-1));
    assert_eq!(world.calls(PATH), 6);
}
