use std::collections::HashMap;

use connectors::wecom::{
    Decision, Remedy, TransferRefusal, WeComError,
    callback::Change,
    fake::{Action, FakeOptions, HandoverAction},
    types::{GroupFilter, GroupStatus, GroupTransferFailure, UserId},
};

use super::{World, callbacks};

async fn of(world: &World, filter: GroupFilter, owners: &[UserId]) -> Vec<(String, GroupStatus)> {
    let mut rows = Vec::new();
    let mut cursor = None;
    loop {
        let page = world.client.groups(filter, owners, cursor.as_ref(), 10).await.unwrap();
        assert!(page.rows.len() <= 10);
        rows.extend(page.rows.into_iter().map(|row| (row.chat_id, row.status)));
        cursor = page.next;
        if cursor.is_none() {
            return rows;
        }
    }
}

async fn owner(world: &World, chat_id: &str) -> UserId {
    world.client.group(chat_id).await.unwrap().owner
}

fn create(world: &World, owner: &UserId) -> String {
    let made = world.act(HandoverAction::GroupCreate { userid: owner.to_string(), name: "新群".to_owned() });
    made["chat_id"].as_str().unwrap().to_owned()
}

fn reasons(failed: &[GroupTransferFailure]) -> Vec<TransferRefusal> {
    failed.iter().map(GroupTransferFailure::refusal).collect()
}

#[tokio::test]
async fn a_corporation_of_three_hundred_has_some_dozens_of_groups() {
    let world = World::start().await;
    let rows = of(&world, GroupFilter::All, &[]).await;
    assert_eq!(rows.len(), 36);
    let mut owners = HashMap::<UserId, usize>::new();
    for (chat_id, status) in &rows {
        assert_eq!(*status, GroupStatus::Normal);
        let group = world.client.group(chat_id).await.unwrap();
        assert!(!group.name.is_empty() && group.created_at > 0);
        let count = |kind| group.members.iter().filter(|member| member.kind == kind).count();
        assert!(count(1) >= 1 && count(2) >= 3, "{group:?}");
        let first = &group.members[0];
        assert!(group.owner.as_str() == first.userid && first.invitor.is_none() && !first.name.is_empty());
        assert!(group.members.iter().all(|member| (1..=3).contains(&member.join_scene)));
        assert!(group.members.iter().all(|member| (member.join_scene == 3) <= member.invitor.is_none()));
        *owners.entry(group.owner).or_default() += 1;
    }
    let (busiest, count) = owners.iter().max_by_key(|(_, count)| **count).unwrap();
    assert!(*count > 1 && owners.len() > 10);
    assert_eq!(of(&world, GroupFilter::All, std::slice::from_ref(busiest)).await.len(), *count);
}

#[tokio::test]
async fn a_leavers_groups_are_listed_only_when_he_is_named() {
    let world = World::start().await;
    let all = of(&world, GroupFilter::All, &[]).await;
    let leaver = owner(&world, &all[0].0).await;
    let owners = [leaver.clone()];
    let his = of(&world, GroupFilter::All, &owners).await;
    world.act(Action::Leave { userid: leaver.to_string() });
    assert_eq!(of(&world, GroupFilter::All, &[]).await.len(), all.len() - his.len());
    assert!(of(&world, GroupFilter::OwnerLeft, &[]).await.is_empty());
    let left = of(&world, GroupFilter::OwnerLeft, &owners).await;
    assert_eq!(left.len(), his.len());
    assert!(left.iter().all(|(_, status)| *status == GroupStatus::OwnerLeft));
    let group = world.client.group(&left[0].0).await.unwrap();
    assert_eq!(group.owner, leaver);
    assert!(group.members.iter().all(|member| member.userid != leaver.as_str()), "who leaves is in no group");
}

