use connectors::{
    cxone::{
        CXone, LimitSettings, Settings,
        fake::{self, FakeOptions, Fault, FaultKind, Running},
        types::Agent,
    },
    directory::{Account, Decision, Directory, Place, Reason, RowFault},
};

use super::{all, http};

async fn start(options: FakeOptions) -> (Running, CXone) {
    let running = fake::start(options).await.unwrap();
    let limits = LimitSettings { per_second: 100_000, ..LimitSettings::default() };
    let settings = Settings { limits, pace: 0.01, ..Settings::default() };
    let client = CXone::with_settings(running.config(), http(), settings);
    (running, client)
}

#[tokio::test]
async fn agents_are_accounts() {
    let (running, client) = start(FakeOptions { agents: 321, no_mail_percent: 10, ..FakeOptions::default() }).await;
    let (accounts, bad) = all(&client).await.unwrap();
    assert_eq!((accounts.len(), bad.len(), running.fake.calls("agents")), (321, 0, 4));
    let first = &accounts[0];
    assert_eq!(
        (first.id.as_str(), first.department.as_deref(), first.title.as_deref()),
        ("1001", Some("Support"), Some("Agent"))
    );
    assert!(accounts.iter().any(|account| account.email.is_none()), "nothing is no address");
    assert!(accounts.iter().any(|account| !account.active));
    assert_eq!(client.accounts(None).await.unwrap().total, Some(321));
}

#[tokio::test]
async fn an_agent_whose_address_is_none_hides_nobody() {
    let (running, client) = start(FakeOptions { agents: 5, ..FakeOptions::default() }).await;
    running
        .fake
        .act(fake::Action::Change {
            agent: 1003,
            first_name: None,
            last_name: None,
            email: Some("nonsense".to_owned()),
            team: None,
        })
        .unwrap();
    let (accounts, bad) = all(&client).await.unwrap();
    assert_eq!((accounts.len(), bad[0].place, &bad[0].fault), (4, Place::Entry(3), &RowFault::BadEmail));
}

#[tokio::test]
async fn whoever_has_no_name_is_called_by_his_user_name() {
    let agent =
        Agent { agent_id: connectors::cxone::types::AgentId(7), user_name: " anna ".to_owned(), ..Agent::default() };
    assert_eq!(Account::try_from(&agent).unwrap().name, "anna");
}

#[tokio::test]
async fn errors_of_the_platform_keep_their_decision() {
    let (running, client) = start(FakeOptions { forbidden: vec!["agents".to_owned()], ..FakeOptions::default() }).await;
    let error = all(&client).await.unwrap_err();
    assert_eq!((error.reason, error.decision), (Reason::NoPermission, Decision::Stop));
    running.fake.fail(Fault { path: "agents".to_owned(), skip: 0, times: 4, kind: FaultKind::HttpHtml });
    let error = all(&client).await.unwrap_err();
    assert_eq!(error.reason, Reason::Busy);
    assert!(matches!(error.decision, Decision::Retry { .. }), "{error}");
    let mut config = running.config();
    config.access_key_id = "wrong".to_owned();
    let error = all(&CXone::new(config, http())).await.unwrap_err();
    assert_eq!((error.reason, error.decision), (Reason::WrongCredentials, Decision::Stop));
}
