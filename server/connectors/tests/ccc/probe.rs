use connectors::ccc::{
    Ccc, CccConfig, Clock, Finding, ProbeStep,
    fake::{FakeOptions, FaultKind},
};

use super::{START, World, client, http};

/// The first thing that is not well.
fn fault(steps: &[ProbeStep]) -> Option<(&'static str, &Finding)> {
    steps.iter().find(|step| step.finding != Finding::Ok).map(|step| (step.call, &step.finding))
}

async fn tested(world: &World, change: impl FnOnce(&mut CccConfig)) -> Vec<ProbeStep> {
    let mut config = world.running.config();
    change(&mut config);
    client(&world.running, config).test().await
}

const FIRST: &str = "DescribeSkillGroupInfoList";

#[tokio::test]
async fn a_good_connection_tests_well_and_changes_nothing() {
    let world = World::start().await;
    let steps = world.client.test().await;
    assert_eq!(fault(&steps), None);
    let calls: Vec<_> = steps.iter().map(|step| step.call).collect();
    let expected = [FIRST, "DescribeStaffInfoList", "DescribeStaffStatusMetrics", "DescribeCCCBuyInfoList"];
    assert_eq!(calls, expected);
    assert!(expected.iter().all(|call| world.calls(call) == 1));
    let world = World::with(FakeOptions { staff: 0, skill_groups: 0, ..FakeOptions::default() }).await;
    assert_eq!(fault(&world.client.test().await), None, "an empty one, too");
}

#[tokio::test]
async fn each_mistake_is_named() {
    let world = World::start().await;
    let steps = tested(&world, |config| config.secret_id = "wrong".to_owned()).await;
    assert_eq!(fault(&steps), Some((FIRST, &Finding::WrongSecretId)));
    let steps = tested(&world, |config| config.secret_key = "wrong".into()).await;
    assert_eq!(fault(&steps), Some((FIRST, &Finding::WrongSecretKey)));
    let steps = tested(&world, |config| config.sdk_app_id = 7).await;
    assert_eq!(fault(&steps), Some((FIRST, &Finding::WrongApplication)));
    let steps = tested(&world, |config| config.base_url.set_port(Some(1)).unwrap()).await;
    assert!(matches!(fault(&steps), Some((FIRST, Finding::Unreachable { .. }))));
    world.fail(FIRST, 4, FaultKind::HttpHtml);
    assert_eq!(fault(&world.client.test().await), Some((FIRST, &Finding::NotTencent)));
    world.fail(FIRST, 4, FaultKind::Code("RequestLimitExceeded".to_owned()));
    assert!(matches!(fault(&world.client.test().await), Some((FIRST, Finding::Throttled { .. }))));
    let steps = tested(&world, |config| config.region = Some("ap-guangzhou".to_owned())).await;
    assert_eq!(fault(&steps), None);
}

#[tokio::test]
async fn each_missing_permission_is_told_by_its_action() {
    for action in [FIRST, "DescribeStaffInfoList", "DescribeStaffStatusMetrics", "DescribeCCCBuyInfoList"] {
        let world = World::with(FakeOptions { forbidden: vec![action.to_owned()], ..FakeOptions::default() }).await;
        let expected = (action, &Finding::MissingPermission { action });
        assert_eq!(fault(&world.client.test().await), Some(expected));
        let world = World::with(FakeOptions { not_enabled: vec![action.to_owned()], ..FakeOptions::default() }).await;
        assert!(matches!(fault(&world.client.test().await), Some((_, Finding::NotEnabled { .. }))));
    }
}

#[tokio::test]
async fn a_wrong_clock_is_told_where_it_cannot_be_put_right() {
    let world = World::with(FakeOptions { tells_date: false, ..FakeOptions::default() }).await;
    let late = Ccc::new(world.running.config(), http(), Clock::new(|| START - 3_600));
    assert_eq!(fault(&late.test().await), Some((FIRST, &Finding::WrongClock)));
}

#[tokio::test]
async fn a_corrected_setting_is_tried_in_spite_of_the_circuit() {
    let world = World::start().await;
    let code = || FaultKind::Code("RequestLimitExceeded.UinLimitExceeded".to_owned());
    world.fail("", 8, code());
    world.client.application().await.unwrap_err();
    world.client.application().await.unwrap_err();
    let steps = world.client.test().await;
    assert!(world.calls(FIRST) > 0, "{steps:?}");
}
