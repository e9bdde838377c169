use std::time::Duration;

use connectors::ringcentral::{
    Decision, RingCentralError,
    fake::{FakeOptions, FaultKind},
};

use super::{ENTRIES, PRESENCE, TOKEN, World, client};

#[tokio::test]
async fn forty_callers_fetch_one_token() {
    let world = World::start().await;
    world.fail(TOKEN, 1, FaultKind::SlowMs(50));
    let id = world.person(0);
    let calls = (0..40).map(|_| {
        let (client, id) = (world.client.clone(), id.clone());
        tokio::spawn(async move { client.presence(&id).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(world.calls(TOKEN), 1);
}

#[tokio::test]
async fn a_killed_token_is_fetched_once_by_all_who_lost_it() {
    let world = World::start().await;
    let id = world.person(0);
    world.client.presence(&id).await.unwrap();
    world.fail("", 1, FaultKind::KillTokens);
    let calls = (0..20).map(|_| {
        let (client, id) = (world.client.clone(), id.clone());
        tokio::spawn(async move { client.presence(&id).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(world.calls(TOKEN), 2);
}

#[tokio::test]
async fn an_expired_token_is_replaced_and_the_call_made_once_more() {
    let world = World::start().await;
    world.client.directory_entries(1).await.unwrap();
    world.running.fake.advance(3_601);
    world.client.directory_entries(1).await.unwrap();
    assert_eq!((world.calls(TOKEN), world.calls(ENTRIES)), (2, 3));
    assert_eq!(world.running.fake.refusals("OAU-128"), 1);
}

#[tokio::test]
async fn a_token_that_is_no_longer_known_is_told_in_the_old_shape_and_replaced_all_the_same() {
    let world = World::start().await;
    world.client.directory_entries(1).await.unwrap();
    world.fail(ENTRIES, 1, FaultKind::KillTokens);
    world.client.directory_entries(1).await.unwrap();
    assert_eq!(world.running.fake.refusals("OAU-213"), 1);
}

#[tokio::test]
async fn a_token_refused_twice_is_an_error_and_not_a_loop() {
    let world = World::start().await;
    world.fail(PRESENCE, 100, FaultKind::Code("OAU-129".to_owned()));
    let id = world.person(0);
    for _ in 0..10 {
        world.client.presence(&id).await.unwrap_err();
    }
    // Three rounds of two would be six tokens, one more than a minute has.
    assert!(world.calls(TOKEN) <= 5, "{}", world.calls(TOKEN));
    assert_eq!(world.throttled(), 0);
}

#[tokio::test]
async fn wrong_credentials_are_asked_for_once() {
    let world = World::start().await;
    let mut config = world.running.config();
    config.jwt = "revoked".into();
    let client = client(config);
    for _ in 0..10 {
        let error = client.directory_entries(1).await.unwrap_err();
        assert_eq!((error.code(), error.decision()), (Some("OAU-140"), Decision::Stop));
    }
    assert_eq!((world.calls(TOKEN), world.calls(ENTRIES)), (1, 0));
}

#[tokio::test]
async fn a_locked_account_and_a_grant_that_is_not_allowed_stop_at_once() {
    for code in ["OAU-112", "OAU-125", "OAU-146", "OAU-147", "OAU-148", "OAU-105"] {
        let world = World::start().await;
        world.fail(TOKEN, 5, FaultKind::Code(code.to_owned()));
        for _ in 0..3 {
            let error = world.client.directory_entries(1).await.unwrap_err();
            assert_eq!((error.code(), error.decision()), (Some(code), Decision::Stop));
        }
        assert_eq!(world.calls(TOKEN), 1, "{code}");
    }
}

#[tokio::test]
async fn waiters_share_the_failure_of_the_one_who_fetched() {
    let world = World::start().await;
    world.fail(TOKEN, 1, FaultKind::SlowMs(100));
    let mut config = world.running.config();
    config.client_secret = "wrong".into();
    let client = client(config);
    let calls: Vec<_> = (0..30)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.directory_entries(1).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap_err().code(), Some("OAU-146"));
    }
    assert_eq!(world.calls(TOKEN), 1);
}

#[tokio::test]
async fn trouble_with_the_token_is_tried_three_times_and_no_call_is_sent_meanwhile() {
    let world = World::start().await;
    world.fail(TOKEN, 2, FaultKind::HttpHtml);
    world.client.directory_entries(1).await.unwrap();
    assert_eq!(world.calls(TOKEN), 3);
    let world = World::start().await;
    world.fail(TOKEN, 3, FaultKind::Code("CMN-203".to_owned()));
    assert_eq!(world.client.directory_entries(1).await.unwrap_err().code(), Some("CMN-203"));
    assert_eq!((world.calls(TOKEN), world.calls(ENTRIES)), (3, 0));
}

#[tokio::test]
async fn an_unavailable_token_call_is_left_alone_for_as_long_as_it_says() {
    let world = World::start().await;
    world.fail(TOKEN, 1, FaultKind::Unavailable { retry_after: Some(1) });
    let wait = Decision::Wait { at_least: Duration::from_secs(1) };
    for _ in 0..3 {
        assert_eq!(world.client.directory_entries(1).await.unwrap_err().decision(), wait);
    }
    assert_eq!(world.calls(TOKEN), 1);
    tokio::time::sleep(Duration::from_millis(1_050)).await;
    world.client.directory_entries(1).await.unwrap();
}

#[tokio::test]
async fn the_old_token_serves_while_a_newer_one_cannot_be_had() {
    let world = World::with(FakeOptions { token_lifetime: 4, ..Default::default() }).await;
    world.client.directory_entries(1).await.unwrap();
    // A token of four seconds is replaced after two.
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    world.fail(TOKEN, 3, FaultKind::HttpHtml);
    world.client.directory_entries(1).await.unwrap();
    assert_eq!(world.calls(TOKEN), 4);
}

#[tokio::test]
async fn a_revoked_session_is_over_and_the_next_call_begins_another() {
    let world = World::start().await;
    world.client.revoke().await;
    assert_eq!(world.calls("POST oauth/revoke"), 0, "there was nothing to give back");
    world.client.directory_entries(1).await.unwrap();
    world.fail("POST oauth/revoke", 1, FaultKind::HttpHtml);
    world.client.revoke().await;
    assert_eq!(world.calls("POST oauth/revoke"), 1);
    world.client.directory_entries(1).await.unwrap();
    assert_eq!(world.calls(TOKEN), 2);
}

#[tokio::test]
async fn a_sixth_session_ends_the_first() {
    let world = World::start().await;
    world.client.directory_entries(1).await.unwrap();
    for _ in 0..4 {
        world.raw_token().await;
    }
    world.running.fake.advance(61);
    world.client.directory_entries(1).await.unwrap();
    assert_eq!(world.running.fake.refusals("OAU-213"), 0);
    world.raw_token().await;
    world.client.directory_entries(1).await.unwrap();
    assert_eq!(world.running.fake.refusals("OAU-213"), 1);
}

#[tokio::test]
async fn a_broken_answer_to_the_token_call_is_never_a_token() {
    for kind in [FaultKind::Empty, FaultKind::HalfJson, FaultKind::Cut] {
        let world = World::start().await;
        world.fail(TOKEN, 3, kind.clone());
        let error = world.client.directory_entries(1).await.unwrap_err();
        assert!(!matches!(error, RingCentralError::Api(_)), "{kind:?}: {error}");
        assert_eq!(world.calls(ENTRIES), 0);
    }
}
