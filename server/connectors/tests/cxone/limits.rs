use std::time::{Duration, Instant};

use connectors::cxone::{
    AgentFilter, CXone, CXoneError, Decision, LimitSettings, Settings,
    fake::{FakeOptions, FaultKind},
};

use super::{World, client_with, http, quick};

async fn agents(client: &CXone) -> Result<(), CXoneError> {
    client.agents(&AgentFilter::default(), None, 1).await.map(drop)
}

#[tokio::test]
async fn calls_are_spread_over_the_second() {
    let world = World::start().await;
    let client = client_with(world.running.config(), http(), LimitSettings { per_second: 50, ..quick() });
    let began = Instant::now();
    for _ in 0..8 {
        agents(&client).await.unwrap();
    }
    // Ten calls with token and configuration: nine pauses of 20 ms.
    assert!(began.elapsed() >= Duration::from_millis(179), "{:?}", began.elapsed());
}

#[tokio::test]
async fn nobody_waits_longer_than_he_has_patience() {
    let world = World::start().await;
    let limits = LimitSettings { per_second: 1, patience: Duration::ZERO, ..LimitSettings::default() };
    let client = client_with(world.running.config(), http(), limits);
    let error = agents(&client).await.unwrap_err();
    assert!(matches!(error, CXoneError::HeldBack { .. }), "{error}");
    assert_eq!(world.calls("agents"), 0);
}

#[tokio::test]
async fn a_refusal_with_or_without_a_time_is_sat_out() {
    let world = World::start().await;
    agents(&world.client).await.unwrap();
    for kind in [
        FaultKind::TooMany(None),
        FaultKind::TooMany(Some("3".to_owned())),
        FaultKind::TooMany(Some("nonsense".to_owned())),
        FaultKind::Unavailable(None),
        FaultKind::Unavailable(Some("2".to_owned())),
    ] {
        let before = world.calls("agents");
        world.fail("agents", 2, kind.clone());
        agents(&world.client).await.unwrap();
        assert_eq!(world.calls("agents"), before + 3, "{kind:?}");
    }
}

#[tokio::test]
async fn the_time_that_the_platform_names_is_kept_by_all_callers() {
    let world = World::start().await;
    agents(&world.client).await.unwrap();
    world.fail("agents", 1, FaultKind::TooMany(Some("30".to_owned())));
    let (one, other) = (world.client.clone(), world.client.clone());
    let began = Instant::now();
    let first = tokio::spawn(async move { agents(&one).await });
    while world.calls("agents") < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
    agents(&other).await.unwrap();
    first.await.unwrap().unwrap();
    // Thirty seconds at a hundredth.
    assert!(began.elapsed() >= Duration::from_millis(300), "{:?}", began.elapsed());
    assert_eq!(world.calls("agents"), 4);
}

#[tokio::test]
async fn an_hour_is_told_instead_of_sat_out() {
    let world = World::start().await;
    let settings = Settings { limits: quick(), pace: 1.0, ..Settings::default() };
    let client = CXone::with_settings(world.running.config(), http(), settings);
    agents(&client).await.unwrap();
    world.fail("agents", 1, FaultKind::TooMany(Some("3600".to_owned())));
    let error = agents(&client).await.unwrap_err();
    let Decision::Wait { at_least } = error.decision() else { panic!("{error}") };
    assert!(at_least > Duration::from_secs(3_590), "{at_least:?}");
    agents(&client).await.unwrap_err();
    assert_eq!(world.calls("agents"), 2, "nothing is sent meanwhile");
}

#[tokio::test]
async fn a_platform_that_goes_on_refusing_opens_the_circuit() {
    let world = World::start().await;
    agents(&world.client).await.unwrap();
    world.fail("agents", 4, FaultKind::Unavailable(None));
    world.fail("agents", 1, FaultKind::Unavailable(Some("150".to_owned())));
    let error = agents(&world.client).await.unwrap_err();
    assert!(matches!(error, CXoneError::Throttled { status: 503, .. }), "{error}");
    let error = agents(&world.client).await.unwrap_err();
    assert!(matches!(error, CXoneError::HeldBack { .. } | CXoneError::Throttled { .. }), "{error}");
    let sent = world.calls("agents");
    for _ in 0..20 {
        let error = agents(&world.client).await.unwrap_err();
        assert!(matches!(error, CXoneError::HeldBack { .. }), "{error}");
    }
    assert_eq!(world.calls("agents"), sent, "an open circuit sends nothing");
    tokio::time::sleep(Duration::from_millis(1_600)).await;
    agents(&world.client).await.unwrap();
    agents(&world.client).await.unwrap();
}

#[tokio::test]
async fn the_login_is_throttled_like_any_call() {
    let world = World::start().await;
    world.fail("auth/token", 1, FaultKind::TooMany(Some("1".to_owned())));
    agents(&world.client).await.unwrap();
    assert_eq!(world.calls("auth/token"), 2);
}

#[tokio::test]
async fn a_cap_below_the_platforms_is_never_refused() {
    let world = World::with(FakeOptions { per_second: 100, ..FakeOptions::default() }).await;
    let client = client_with(world.running.config(), http(), LimitSettings { per_second: 90, ..quick() });
    let calls: Vec<_> = (0..60)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { agents(&client).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(world.calls("agents"), 60);
}
