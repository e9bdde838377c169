use connectors::ringcentral::{
    Check, Finding, ProbeStep, RingCentralConfig, SCOPES,
    fake::{FakeOptions, FaultKind},
};

use super::{ENTRIES, SNAPSHOT, TOKEN, World, client};

/// What is not well.
fn faults(steps: &[ProbeStep]) -> Vec<(Check, Finding)> {
    let bad = steps.iter().filter(|step| step.finding != Finding::Ok);
    bad.map(|step| (step.check, step.finding.clone())).collect()
}

async fn tested(world: &World, change: impl FnOnce(&mut RingCentralConfig)) -> Vec<(Check, Finding)> {
    let mut config = world.running.config();
    change(&mut config);
    faults(&client(config).test().await)
}

#[tokio::test]
async fn a_good_connection_tests_well_with_three_calls() {
    let world = World::start().await;
    let steps = world.client.test().await;
    assert_eq!((faults(&steps), steps.len()), (Vec::new(), 1 + SCOPES.len() + 2));
    assert_eq!([TOKEN, ENTRIES, SNAPSHOT].map(|call| world.calls(call)), [1, 1, 1]);
}

#[tokio::test]
async fn each_mistake_is_named() {
    let world = World::with(FakeOptions { auth: 50, ..Default::default() }).await;
    let found = tested(&world, |config| config.client_secret = "wrong".into()).await;
    assert_eq!(found, [(Check::Token, Finding::WrongClient)]);
    let found = tested(&world, |config| config.jwt = "wrong".into()).await;
    assert_eq!(found, [(Check::Token, Finding::WrongJwt)]);
    let found = tested(&world, |config| config.base_url.set_path("/elsewhere")).await;
    assert_eq!(found, [(Check::Token, Finding::NotRingCentral)]);
    let found = tested(&world, |config| config.base_url.set_port(Some(1)).unwrap()).await;
    assert!(matches!(found[..], [(Check::Token, Finding::Unreachable { .. })]), "{found:?}");
    for (code, finding) in [
        ("OAU-112", Finding::JwtNotAllowed),
        ("OAU-125", Finding::JwtNotAllowed),
        ("OAU-147", Finding::AccountLocked),
        ("OAU-142", Finding::LoginNotAllowed),
    ] {
        world.fail(TOKEN, 1, FaultKind::Code(code.to_owned()));
        assert_eq!(tested(&world, |_| {}).await, [(Check::Token, finding)], "{code}");
    }
    world.fail(TOKEN, 3, FaultKind::HttpHtml);
    assert_eq!(tested(&world, |_| {}).await, [(Check::Token, Finding::NotRingCentral)]);
}

#[tokio::test]
async fn each_missing_permission_is_named_and_what_needs_it_fails() {
    let permissions = vec!["ReadAccounts".to_owned(), "EditPresence".to_owned()];
    let world = World::with(FakeOptions { permissions, ..Default::default() }).await;
    let missing = |name: &str| Finding::MissingPermission { name: name.to_owned() };
    let expected = [
        (Check::Scope("ReadPresence"), missing("ReadPresence")),
        (Check::Scope("SubscriptionWebhook"), missing("SubscriptionWebhook")),
        (Check::Presence, missing("ReadPresence")),
    ];
    assert_eq!(faults(&world.client.test().await), expected);
}

#[tokio::test]
async fn a_connection_that_is_throttled_is_told_so_and_not_called_wrong() {
    let world = World::start().await;
    world.fail(SNAPSHOT, 1, FaultKind::Throttle { retry_after: Some(7), above_groups: false });
    let found = faults(&world.client.test().await);
    assert!(matches!(found[..], [(Check::Presence, Finding::Throttled { wait })] if wait.as_secs() == 7), "{found:?}");
}

#[tokio::test]
async fn corrected_credentials_are_tried_in_spite_of_the_breaker() {
    let world = World::start().await;
    world.fail(TOKEN, 1, FaultKind::Code("OAU-147".to_owned()));
    world.client.directory_entries(1).await.unwrap_err();
    world.client.directory_entries(1).await.unwrap_err();
    assert_eq!(faults(&world.client.test().await), []);
    world.client.directory_entries(1).await.unwrap();
}
