use std::time::Duration;

use connectors::{
    cxone::{AgentFilter, CXone, CXoneError, Decision, NotJsonKind, fake::FaultKind},
    http::{Http, HttpError, HttpSettings},
};

use super::{World, client_with, quick};

async fn agents(client: &CXone) -> Result<usize, CXoneError> {
    Ok(client.agents(&AgentFilter::default(), None, 5).await?.rows.len())
}

#[tokio::test]
async fn passing_trouble_is_sat_out() {
    let world = World::start().await;
    for kind in [
        FaultKind::HttpHtml,
        FaultKind::Empty,
        FaultKind::HalfJson,
        FaultKind::Cut,
        FaultKind::Status(500),
        FaultKind::Bare(502),
        FaultKind::Status(504),
    ] {
        world.fail("agents", 3, kind.clone());
        assert_eq!(agents(&world.client).await, Ok(5), "{kind:?}");
    }
}

#[tokio::test]
async fn lasting_trouble_is_named_and_never_an_empty_list() {
    let world = World::start().await;
    let not_json = |status, kind| CXoneError::NotJson { api: "agents", status, kind };
    world.fail("agents", 4, FaultKind::HttpHtml);
    assert_eq!(agents(&world.client).await, Err(not_json(502, NotJsonKind::Html)));
    world.fail("agents", 4, FaultKind::Empty);
    assert_eq!(agents(&world.client).await, Err(not_json(200, NotJsonKind::Empty)));
    world.fail("agents", 4, FaultKind::HalfJson);
    assert!(matches!(agents(&world.client).await, Err(CXoneError::HalfJson { .. })));
    world.fail("agents", 4, FaultKind::Cut);
    let error = agents(&world.client).await.unwrap_err();
    assert!(matches!(error, CXoneError::Http { source: HttpError::Cut { .. }, .. }), "{error:?}");
    assert_eq!(world.calls("agents"), 16, "four tries each");
}

#[tokio::test]
async fn a_refusal_without_words_is_a_refusal() {
    let world = World::start().await;
    world.fail("agents", 1, FaultKind::Bare(403));
    let error = agents(&world.client).await.unwrap_err();
    assert_eq!((error.status(), error.decision()), (Some(403), Decision::Permission));
    world.fail("agents", 1, FaultKind::Bare(401));
    assert_eq!(agents(&world.client).await, Ok(5), "a new token helps");
}

#[tokio::test]
async fn a_slow_answer_ends_at_the_time_limit() {
    let world = World::start().await;
    let settings =
        HttpSettings { allow_private: true, total_timeout: Duration::from_millis(150), ..HttpSettings::default() };
    let client = client_with(world.running.config(), Http::new(settings).unwrap(), quick());
    world.fail("agents", 4, FaultKind::SlowMs(3_000));
    assert_eq!(agents(&client).await, Err(CXoneError::Http { api: "agents", source: HttpError::TimedOut }));
}

#[tokio::test]
async fn an_answer_beyond_the_cap_is_not_read_to_its_end() {
    let world = World::start().await;
    let settings = HttpSettings { allow_private: true, body_cap: 1_500, ..HttpSettings::default() };
    let client = client_with(world.running.config(), Http::new(settings).unwrap(), quick());
    let error = agents(&client).await.unwrap_err();
    assert_eq!(error, CXoneError::Http { api: "agents", source: HttpError::TooLarge { cap: 1_500 } });
    assert_eq!(error.decision(), Decision::AskForLess);
}

#[tokio::test]
async fn every_fault_of_the_login_is_sat_out_or_named() {
    for kind in [FaultKind::HttpHtml, FaultKind::Empty, FaultKind::HalfJson, FaultKind::Cut, FaultKind::Bare(503)] {
        let world = World::start().await;
        world.fail("auth/token", 2, kind.clone());
        assert_eq!(agents(&world.client).await, Ok(5), "{kind:?}");
        let world = World::start().await;
        world.fail("auth/token", 10, kind.clone());
        let error = agents(&world.client).await.unwrap_err();
        assert!(matches!(error.decision(), Decision::Retry { .. } | Decision::Wait { .. }), "{kind:?}: {error}");
        assert_eq!((error.api(), error.may_have_happened()), ("auth/token", false));
    }
}
