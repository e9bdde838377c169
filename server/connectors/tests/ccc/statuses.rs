use connectors::ccc::{
    StatusFilter,
    fake::{Action, FakeOptions, FaultKind},
    types::{NewStatus, SkillGroupId, StaffStatus},
};

use super::{World, errors};

#[tokio::test]
async fn everybodys_status_comes_in_one_call() {
    let world = World::with(FakeOptions { staff: 1_500, ..FakeOptions::default() }).await;
    let all = world.client.status_metrics(&StatusFilter::default()).await.unwrap();
    assert_eq!((all.len(), world.calls("DescribeStaffStatusMetrics")), (1_500, 1));
    for status in [
        StaffStatus::Free,
        StaffStatus::Busy,
        StaffStatus::AfterCallWork,
        StaffStatus::NotReady,
        StaffStatus::Rest,
        StaffStatus::Offline,
    ] {
        let expected: Vec<_> = all.iter().filter(|row| row.status == status).cloned().collect();
        let filter = StatusFilter { statuses: vec![status.clone()], ..StatusFilter::default() };
        let found = world.client.status_metrics(&filter).await.unwrap();
        assert!(!expected.is_empty() && found.len() == expected.len(), "{status:?}");
        assert!(found.iter().all(|row| row.connected.is_empty() == (status == StaffStatus::Offline)));
    }
    let filter = StatusFilter { skill_groups: vec![SkillGroupId(21)], ..StatusFilter::default() };
    let found = world.client.status_metrics(&filter).await.unwrap().len();
    assert!(found > 0 && found < 1_500);
}

#[tokio::test]
async fn a_status_is_set_with_a_reason_and_the_one_before_is_told() {
    let world = World::start().await;
    let mail = world.agent();
    let rest = NewStatus::Rest("lunch".to_owned());
    let items = world.client.set_statuses(&[(mail.to_uppercase(), rest)]).await;
    let change = items[0].outcome.as_ref().unwrap();
    assert_eq!((&change.status, change.reason.as_str()), (&StaffStatus::Rest, "lunch"));
    assert_eq!(change.previous_status, StaffStatus::NotReady);
    world.running.fake.advance(600);
    let row = world.metrics(&mail).await;
    assert_eq!((row.status, row.reason.as_str(), row.rest_duration), (StaffStatus::Rest, "lunch", 600));
    let items = world.client.set_statuses(&[(mail.clone(), NewStatus::Free)]).await;
    let change = items[0].outcome.as_ref().unwrap();
    assert_eq!((&change.previous_status, change.previous_reason.as_str()), (&StaffStatus::Rest, "lunch"));
}

#[tokio::test]
async fn a_call_begins_and_ends_with_what_was_chosen_meanwhile() {
    let world = World::start().await;
    let mail = world.agent();
    world.act(Action::CallBegin { staff: mail.clone(), outbound: true });
    let row = world.metrics(&mail).await;
    assert_eq!(
        (row.status, row.status_extra.kind.as_str(), row.status_extra.direct.as_str()),
        (StaffStatus::Busy, "tel", "out")
    );
    world.act(Action::Status { staff: mail.clone(), status: "rest".to_owned(), reason: "tea".to_owned() });
    let row = world.metrics(&mail).await;
    assert!(row.status == StaffStatus::Busy && row.reserve_rest && !row.reserve_not_ready);
    world.act(Action::CallEnd { staff: mail.clone(), after_work: true });
    let row = world.metrics(&mail).await;
    assert_eq!((row.status, row.reason.as_str(), row.reserve_rest), (StaffStatus::Rest, "tea", false));
    world.act(Action::CallBegin { staff: mail.clone(), outbound: false });
    world.act(Action::CallEnd { staff: mail.clone(), after_work: true });
    assert_eq!(world.metrics(&mail).await.status, StaffStatus::AfterCallWork);
}

/// Must hold: by then he may have chosen something else.
#[tokio::test]
async fn a_status_in_doubt_is_not_set_again() {
    let world = World::start().await;
    let mail = world.agent();
    world.fail("SetStaffStatus", 1, FaultKind::DoneAndCut);
    let items = world.client.set_statuses(&[(mail.clone(), NewStatus::Free)]).await;
    assert!(errors(&items)[0].1.may_have_happened());
    assert_eq!((world.calls("SetStaffStatus"), world.metrics(&mail).await.status), (1, StaffStatus::Free));
}
