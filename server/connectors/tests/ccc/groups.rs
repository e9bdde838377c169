use connectors::ccc::{
    Decision, GroupFilter,
    fake::{FakeOptions, FaultKind},
    types::{GroupKind, NewSkillGroup, SkillGroupChange, SkillGroupId},
};

use super::World;

fn group(name: &str, kind: GroupKind, max_concurrency: i64) -> NewSkillGroup {
    NewSkillGroup { name: name.to_owned(), kind, max_concurrency }
}

#[tokio::test]
async fn skill_groups_are_made_changed_and_deleted() {
    let world = World::start().await;
    let id = world.client.create_skill_group(&group("Chat", GroupKind::Online, 5)).await.unwrap();
    let filter = GroupFilter { id: Some(id), ..GroupFilter::default() };
    let found = world.client.skill_groups(&filter).await.unwrap().remove(0);
    assert_eq!((found.skill_group_name.as_str(), found.kind(), found.max_concurrency), ("Chat", GroupKind::Online, 5));
    let change =
        SkillGroupChange { name: Some("Chat in English".to_owned()), max_concurrency: Some(2), ring_all: Some(true) };
    world.client.update_skill_group(id, &change).await.unwrap();
    let filter = GroupFilter { name: Some("Chat in English".to_owned()), ..GroupFilter::default() };
    let found = world.client.skill_groups(&filter).await.unwrap();
    assert!(found.len() == 1 && found[0].ring_all && found[0].max_concurrency == 2);
    let mail = world.agent();
    world.client.bind_skill_groups(&mail, &[(id, 1)]).await.unwrap();
    world.client.delete_skill_group(id).await.unwrap();
    assert!(world.client.skill_groups(&filter).await.unwrap().is_empty());
    let staff = world.client.staff_by_mail(&mail).await.unwrap().unwrap();
    assert!(staff.skill_group_list.iter().all(|group| group.skill_group_id != id));
}

#[tokio::test]
async fn what_a_group_cannot_be_is_refused() {
    let world = World::start().await;
    let error = world.client.create_skill_group(&group("Billing", GroupKind::Phone, 1)).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some("InvalidParameterValue.SkillGroupExist"), Decision::Exists));
    let error = world.client.create_skill_group(&group("Calls", GroupKind::Phone, 2)).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some("InvalidParameter"), Decision::Refuse));
    let change = SkillGroupChange { ring_all: Some(true), max_concurrency: Some(3), ..SkillGroupChange::default() };
    let error = world.client.update_skill_group(SkillGroupId(21), &change).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidParameter"));
    let error = world.client.delete_skill_group(SkillGroupId(7)).await.unwrap_err();
    assert_eq!(error.decision(), Decision::Refuse);
}

#[tokio::test]
async fn all_pages_of_groups_are_read() {
    let world = World::with(FakeOptions { skill_groups: 250, ..FakeOptions::default() }).await;
    let groups = world.client.skill_groups(&GroupFilter::default()).await.unwrap();
    assert_eq!((groups.len(), world.calls("DescribeSkillGroupInfoList")), (250, 3));
    assert!(groups.is_sorted_by_key(|group| group.skill_group_id));
}

#[tokio::test]
async fn agents_join_with_a_priority_and_leave() {
    let world = World::start().await;
    let mail = world.agent();
    world.client.bind_skill_groups(&mail, &[(SkillGroupId(25), 1), (SkillGroupId(21), 5)]).await.unwrap();
    let staff = world.client.staff_by_mail(&mail).await.unwrap().unwrap();
    let priority = |id| {
        let own = staff.skill_group_list.iter().find(|group| group.skill_group_id == SkillGroupId(id));
        own.map(|group| (group.priority, group.kind.clone()))
    };
    assert_eq!((priority(25), priority(21)), (Some((1, "IM".to_owned())), Some((5, "TEL".to_owned()))));
    world.client.unbind_skill_groups(&mail, &[SkillGroupId(25)]).await.unwrap();
    let error = world.client.unbind_skill_groups(&mail, &[SkillGroupId(25)]).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidParameter"));
    // The platform lists no code of its own for it.
    let error = world.client.bind_skill_groups("nobody@example.com", &[(SkillGroupId(21), 3)]).await.unwrap_err();
    assert_eq!(error.code(), Some("InvalidParameter"));
    let before = world.calls("BindStaffSkillGroupList");
    world.client.bind_skill_groups(&mail, &[(SkillGroupId(21), 6)]).await.unwrap_err();
    assert_eq!(world.calls("BindStaffSkillGroupList"), before, "a priority that is none is not sent");
}

#[tokio::test]
async fn a_group_in_doubt_is_not_made_twice() {
    let world = World::start().await;
    world.fail("CreateCCCSkillGroup", 1, FaultKind::DoneAndCut);
    let error = world.client.create_skill_group(&group("Chat", GroupKind::Phone, 1)).await.unwrap_err();
    assert!(error.may_have_happened());
    assert_eq!(world.calls("CreateCCCSkillGroup"), 1);
}
