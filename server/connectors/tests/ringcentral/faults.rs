use std::time::{Duration, Instant};

use connectors::{
    http::{Http, HttpError, HttpSettings},
    ringcentral::{Decision, NotJsonKind, RingCentral, RingCentralError, fake::FaultKind},
};

use super::{ENTRIES, World};

#[tokio::test]
async fn passing_trouble_is_sat_out() {
    for kind in [
        FaultKind::HttpHtml,
        FaultKind::Empty,
        FaultKind::HalfJson,
        FaultKind::Cut,
        FaultKind::Code("CMN-201".to_owned()),
        FaultKind::Unavailable { retry_after: None },
    ] {
        let world = World::start().await;
        world.fail(ENTRIES, 4, kind.clone());
        let page = world.client.directory_entries(1).await;
        assert!(page.is_ok_and(|page| !page.rows.is_empty()), "{kind:?}");
    }
}

#[tokio::test]
async fn lasting_trouble_is_named_and_never_an_empty_list() {
    let world = World::start().await;
    world.fail(ENTRIES, 5, FaultKind::HttpHtml);
    let error = world.client.directory_entries(1).await.unwrap_err();
    assert_eq!(error, RingCentralError::NotJson { api: ENTRIES, status: 502, kind: NotJsonKind::Html });
    world.fail(ENTRIES, 5, FaultKind::Empty);
    let error = world.client.directory_entries(1).await.unwrap_err();
    assert_eq!(error, RingCentralError::NotJson { api: ENTRIES, status: 200, kind: NotJsonKind::Empty });
    world.fail(ENTRIES, 5, FaultKind::HalfJson);
    assert!(matches!(world.client.directory_entries(1).await, Err(RingCentralError::HalfJson { .. })));
    world.fail(ENTRIES, 5, FaultKind::Cut);
    let error = world.client.directory_entries(1).await.unwrap_err();
    assert!(matches!(error, RingCentralError::Http { source: HttpError::Cut { .. }, .. }), "{error:?}");
    assert_eq!(world.calls(ENTRIES), 20);
}

#[tokio::test]
async fn a_slow_answer_ends_at_the_time_limit() {
    let world = World::start().await;
    let settings =
        HttpSettings { total_timeout: Duration::from_millis(300), allow_private: true, ..HttpSettings::default() };
    let settings_of_client = connectors::ringcentral::Settings { tries: 1, ..Default::default() };
    let client = RingCentral::with_settings(world.running.config(), Http::new(settings).unwrap(), settings_of_client);
    world.fail(ENTRIES, 1, FaultKind::SlowMs(5_000));
    let begun = Instant::now();
    let error = client.directory_entries(1).await.unwrap_err();
    assert!(matches!(error, RingCentralError::Http { source: HttpError::TimedOut, .. }), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(3));
    client.directory_entries(1).await.unwrap();
}

#[tokio::test]
async fn an_answer_that_says_when_to_come_back_is_not_tried_before() {
    let world = World::start().await;
    world.fail(ENTRIES, 1, FaultKind::Unavailable { retry_after: Some(20) });
    let error = world.client.directory_entries(1).await.unwrap_err();
    assert_eq!(error.decision(), Decision::Wait { at_least: Duration::from_secs(20) });
    assert_eq!(world.calls(ENTRIES), 1);
}

#[tokio::test]
async fn an_answer_larger_than_the_cap_is_not_read() {
    let world = World::start().await;
    let settings = HttpSettings { body_cap: 4_096, allow_private: true, ..HttpSettings::default() };
    let client = RingCentral::new(world.running.config(), Http::new(settings).unwrap());
    let error = client.directory_entries(1).await.unwrap_err();
    assert_eq!(error.decision(), Decision::AskForLess);
    assert!(matches!(error, RingCentralError::Http { source: HttpError::TooLarge { .. }, .. }), "{error}");
}

#[tokio::test]
async fn a_private_address_is_refused_unless_allowed() {
    let world = World::start().await;
    let client = RingCentral::new(world.running.config(), Http::new(HttpSettings::default()).unwrap());
    let error = client.directory_entries(1).await.unwrap_err();
    assert!(matches!(error, RingCentralError::Http { source: HttpError::PrivateAddress { .. }, .. }), "{error}");
    assert_eq!(error.decision(), Decision::Stop);
}

#[tokio::test]
async fn neither_errors_nor_settings_show_a_secret() {
    let world = World::start().await;
    let shown = format!("{:?}", world.client);
    world.fail(ENTRIES, 5, FaultKind::Cut);
    let error = world.client.directory_entries(1).await.unwrap_err();
    for text in [shown, format!("{:?}", world.client), format!("{error} {error:?}")] {
        assert!(!text.contains("fake-client-secret") && !text.contains("fake.jwt") && !text.contains("fake-rc-"));
    }
}