#[tokio::test]
async fn a_leavers_group_is_inherited_in_three_steps() {
    let (world, mut events) = callbacks::world(|_| {}).await;
    let [(leaver, _), (heir, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    let chats = [create(&world, &leaver)];
    assert_eq!(callbacks::next(&mut events).await, Some(Change::GroupCreated { chat_id: chats[0].clone() }));
    let before = world.client.group(&chats[0]).await.unwrap().member_version;
    world.act(Action::Leave { userid: leaver.to_string() });
    assert!(matches!(callbacks::next(&mut events).await, Some(Change::MemberDeleted { .. })));
    assert!(world.client.transfer_leavers_groups(&chats, &heir).await.unwrap().is_empty(), "accepted");
    let rows = of(&world, GroupFilter::Inheriting, std::slice::from_ref(&leaver)).await;
    assert!(rows.contains(&(chats[0].clone(), GroupStatus::Inheriting)));
    let again = world.client.transfer_leavers_groups(&chats, &heir).await.unwrap();
    assert_eq!(reasons(&again), [TransferRefusal::BeingInherited]);
    assert_eq!(TransferRefusal::BeingInherited.remedy(), Remedy::Poll);

    world.days_pass(1);
    assert_eq!(callbacks::next(&mut events).await, Some(Change::GroupOwnerChanged { chat_id: chats[0].clone() }));
    let group = world.client.group(&chats[0]).await.unwrap();
    assert_eq!(group.owner, heir);
    assert!(group.members.iter().any(|member| member.userid == heir.as_str()));
    assert_ne!(group.member_version, before);
    let rows = of(&world, GroupFilter::Inherited, std::slice::from_ref(&heir)).await;
    assert_eq!(rows, [(chats[0].clone(), GroupStatus::Inherited)]);
    let again = world.client.transfer_leavers_groups(&chats, &heir).await.unwrap();
    assert_eq!(reasons(&again), [TransferRefusal::AlreadyInherited]);
}

#[tokio::test]
async fn each_call_refuses_the_other_calls_groups() {
    let world = World::start().await;
    let [(leaver, _), (here, _), (heir, _)] = world.salespeople(3, 1).await.try_into().unwrap();
    let (orphaned, owned) = (create(&world, &leaver), create(&world, &here));
    world.act(Action::Leave { userid: leaver.to_string() });
    let mixed = [orphaned.clone(), owned.clone(), "wrNobody".to_owned()];
    let failed = world.client.transfer_leavers_groups(&mixed, &heir).await.unwrap();
    assert_eq!(reasons(&failed), [TransferRefusal::OwnerNotLeft, TransferRefusal::NotCustomerGroup]);
    assert_eq!((failed[0].chat_id.as_str(), failed[0].errcode), (owned.as_str(), 90500));
    let failed = world.client.transfer_groups(&mixed, &heir).await.unwrap();
    assert_eq!(reasons(&failed), [TransferRefusal::OwnerLeft, TransferRefusal::NotCustomerGroup]);
    assert_eq!(TransferRefusal::OwnerLeft.remedy(), Remedy::UseOtherCall);
    world.days_pass(1);
    assert_eq!((owner(&world, &orphaned).await, owner(&world, &owned).await), (heir.clone(), heir));
}

#[tokio::test]
async fn groups_that_cannot_change_hands_say_why() {
    let world = World::start().await;
    let [(one, _), (other, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    let chats = [create(&world, &one)];
    let refused = async |to: &UserId| reasons(&world.client.transfer_groups(&chats, to).await.unwrap());
    assert_eq!(refused(&one).await, [TransferRefusal::OwnerUnchanged]);
    world.act(HandoverAction::GroupFull { chat_id: chats[0].clone(), full: true });
    assert_eq!(refused(&other).await, [TransferRefusal::ConfirmInClient]);
    world.act(HandoverAction::GroupFull { chat_id: chats[0].clone(), full: false });
    world.act(HandoverAction::SignIn { userid: one.to_string(), days_ago: 366 });
    assert_eq!(refused(&other).await, [TransferRefusal::Inactive]);
    world.act(HandoverAction::SignIn { userid: one.to_string(), days_ago: 0 });
    world.act(HandoverAction::Verify { userid: other.to_string(), verified: false });
    assert_eq!(refused(&other).await, [TransferRefusal::NotVerified]);
    world.act(HandoverAction::GroupDismiss { chat_id: chats[0].clone() });
    assert_eq!(refused(&other).await, [TransferRefusal::Dissolved]);
    assert_eq!(world.client.group(&chats[0]).await.unwrap_err().code(), Some(49008));
    assert_eq!(world.client.group("wrNobody").await.unwrap_err().code(), Some(40050));
    let error = world.client.transfer_groups(&chats, &"ghost".into()).await.unwrap_err();
    assert_eq!(error.code(), Some(60111));
}

#[tokio::test]
async fn a_group_changes_hands_twice_in_ninety_days() {
    let world = World::start().await;
    let [(one, _), (other, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    let chats = [create(&world, &one)];
    for to in [&other, &one] {
        assert!(world.client.transfer_groups(&chats, to).await.unwrap().is_empty());
        world.days_pass(1);
        assert_eq!(owner(&world, &chats[0]).await, *to);
    }
    let failed = world.client.transfer_groups(&chats, &other).await.unwrap();
    assert_eq!(reasons(&failed), [TransferRefusal::TooOften]);
    world.days_pass(88);
    assert!(world.client.transfer_groups(&chats, &other).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_owner_gives_away_three_hundred_groups_a_day() {
    let world = World::start().await;
    let [(leaver, _), (heir, _), (other, _)] = world.salespeople(3, 1).await.try_into().unwrap();
    let chats: Vec<_> = (0..301).map(|_| create(&world, &leaver)).collect();
    let one_of_another = [create(&world, &other)];
    world.act(Action::Leave { userid: leaver.to_string() });
    for batch in chats[..300].chunks(100) {
        assert!(world.client.transfer_leavers_groups(batch, &heir).await.unwrap().is_empty());
    }
    let failed = world.client.transfer_leavers_groups(&chats[300..], &other).await.unwrap();
    assert_eq!(reasons(&failed), [TransferRefusal::TooOften], "whoever the new owner is");
    assert_eq!(TransferRefusal::TooOften.remedy(), Remedy::NotYet);
    assert!(world.client.transfer_groups(&one_of_another, &heir).await.unwrap().is_empty());
    world.days_pass(1);
    assert!(world.client.transfer_leavers_groups(&chats[300..], &other).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_owner_who_passes_his_group_on_himself_is_told() {
    let (world, mut events) = callbacks::world(|_| {}).await;
    let [(other, _)] = world.salespeople(1, 1).await.try_into().unwrap();
    let (chat_id, _) = of(&world, GroupFilter::All, &[]).await.remove(0);
    world.act(HandoverAction::GroupOwner { chat_id: chat_id.clone(), userid: other.to_string() });
    assert_eq!(callbacks::next(&mut events).await, Some(Change::GroupOwnerChanged { chat_id: chat_id.clone() }));
    assert_eq!(owner(&world, &chat_id).await, other);
    world.act(HandoverAction::GroupDismiss { chat_id: chat_id.clone() });
    assert_eq!(callbacks::next(&mut events).await, Some(Change::GroupDismissed { chat_id }));
}

#[tokio::test]
async fn a_listing_of_more_than_a_thousand_people_needs_owners() {
    let world = World::with(FakeOptions { members: 4_000, ..FakeOptions::default() }).await;
    let error = world.client.groups(GroupFilter::All, &[], None, 1_000).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some(81017), Decision::AskForLess));
    let owners = world.client.follow_users().await.unwrap();
    let mut found = 0;
    for some in owners.chunks(100) {
        found += of(&world, GroupFilter::All, some).await.len();
    }
    assert_eq!(found, 480);
    let page = world.client.groups(GroupFilter::All, &owners[..100], None, 1).await.unwrap();
    let error = world.client.groups(GroupFilter::All, &owners[..99], page.next.as_ref(), 1).await.unwrap_err();
    assert_eq!(error.decision(), Decision::RestartListing);
}

#[tokio::test]
async fn too_many_groups_or_owners_are_not_sent() {
    let world = World::start().await;
    let many = vec!["wr".to_owned(); 101];
    for chats in [&many[..0], &many] {
        let error = world.client.transfer_groups(chats, &"a".into()).await.unwrap_err();
        assert!(matches!(error, WeComError::Misuse { .. }));
        let error = world.client.transfer_leavers_groups(chats, &"a".into()).await.unwrap_err();
        assert!(matches!(error, WeComError::Misuse { .. }));
    }
    let owners = vec![UserId::from("a"); 101];
    let error = world.client.groups(GroupFilter::All, &owners, None, 10).await.unwrap_err();
    assert!(matches!(error, WeComError::Misuse { .. }));
    assert_eq!(world.calls("gettoken"), 0);
}
