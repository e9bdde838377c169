use std::time::Duration;

use connectors::wecom::{Decision, fake::FaultKind};

use super::{World, client};

#[tokio::test]
async fn a_hundred_callers_fetch_one_token() {
    let world = World::start().await;
    world.fail("gettoken", 1, FaultKind::SlowMs(50));
    let calls = (0..100).map(|_| {
        let client = world.client.clone();
        tokio::spawn(async move { client.follow_users().await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(world.calls("gettoken"), 1);
}

#[tokio::test]
async fn a_killed_token_is_fetched_once_by_all_who_lost_it() {
    let world = World::start().await;
    world.client.follow_users().await.unwrap();
    world.fail("", 1, FaultKind::KillTokens);
    let calls = (0..50).map(|_| {
        let client = world.client.clone();
        tokio::spawn(async move { client.follow_users().await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(world.calls("gettoken"), 2);
}

#[tokio::test]
async fn an_expired_token_is_replaced_without_the_caller_noticing() {
    let world = World::start().await;
    world.client.follow_users().await.unwrap();
    world.running.fake.advance(7_201);
    world.client.follow_users().await.unwrap();
    assert_eq!(world.calls("gettoken"), 2);
}

#[tokio::test]
async fn a_token_refused_twice_is_an_error_and_not_a_loop() {
    let world = World::start().await;
    world.fail("externalcontact/get_follow_user_list", 100, FaultKind::Errcode(40014));
    for _ in 0..20 {
        assert_eq!(world.client.follow_users().await.unwrap_err().code(), Some(40014));
    }
    // Three rounds of two, then the breaker is open.
    assert!(world.calls("gettoken") <= 7, "{}", world.calls("gettoken"));
}

#[tokio::test]
async fn a_wrong_secret_is_asked_for_once() {
    let world = World::start().await;
    let mut config = world.running.config();
    config.app_secret = "wrong".into();
    let client = client(config);
    for _ in 0..10 {
        let error = client.follow_users().await.unwrap_err();
        assert_eq!((error.code(), error.decision()), (Some(40001), Decision::Stop));
    }
    assert_eq!(world.calls("gettoken"), 1);
}

#[tokio::test]
async fn waiters_share_the_failure_of_the_one_who_fetched() {
    let world = World::start().await;
    world.fail("gettoken", 1, FaultKind::SlowMs(100));
    let mut config = world.running.config();
    config.corp_id = "wwnobody".to_owned();
    let client = client(config);
    let calls: Vec<_> = (0..30)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.follow_users().await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap_err().code(), Some(40013));
    }
    assert_eq!(world.calls("gettoken"), 1);
}

#[tokio::test]
async fn the_old_token_serves_while_a_newer_one_is_fetched() {
    let options = connectors::wecom::fake::FakeOptions { token_lifetime: 4, ..Default::default() };
    let world = World::with(options).await;
    world.client.follow_users().await.unwrap();
    // A token of four seconds is replaced after two.
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    world.fail("gettoken", 1, FaultKind::HttpHtml);
    world.client.follow_users().await.unwrap();
    assert_eq!(world.calls("gettoken"), 2);
}

#[tokio::test]
async fn each_secret_has_its_own_token() {
    let world = World::start().await;
    world.client.member_ids(None, 1).await.unwrap();
    world.client.follow_users().await.unwrap();
    assert_eq!(world.calls("gettoken"), 2);
}
