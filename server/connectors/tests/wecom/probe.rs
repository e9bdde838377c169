use std::net::IpAddr;

use connectors::wecom::{
    Credential, Finding, ProbeStep, WeComConfig,
    fake::{FakeOptions, FaultKind},
};

use super::{World, client};

/// The first thing that is not well.
fn fault(steps: &[ProbeStep]) -> Option<(Option<Credential>, &Finding)> {
    steps.iter().find(|step| step.finding != Finding::Ok).map(|step| (step.credential, &step.finding))
}

async fn tested(world: &World, change: impl FnOnce(&mut WeComConfig)) -> Vec<ProbeStep> {
    let mut config = world.running.config();
    change(&mut config);
    client(config).test().await
}

#[tokio::test]
async fn a_good_connection_tests_well_on_gated_calls() {
    let world = World::start().await;
    let steps = world.client.test().await;
    assert_eq!(fault(&steps), None);
    let calls: Vec<_> = steps.iter().map(|step| step.call).collect();
    assert!(calls.contains(&"user/list_id") && calls.contains(&"externalcontact/get_follow_user_list"));
}

#[tokio::test]
async fn each_mistake_is_named() {
    let world = World::start().await;
    let steps = tested(&world, |config| config.contact_secret = "wrong".into()).await;
    assert_eq!(fault(&steps), Some((Some(Credential::Contact), &Finding::WrongSecret)));
    let steps = tested(&world, |config| config.corp_id = "wwnobody".to_owned()).await;
    assert_eq!(fault(&steps).unwrap().1, &Finding::WrongCorpId);
    let steps = tested(&world, |config| config.contact_secret = config.app_secret.clone()).await;
    assert_eq!(fault(&steps).unwrap().1, &Finding::MissingScope { api: "user/list_id" });
    let steps = tested(&world, |config| config.app_secret = config.contact_secret.clone()).await;
    assert_eq!(fault(&steps), Some((Some(Credential::App), &Finding::MissingScope { api: "department/get" })));
    let steps = tested(&world, |config| config.callback_aes_key = "short".into()).await;
    assert_eq!(fault(&steps), Some((None, &Finding::CallbackKeyMalformed)));
    let steps = tested(&world, |config| config.base_url.set_path("/elsewhere")).await;
    assert_eq!(fault(&steps).unwrap().1, &Finding::NotWeCom);
    let steps = tested(&world, |config| config.base_url.set_port(Some(1)).unwrap()).await;
    assert!(matches!(fault(&steps).unwrap().1, Finding::Unreachable { .. }));
    world.fail("gettoken", 1, FaultKind::HttpHtml);
    assert_eq!(fault(&world.client.test().await).unwrap().1, &Finding::NotWeCom);
}

#[tokio::test]
async fn an_untrusted_address_is_found_although_the_token_is_given() {
    let elsewhere: IpAddr = "203.0.113.9".parse().unwrap();
    let world = World::with(FakeOptions { trusted_ips: vec![elsewhere], ..Default::default() }).await;
    let steps = world.client.test().await;
    assert_eq!((steps[0].call, &steps[0].finding), ("gettoken", &Finding::Ok));
    assert_eq!(fault(&steps).unwrap().1, &Finding::IpNotTrusted { ip: "127.0.0.1".to_owned() });
}

#[tokio::test]
async fn an_application_without_customer_contact_is_told_so() {
    let world = World::with(FakeOptions { customer_contact_allowed: false, ..Default::default() }).await;
    assert_eq!(fault(&world.client.test().await), Some((Some(Credential::App), &Finding::CustomerContactNotAllowed)));
}

#[tokio::test]
async fn a_corrected_secret_is_tried_in_spite_of_the_breaker() {
    let world = World::start().await;
    let mut config = world.running.config();
    config.app_secret = "wrong".into();
    let client = client(config);
    client.follow_users().await.unwrap_err();
    client.test().await;
    let asked = world.calls("gettoken");
    client.test().await;
    assert!(world.calls("gettoken") > asked);
}
