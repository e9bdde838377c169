use std::{collections::HashSet, time::Duration};

use connectors::{
    directory::{
        Decision, Directory, Place, Reason, RowFault,
        scim::{
            ScimDirectory, Settings,
            fake::{self, FakeOptions, Fault, Running, Style},
        },
    },
    http::{Http, HttpSettings},
};

use super::{all, http};

async fn start(options: FakeOptions) -> (Running, ScimDirectory) {
    let running = fake::start(options).await.unwrap();
    let directory = client(&running);
    (running, directory)
}

fn client(running: &Running) -> ScimDirectory {
    ScimDirectory::with_settings(running.config(), http(), Settings { pace: 0.01, ..Settings::default() })
}

#[tokio::test]
async fn every_style_of_provider_is_read_to_its_end() {
    let mut addresses = HashSet::new();
    for style in [Style::Rfc, Style::Entra, Style::Okta, Style::Slack] {
        let (running, directory) = start(FakeOptions { style, ..FakeOptions::default() }).await;
        let (accounts, bad) = all(&directory).await.unwrap();
        assert_eq!((accounts.len(), bad.len(), running.calls()), (25, 0, 3), "{style:?}");
        let first = &accounts[0];
        assert_eq!(
            (first.id.as_str(), first.department.as_deref(), first.title.as_deref()),
            ("u00001", Some("Support"), Some("Agent"))
        );
        assert!(!first.name.is_empty() && !first.name.contains('@'), "{style:?}: {}", first.name);
        assert_eq!(first.phone.is_some(), style != Style::Okta);
        assert_eq!(accounts.iter().filter(|account| !account.active).count(), 3, "{style:?}");
        addresses.insert(accounts.into_iter().map(|account| account.email.unwrap()).collect::<Vec<_>>());
    }
    assert_eq!(addresses.len(), 1, "whatever field they stand in");
}

#[tokio::test]
async fn pages_shorter_than_asked_for_skip_nobody() {
    let (running, directory) = start(FakeOptions { page: 4, ..FakeOptions::default() }).await;
    let (accounts, _) = all(&directory).await.unwrap();
    let ids: HashSet<_> = accounts.iter().map(|account| account.id.as_str()).collect();
    assert_eq!((accounts.len(), ids.len(), running.calls()), (25, 25, 7));
    let (_nobody, nobody) = start(FakeOptions { users: 0, style: Style::Okta, ..FakeOptions::default() }).await;
    assert!(all(&nobody).await.unwrap().0.is_empty());
}

#[tokio::test]
async fn a_provider_that_repeats_its_first_page_is_no_endless_list() {
    let (running, directory) = start(FakeOptions { style: Style::Stuck, ..FakeOptions::default() }).await;
    let error = all(&directory).await.unwrap_err();
    assert_eq!((error.reason, error.decision, running.calls()), (Reason::BadAnswer, Decision::Stop, 2));
    assert_eq!(error.detail, "asked for users from 11 on, got those from 1 on");
    let (running, directory) = start(FakeOptions { style: Style::Mute, ..FakeOptions::default() }).await;
    let error = all(&directory).await.unwrap_err();
    assert_eq!((error.reason, error.detail.as_str(), running.calls()), (Reason::BadAnswer, "the same page again", 2));
}

#[tokio::test]
async fn a_user_without_an_id_is_told_by_his_place() {
    let (_running, directory) = start(FakeOptions { broken: vec![3, 14], ..FakeOptions::default() }).await;
    let (accounts, bad) = all(&directory).await.unwrap();
    let places: Vec<_> = bad.iter().map(|row| (row.place, &row.fault)).collect();
    assert_eq!(places, [(Place::Entry(3), &RowFault::NoId), (Place::Entry(14), &RowFault::NoId)]);
    assert_eq!(accounts.len(), 23);
}

