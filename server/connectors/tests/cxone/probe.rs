use connectors::cxone::{
    CXoneConfig, Finding, ProbeStep,
    fake::{FakeOptions, FaultKind},
};

use super::{World, client};

/// The first thing that is not well.
fn fault(steps: &[ProbeStep]) -> Option<(&'static str, &Finding)> {
    steps.iter().find(|step| step.finding != Finding::Ok).map(|step| (step.call, &step.finding))
}

async fn tested(world: &World, change: impl FnOnce(&mut CXoneConfig)) -> Vec<ProbeStep> {
    let mut config = world.running.config();
    change(&mut config);
    client(config).test().await
}

#[tokio::test]
async fn a_good_connection_tests_well_and_changes_nothing() {
    let world = World::start().await;
    let steps = world.client.test().await;
    assert_eq!(fault(&steps), None);
    let calls: Vec<_> = steps.iter().map(|step| step.call).collect();
    let expected = ["auth/token", "cxone-configuration", "agents", "agents/states", "teams/{id}/unavailable-codes"];
    assert_eq!(calls, expected);
    world.client.teams().await.unwrap();
    assert_eq!(world.calls("auth/token"), 1, "what was opened is used");
}

#[tokio::test]
async fn a_contact_centre_without_agents_tests_well() {
    let world = World::with(FakeOptions { agents: 0, ..FakeOptions::default() }).await;
    assert_eq!(fault(&world.client.test().await), None);
    assert_eq!(world.calls("teams"), 1);
}

#[tokio::test]
async fn each_mistake_is_named() {
    let world = World::start().await;
    let steps = tested(&world, |config| config.client_secret = "wrong".into()).await;
    assert_eq!(fault(&steps), Some(("auth/token", &Finding::WrongClient)));
    let steps = tested(&world, |config| config.access_key_id = "wrong".to_owned()).await;
    assert_eq!(fault(&steps), Some(("auth/token", &Finding::WrongAccessKey)));
    let steps = tested(&world, |config| config.tenant_id = Some("elsewhere".to_owned())).await;
    assert_eq!(fault(&steps), Some(("cxone-configuration", &Finding::UnknownTenant)));
    let steps = tested(&world, |config| config.version = 99).await;
    assert_eq!(fault(&steps), Some(("agents", &Finding::NotCXone)));
    let steps = tested(&world, |config| config.login_url.set_path("/elsewhere")).await;
    assert_eq!(fault(&steps), Some(("auth/token", &Finding::NotCXone)));
    let steps = tested(&world, |config| config.login_url.set_port(Some(1)).unwrap()).await;
    assert!(matches!(fault(&steps), Some(("auth/token", Finding::Unreachable { .. }))));
    world.fail("auth/token", 1, FaultKind::TooMany(Some("9".to_owned())));
    assert!(matches!(fault(&world.client.test().await), Some(("auth/token", Finding::Throttled { .. }))));
}

#[tokio::test]
async fn a_token_without_a_tenant_is_told_so() {
    let world = World::with(FakeOptions { token_names_tenant: false, ..FakeOptions::default() }).await;
    assert_eq!(fault(&world.client.test().await), Some(("auth/token", &Finding::NoTenant)));
}

#[tokio::test]
async fn each_missing_permission_is_told_by_its_call() {
    for api in ["agents", "agents/states", "teams/{id}/unavailable-codes"] {
        let world = World::with(FakeOptions { forbidden: vec![api.to_owned()], ..FakeOptions::default() }).await;
        assert_eq!(fault(&world.client.test().await), Some((api, &Finding::MissingPermission { api })));
    }
}

#[tokio::test]
async fn a_token_that_the_interface_refuses_is_told_so() {
    let world = World::start().await;
    world.fail("agents", 10, FaultKind::Status(401));
    assert_eq!(fault(&world.client.test().await), Some(("agents", &Finding::TokenRefused)));
}

#[tokio::test]
async fn a_corrected_setting_is_tried_in_spite_of_the_breaker() {
    let world = World::start().await;
    let mut config = world.running.config();
    config.access_key_secret = "wrong".into();
    let client = client(config);
    client.teams().await.unwrap_err();
    client.teams().await.unwrap_err();
    assert_eq!(world.calls("auth/token"), 1);
    client.test().await;
    assert_eq!(world.calls("auth/token"), 2);
}
