use std::collections::HashSet;

use connectors::wecom::{
    Decision,
    fake::{Action, FakeOptions},
    group_by_member,
    types::{Cursor, MemberDepartment, UserId},
};

use super::World;

async fn all_ids(world: &World, limit: u32) -> (Vec<MemberDepartment>, u32) {
    let mut rows = Vec::new();
    let (mut cursor, mut pages) = (None, 0);
    loop {
        let page = world.client.member_ids(cursor.as_ref(), limit).await.unwrap();
        rows.extend(page.rows);
        pages += 1;
        cursor = page.next;
        if cursor.is_none() {
            return (rows, pages);
        }
    }
}

#[tokio::test]
async fn departments_have_names_and_parents_come_first() {
    let world = World::start().await;
    let departments = world.client.departments().await.unwrap();
    assert_eq!(departments.len(), 40);
    let mut seen = HashSet::from([0]);
    let mut names = HashSet::new();
    for node in &departments {
        assert!(seen.contains(&node.parent_id), "{node:?}");
        seen.insert(i64::from(node.id));
        let name = node.detail.as_ref().unwrap().name.clone();
        assert!(!name.is_empty() && names.insert((node.parent_id, name)), "{node:?}");
    }
    assert_eq!(departments[0].detail.as_ref().unwrap().name, "云帆贸易有限公司");
}

#[tokio::test]
async fn names_outside_the_visible_range_are_unknown_and_not_empty() {
    let world = World::with(FakeOptions { visible_departments: vec![3], ..Default::default() }).await;
    let departments = world.client.departments().await.unwrap();
    assert_eq!(departments.len(), 40);
    let named = departments.iter().filter(|node| node.detail.is_some()).count();
    assert!(named > 1 && named < 40, "{named}");
}

#[tokio::test]
async fn refused_details_are_read_by_the_application_from_then_on() {
    let world = World::start().await;
    let before = world.calls("user/list");
    world.client.members_of(2).await.unwrap();
    assert_eq!(world.calls("user/list") - before, 2, "refused once with 48009, then read by the application");
    world.client.members_of(3).await.unwrap();
    assert_eq!(world.calls("user/list") - before, 3);
    let member = &world.client.members_of(3).await.unwrap()[0];
    assert!(!member.name.is_empty() && member.mobile.is_empty(), "an application is told nothing personal");
}

#[tokio::test]
async fn an_old_connection_reads_details_with_the_contact_secret() {
    let world = World::with(FakeOptions { contact_reads_details: true, ..Default::default() }).await;
    let member = &world.client.members_of(3).await.unwrap()[0];
    assert!(member.mobile.starts_with("1390000"), "{member:?}");
    assert!(member.email.ends_with("@example.test"));
    assert_eq!(world.calls("user/list"), 1);
}

#[tokio::test]
async fn list_id_has_a_row_for_each_department() {
    let world = World::start().await;
    let (rows, _) = all_ids(&world, 10_000).await;
    let members = group_by_member(rows.clone());
    assert_eq!(members.len(), 300);
    assert!(rows.len() > 300);
    assert!(members.values().any(|departments| departments.len() == 2));
}

#[tokio::test]
async fn pages_of_any_size_give_the_same_rows_and_a_cursor_can_be_kept() {
    let world = World::start().await;
    let (whole, one) = all_ids(&world, 10_000).await;
    let (parts, many) = all_ids(&world, 7).await;
    assert_eq!(whole, parts);
    assert_eq!((one, many), (1, u32::try_from(whole.len().div_ceil(7)).unwrap()));
    let first = world.client.member_ids(None, 100).await.unwrap();
    let kept = serde_json::to_string(&first.next).unwrap();
    let cursor: Option<Cursor> = serde_json::from_str(&kept).unwrap();
    let second = world.client.member_ids(cursor.as_ref(), 10_000).await.unwrap();
    assert_eq!([first.rows, second.rows].concat(), whole);
}

#[tokio::test]
async fn a_page_is_never_larger_than_the_platform_allows() {
    let world = World::with(FakeOptions { list_id_page: 50, ..Default::default() }).await;
    let page = world.client.member_ids(None, 10_000).await.unwrap();
    assert_eq!(page.rows.len(), 50);
    assert!(page.next.is_some());
}

#[tokio::test]
async fn a_cursor_nobody_knows_restarts_the_listing() {
    let world = World::start().await;
    let error = world.client.member_ids(Some(&Cursor("nonsense".to_owned())), 10).await.unwrap_err();
    assert_eq!(error.decision(), Decision::RestartListing);
}

#[tokio::test]
async fn departments_and_list_id_tell_the_same_story() {
    let world = World::start().await;
    let act = |action| world.running.fake.act(action).unwrap();
    let (rows, _) = all_ids(&world, 10_000).await;
    act(Action::Leave { userid: rows[20].userid.to_string() });
    act(Action::Move { userid: rows[60].userid.to_string(), departments: vec![2, 5] });
    act(Action::Hire { name: "新人".to_owned(), userid: None, department: Some(4), position: None });
    let (rows, _) = all_ids(&world, 10_000).await;
    let mut expected: Vec<_> = rows.into_iter().map(|row| (row.department, row.userid)).collect();
    let mut found = Vec::new();
    for node in world.client.departments().await.unwrap() {
        for member in world.client.members_of(node.id).await.unwrap() {
            assert!(member.department.contains(&node.id));
            assert_eq!(member.department.len(), member.order.len());
            found.push((node.id, member.userid));
        }
    }
    expected.sort();
    found.sort();
    assert_eq!(expected, found);
}

#[tokio::test]
async fn a_member_is_found_in_any_spelling() {
    let world = World::start().await;
    let (rows, _) = all_ids(&world, 10_000).await;
    for row in rows.iter().step_by(17) {
        let shouted = UserId::from(row.userid.as_str().to_ascii_uppercase());
        let member = world.client.member(&shouted).await.unwrap();
        assert_eq!(member.userid.as_str(), row.userid.as_str(), "the platform keeps its own spelling");
    }
}

#[tokio::test]
async fn who_left_is_no_longer_known() {
    let world = World::start().await;
    let userid = world.client.member_ids(None, 10).await.unwrap().rows[5].userid.clone();
    world.running.fake.act(Action::Leave { userid: userid.to_string() }).unwrap();
    let error = world.client.member(&userid).await.unwrap_err();
    assert_eq!((error.code(), error.decision()), (Some(60111), Decision::Skip));
}

#[tokio::test]
async fn mass_leave_takes_the_share_asked_for() {
    let world = World::start().await;
    let outcome = world.running.fake.act(Action::MassLeave { percent: 30 }).unwrap();
    let (rows, _) = all_ids(&world, 10_000).await;
    let left = outcome["left"].as_u64().unwrap();
    assert!((80..=100).contains(&left), "{left}");
    assert_eq!(group_by_member(rows).len() as u64, 300 - left);
}
