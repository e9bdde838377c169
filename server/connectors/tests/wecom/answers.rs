use std::time::Duration;

use connectors::{
    http::{Http, HttpError, HttpSettings},
    wecom::{Decision, NotJsonKind, WeCom, WeComError, fake::FaultKind},
};

use super::World;

const PATH: &str = "externalcontact/get_follow_user_list";

#[tokio::test]
async fn a_passing_page_of_a_gateway_is_sat_out() {
    let world = World::start().await;
    for kind in [FaultKind::HttpHtml, FaultKind::Empty, FaultKind::HalfJson, FaultKind::Cut] {
        world.fail(PATH, 2, kind.clone());
        let members = world.client.follow_users().await;
        assert!(members.is_ok_and(|members| !members.is_empty()), "{kind:?}");
    }
}

#[tokio::test]
async fn a_lasting_one_is_named_and_never_an_empty_list() {
    let world = World::start().await;
    world.fail(PATH, 3, FaultKind::HttpHtml);
    let error = world.client.follow_users().await.unwrap_err();
    assert_eq!(error, WeComError::NotJson { api: PATH, status: 502, kind: NotJsonKind::Html });
    world.fail(PATH, 3, FaultKind::Empty);
    let error = world.client.follow_users().await.unwrap_err();
    assert_eq!(error, WeComError::NotJson { api: PATH, status: 200, kind: NotJsonKind::Empty });
    world.fail(PATH, 3, FaultKind::HalfJson);
    assert!(matches!(world.client.follow_users().await, Err(WeComError::HalfJson { .. })));
    world.fail(PATH, 3, FaultKind::Cut);
    let error = world.client.follow_users().await.unwrap_err();
    assert!(matches!(error, WeComError::Http { source: HttpError::Cut { .. }, .. }), "{error:?}");
}

#[tokio::test]
async fn a_slow_answer_ends_at_the_time_limit() {
    let world = World::start().await;
    let settings =
        HttpSettings { allow_private: true, total_timeout: Duration::from_millis(100), ..HttpSettings::default() };
    let client = WeCom::new(world.running.config(), Http::new(settings).unwrap());
    world.fail(PATH, 3, FaultKind::SlowMs(2_000));
    let error = client.follow_users().await.unwrap_err();
    assert_eq!(error, WeComError::Http { api: PATH, source: HttpError::TimedOut });
}

#[tokio::test]
async fn an_answer_beyond_the_cap_is_not_read_to_its_end() {
    let world = World::start().await;
    let settings = HttpSettings { allow_private: true, body_cap: 1_000, ..HttpSettings::default() };
    let client = WeCom::new(world.running.config(), Http::new(settings).unwrap());
    let error = client.follow_users().await.unwrap_err();
    assert_eq!(error, WeComError::Http { api: PATH, source: HttpError::TooLarge { cap: 1_000 } });
    assert_eq!(error.decision(), Decision::AskForLess);
}

#[tokio::test]
async fn private_addresses_are_refused_by_number_and_by_name() {
    let world = World::start().await;
    let client = WeCom::new(world.running.config(), Http::new(HttpSettings::default()).unwrap());
    let error = client.follow_users().await.unwrap_err();
    let refused =
        |host: &str| WeComError::Http { api: "gettoken", source: HttpError::PrivateAddress { host: host.to_owned() } };
    assert_eq!(error, refused("127.0.0.1"));
    assert_eq!(error.decision(), Decision::Stop);
    let mut config = world.running.config();
    config.base_url.set_host(Some("localhost")).unwrap();
    let client = WeCom::new(config, Http::new(HttpSettings::default()).unwrap());
    assert_eq!(client.follow_users().await.unwrap_err(), refused("localhost"));
    assert_eq!(world.calls("gettoken"), 0);
}

#[tokio::test]
async fn errors_do_not_print_secrets_or_tokens() {
    let world = World::start().await;
    let mut config = world.running.config();
    config.base_url.set_port(Some(1)).unwrap();
    let error = super::client(config.clone()).follow_users().await.unwrap_err();
    world.client.follow_users().await.unwrap();
    let printed = format!("{error} {error:?} {config:?} {:?}", world.client);
    assert!(!printed.contains("fake-app-secret") && !printed.contains("fake-app-1"), "{printed}");
}