#[tokio::test]
async fn passing_trouble_is_sat_out() {
    for fault in [
        Fault::HttpHtml,
        Fault::HalfJson,
        Fault::Cut,
        Fault::Status(500, None),
        Fault::Status(503, Some("2".to_owned())),
        Fault::Status(429, None),
        Fault::Status(429, Some("5".to_owned())),
    ] {
        let (running, directory) = start(FakeOptions::default()).await;
        running.fail(&[Fault::None, fault.clone(), fault.clone()]);
        assert_eq!(all(&directory).await.unwrap().0.len(), 25, "{fault:?}");
        assert_eq!(running.calls(), 5, "{fault:?}");
    }
}

#[tokio::test]
async fn a_page_that_goes_on_failing_is_read_from_its_cursor_later() {
    let (running, directory) = start(FakeOptions::default()).await;
    let first = directory.accounts(None).await.unwrap();
    running.fail(&[Fault::HttpHtml, Fault::Status(502, None), Fault::HalfJson]);
    let error = directory.accounts(first.next.as_ref()).await.unwrap_err();
    assert_eq!(error.reason, Reason::BadAnswer);
    assert!(matches!(error.decision, Decision::Retry { .. }), "{error}");
    let second = directory.accounts(first.next.as_ref()).await.unwrap();
    assert_eq!((second.rows[0].as_ref().unwrap().id.as_str(), second.total), ("u00011", Some(25)));
}

#[tokio::test]
async fn a_long_pause_is_told_instead_of_sat_out() {
    let (running, directory) = start(FakeOptions::default()).await;
    running.fail(&[Fault::Status(429, Some("3600".to_owned()))]);
    let error = directory.accounts(None).await.unwrap_err();
    assert_eq!((error.reason, error.decision), (Reason::Busy, Decision::Retry { after: Duration::from_secs(3_600) }));
    assert_eq!(running.calls(), 1);
}

#[tokio::test]
async fn refusals_are_not_repeated() {
    for (status, reason) in [
        (401, Reason::WrongCredentials),
        (403, Reason::NoPermission),
        (404, Reason::NotThePlatform),
        (501, Reason::NotThePlatform),
        (302, Reason::NotThePlatform),
        (400, Reason::Refused),
    ] {
        let (running, directory) = start(FakeOptions::default()).await;
        running.fail(&[Fault::Status(status, None)]);
        let error = directory.test().await.unwrap_err();
        assert_eq!((error.reason, error.decision, running.calls()), (reason, Decision::Stop, 1));
        assert!(error.detail.ends_with("as it was asked for"), "{error}");
    }
}

#[tokio::test]
async fn a_connection_is_tested_with_one_user() {
    let (running, directory) = start(FakeOptions::default()).await;
    directory.test().await.unwrap();
    assert_eq!(running.calls(), 1);
    let mut config = running.config();
    config.token = "wrong".into();
    let error = ScimDirectory::new(config, http()).test().await.unwrap_err();
    assert_eq!((error.reason, error.detail.as_str()), (Reason::WrongCredentials, "HTTP 401 the token is not good"));
    let mut config = running.config();
    config.base_url.set_path("/elsewhere/");
    assert_eq!(ScimDirectory::new(config, http()).test().await.unwrap_err().reason, Reason::NotThePlatform);
}

#[tokio::test]
async fn a_provider_that_does_not_answer_or_must_not_be_called_is_told_so() {
    let (running, _) = start(FakeOptions::default()).await;
    let guarded = ScimDirectory::new(running.config(), Http::new(HttpSettings::default()).unwrap());
    let error = guarded.test().await.unwrap_err();
    assert_eq!((error.reason, error.decision, running.calls()), (Reason::PrivateAddress, Decision::Stop, 0));
    let settings =
        HttpSettings { allow_private: true, total_timeout: Duration::from_millis(100), ..HttpSettings::default() };
    let hasty = Settings { pace: 0.01, ..Settings::default() };
    let hasty = ScimDirectory::with_settings(running.config(), Http::new(settings).unwrap(), hasty);
    running.fail(&[Fault::SlowMs(2_000), Fault::SlowMs(2_000), Fault::SlowMs(2_000)]);
    let error = hasty.test().await.unwrap_err();
    assert_eq!((error.reason, running.calls()), (Reason::Unreachable, 3));
    let printed = format!("{error:?} {hasty:?}");
    assert!(!printed.contains("fake-scim-token"), "{printed}");
}
