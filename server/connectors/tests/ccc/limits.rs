use std::time::{Duration, Instant};

use connectors::ccc::{
    Ccc, CccError, Decision, LimitSettings, Settings, StatusFilter, fake::FakeOptions, fake::FaultKind,
};

use super::{World, client_with, http, quick};

const METRICS: &str = "DescribeStaffStatusMetrics";

async fn ask(client: &Ccc) -> Result<(), CccError> {
    client.status_metrics(&StatusFilter::default()).await.map(drop)
}

fn throttled(detail: &str) -> FaultKind {
    FaultKind::Code(format!("RequestLimitExceeded{detail}"))
}

/// Must hold: the fake refuses the twenty-first call of any second, and its answers take longer than the network's.
#[tokio::test]
async fn many_workers_together_are_never_refused() {
    let latency = Duration::from_millis(15);
    let world = World::with(FakeOptions { staff: 3, latency, ..FakeOptions::default() }).await;
    let calls: Vec<_> = (0..70)
        .map(|_| {
            let client = world.client.clone();
            tokio::spawn(async move { ask(&client).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!((world.calls(METRICS), world.running.fake.refusals("RequestLimitExceeded")), (70, 0));
}

#[tokio::test]
async fn what_another_program_used_up_is_waited_for() {
    let world = World::with(FakeOptions { per_second: 4, ..FakeOptions::default() }).await;
    // Its limit is lower than the one that we keep, as if somebody else called, too.
    let settings = Settings { limits: quick(), ..Settings::default() };
    let fake = world.running.fake.clone();
    let clock = connectors::ccc::Clock::new(move || fake.now());
    let client = Ccc::with_settings(world.running.config(), http(), clock, settings);
    for _ in 0..6 {
        ask(&client).await.unwrap();
    }
    assert_eq!(world.running.fake.refusals("RequestLimitExceeded"), 1);
    assert_eq!(world.calls(METRICS), 7);
}

#[tokio::test]
async fn each_of_its_codes_is_sat_out() {
    let world = World::start().await;
    for detail in ["", ".UinLimitExceeded", ".GlobalRegionUinLimitExceeded"] {
        let before = world.calls(METRICS);
        world.fail(METRICS, 2, throttled(detail));
        ask(&world.client).await.unwrap();
        assert_eq!(world.calls(METRICS), before + 3, "{detail}");
    }
}

#[tokio::test]
async fn a_write_that_was_refused_for_the_moment_is_repeated() {
    let world = World::empty().await;
    world.fail("CreateStaff", 2, throttled(""));
    assert!(world.client.create_staff(&[super::newcomer(1)], true).await[0].outcome.is_ok());
    assert_eq!((world.calls("CreateStaff"), world.running.fake.staff().len()), (3, 1));
}

#[tokio::test]
async fn nobody_waits_longer_than_he_has_patience() {
    let world = World::start().await;
    let limits = LimitSettings { per_window: 1, patience: Duration::ZERO, ..LimitSettings::default() };
    let client = client_with(&world.running, world.running.config(), http(), limits);
    ask(&client).await.unwrap();
    let error = ask(&client).await.unwrap_err();
    assert!(matches!(error, CccError::HeldBack { .. }), "{error}");
    assert!(matches!(error.decision(), Decision::Wait { .. }) && !error.may_have_happened());
    assert_eq!(world.calls(METRICS), 1);
}

#[tokio::test]
async fn a_platform_that_goes_on_refusing_opens_the_circuit_and_closes_it_again() {
    let world = World::start().await;
    world.fail(METRICS, 5, throttled(""));
    let error = ask(&world.client).await.unwrap_err();
    assert!(matches!(error, CccError::Throttled { .. }), "{error}");
    ask(&world.client).await.unwrap_err();
    let sent = world.calls(METRICS);
    for _ in 0..20 {
        let error = ask(&world.client).await.unwrap_err();
        assert!(matches!(error, CccError::HeldBack { .. }), "{error}");
    }
    assert_eq!(world.calls(METRICS), sent, "an open circuit sends nothing");
    world.client.skill_groups(&connectors::ccc::GroupFilter::default()).await.unwrap();
    let began = Instant::now();
    while ask(&world.client).await.is_err() {
        assert!(began.elapsed() < Duration::from_secs(5));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    ask(&world.client).await.unwrap();
}

#[tokio::test]
async fn an_account_that_called_too_often_holds_every_action() {
    let world = World::start().await;
    world.fail(METRICS, 4, throttled(".UinLimitExceeded"));
    ask(&world.client).await.unwrap_err();
    let began = Instant::now();
    world.client.application().await.unwrap();
    // The fourth pause: eight seconds at a hundredth.
    assert!(began.elapsed() >= Duration::from_millis(60), "{:?}", began.elapsed());
}
