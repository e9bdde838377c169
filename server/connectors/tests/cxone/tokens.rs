use std::time::Duration;

use connectors::cxone::{AgentFilter, CXone, CXoneError, Decision, fake::FakeOptions, fake::FaultKind};

use super::{World, client};

async fn agents(client: &CXone) -> Result<usize, CXoneError> {
    Ok(client.agents(&AgentFilter::default(), None, 10).await?.rows.len())
}

#[tokio::test]
async fn a_hundred_callers_fetch_one_token() {
    let world = World::start().await;
    world.fail("auth/token", 1, FaultKind::SlowMs(50));
    let calls = (0..100).map(|_| {
        let client = world.client.clone();
        tokio::spawn(async move { agents(&client).await })
    });
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.unwrap(), Ok(10));
    }
    assert_eq!((world.calls("auth/token"), world.calls("cxone-configuration")), (1, 1));
}

/// The access key of the fake holds every letter that a form gives a meaning of its own.
#[tokio::test]
async fn a_secret_with_signs_arrives_whole() {
    let options = FakeOptions { access_key_secret: "a=b&c+d%e f/ü==".to_owned(), ..FakeOptions::default() };
    let world = World::with(options).await;
    assert_eq!(agents(&world.client).await, Ok(10));
}

#[tokio::test]
async fn a_token_that_ended_is_replaced_without_the_caller_noticing() {
    let world = World::start().await;
    agents(&world.client).await.unwrap();
    world.running.fake.advance(3_601);
    assert_eq!(agents(&world.client).await, Ok(10));
    assert_eq!((world.calls("auth/token"), world.calls("agents")), (2, 3), "once refused, once replayed");
}

#[tokio::test]
async fn a_killed_token_is_fetched_once_by_all_who_lost_it() {
    let world = World::start().await;
    agents(&world.client).await.unwrap();
    world.fail("", 1, FaultKind::KillTokens);
    let calls = (0..50).map(|_| {
        let client = world.client.clone();
        tokio::spawn(async move { agents(&client).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(world.calls("auth/token"), 2);
}

#[tokio::test]
async fn a_token_is_renewed_ten_minutes_before_it_ends() {
    // It lasts a second more than those ten minutes.
    let world = World::with(FakeOptions { token_lifetime: 1_201, ..FakeOptions::default() }).await;
    agents(&world.client).await.unwrap();
    agents(&world.client).await.unwrap();
    assert_eq!(world.calls("auth/token"), 1);
    // Half of a short life is kept: one of two seconds is replaced after one.
    let world = World::with(FakeOptions { token_lifetime: 2, ..FakeOptions::default() }).await;
    agents(&world.client).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    agents(&world.client).await.unwrap();
    assert_eq!((world.calls("auth/token"), world.calls("agents")), (2, 2), "before it was refused");
}

#[tokio::test]
async fn the_old_token_serves_while_the_login_is_down() {
    let world = World::with(FakeOptions { token_lifetime: 4, ..FakeOptions::default() }).await;
    agents(&world.client).await.unwrap();
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    world.fail("auth/token", 1, FaultKind::HttpHtml);
    assert_eq!(agents(&world.client).await, Ok(10));
    assert_eq!(world.calls("auth/token"), 2);
}

#[tokio::test]
async fn a_token_refused_twice_is_an_error_and_not_a_loop() {
    let world = World::start().await;
    world.fail("agents", 100, FaultKind::Status(401));
    for _ in 0..20 {
        assert_eq!(agents(&world.client).await.unwrap_err().status(), Some(401));
    }
    // Three rounds of two, then the breaker is open.
    assert!(world.calls("auth/token") <= 7, "{}", world.calls("auth/token"));
}

#[tokio::test]
async fn a_wrong_access_key_is_tried_once() {
    let world = World::start().await;
    let mut config = world.running.config();
    config.access_key_secret = "wrong".into();
    let client = client(config);
    for _ in 0..10 {
        let error = agents(&client).await.unwrap_err();
        let CXoneError::Api(refusal) = &error else { panic!("{error}") };
        assert_eq!((refusal.code.as_str(), error.decision()), ("invalid_grant", Decision::Stop));
    }
    assert_eq!((world.calls("auth/token"), world.calls("agents")), (1, 0));
}

#[tokio::test]
async fn waiters_share_the_failure_of_the_one_who_asked() {
    let world = World::start().await;
    world.fail("auth/token", 1, FaultKind::SlowMs(100));
    let mut config = world.running.config();
    config.client_id = "nobody".to_owned();
    let client = client(config);
    let calls = (0..30).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { agents(&client).await })
    });
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.unwrap().unwrap_err().status(), Some(401));
    }
    assert_eq!(world.calls("auth/token"), 1);
}

#[tokio::test]
async fn errors_do_not_print_secrets_or_tokens() {
    let world = World::start().await;
    let mut config = world.running.config();
    config.login_url.set_port(Some(1)).unwrap();
    let error = agents(&client(config.clone())).await.unwrap_err();
    agents(&world.client).await.unwrap();
    let printed = format!("{error} {error:?} {config:?} {:?}", world.client);
    assert!(!printed.contains("fake-client-secret") && !printed.contains("fake+access"), "{printed}");
    assert!(!printed.contains("eyJ"), "{printed}");
}
