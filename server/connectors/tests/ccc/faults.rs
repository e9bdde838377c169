use std::time::Duration;

use connectors::{
    ccc::{Ccc, CccError, Decision, NotJsonKind, StaffFilter, fake::FakeOptions, fake::FaultKind},
    http::{Http, HttpError, HttpSettings},
};

use super::{World, client_with, quick};

const LIST: &str = "DescribeStaffInfoList";

async fn staff(client: &Ccc) -> Result<usize, CccError> {
    Ok(client.staff(&StaffFilter::default()).await?.len())
}

#[tokio::test]
async fn passing_trouble_is_sat_out() {
    let world = World::start().await;
    for kind in [FaultKind::HttpHtml, FaultKind::Empty, FaultKind::HalfJson, FaultKind::Cut, FaultKind::DoneAndCut] {
        world.fail(LIST, 3, kind.clone());
        assert_eq!(staff(&world.client).await, Ok(80), "{kind:?}");
    }
}

#[tokio::test]
async fn the_platforms_own_trouble_is_tried_once_more() {
    let world = World::start().await;
    let code = FaultKind::Code("InternalError.DBError".to_owned());
    world.fail(LIST, 1, code.clone());
    assert_eq!(staff(&world.client).await, Ok(80));
    world.fail(LIST, 2, code);
    let error = staff(&world.client).await.unwrap_err();
    assert!(matches!(error.decision(), Decision::Retry { .. }), "{error}");
    assert_eq!(world.calls(LIST), 4);
}

#[tokio::test]
async fn lasting_trouble_is_named_and_never_an_empty_list() {
    let world = World::start().await;
    let not_json = |status, kind| CccError::NotJson { action: LIST, status, kind };
    world.fail(LIST, 4, FaultKind::HttpHtml);
    assert_eq!(staff(&world.client).await, Err(not_json(502, NotJsonKind::Html)));
    world.fail(LIST, 4, FaultKind::Empty);
    assert_eq!(staff(&world.client).await, Err(not_json(200, NotJsonKind::Empty)));
    world.fail(LIST, 4, FaultKind::HalfJson);
    assert!(matches!(staff(&world.client).await, Err(CccError::HalfJson { .. })));
    world.fail(LIST, 4, FaultKind::Cut);
    let error = staff(&world.client).await.unwrap_err();
    assert!(matches!(error, CccError::Http { source: HttpError::Cut { .. }, .. }), "{error:?}");
    assert_eq!(world.calls(LIST), 16, "four tries each");
}

#[tokio::test]
async fn a_refusal_is_final_and_named() {
    let world = World::start().await;
    for (code, decision) in [
        ("UnauthorizedOperation.CamNoAuth", Decision::Permission),
        ("OperationDenied.NotInWhiteList", Decision::NotEnabled),
        ("InvalidParameterValue.InstanceNotExist", Decision::WrongApplication),
        ("UnknownParameter", Decision::Stop),
        ("FailedOperation", Decision::Refuse),
    ] {
        let before = world.calls(LIST);
        world.fail(LIST, 1, FaultKind::Code(code.to_owned()));
        let error = staff(&world.client).await.unwrap_err();
        assert_eq!((error.code(), error.decision()), (Some(code), decision));
        assert!(error.to_string().contains(LIST) && error.to_string().contains(code), "{error}");
        assert_eq!(world.calls(LIST), before + 1, "{code}");
    }
}

#[tokio::test]
async fn a_slow_answer_ends_at_the_time_limit() {
    let world = World::start().await;
    let settings =
        HttpSettings { allow_private: true, total_timeout: Duration::from_millis(150), ..HttpSettings::default() };
    let client = client_with(&world.running, world.running.config(), Http::new(settings).unwrap(), quick());
    world.fail(LIST, 4, FaultKind::SlowMs(3_000));
    assert_eq!(staff(&client).await, Err(CccError::Http { action: LIST, source: HttpError::TimedOut }));
}

#[tokio::test]
async fn an_answer_beyond_the_cap_is_not_read_to_its_end() {
    let world = World::with(FakeOptions { staff: 5_000, ..FakeOptions::default() }).await;
    let settings = HttpSettings { allow_private: true, body_cap: 20_000, ..HttpSettings::default() };
    let client = client_with(&world.running, world.running.config(), Http::new(settings).unwrap(), quick());
    let error = staff(&client).await.unwrap_err();
    assert_eq!(error, CccError::Http { action: LIST, source: HttpError::TooLarge { cap: 20_000 } });
    assert_eq!(error.decision(), Decision::AskForLess);
}
