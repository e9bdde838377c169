use std::{collections::HashSet, time::Instant};

use connectors::wecom::{fake::FakeOptions, group_by_member};

use super::World;

async fn story(seed: u64) -> String {
    let world = World::with(FakeOptions { seed, ..Default::default() }).await;
    let departments = world.client.departments().await.unwrap();
    let rows = world.client.member_ids(None, 10_000).await.unwrap().rows;
    let members = world.client.members_of(5).await.unwrap();
    let serving = world.client.follow_users().await.unwrap();
    let customers = world.client.customers_of(&serving[..20], None).await.unwrap().rows;
    format!("{departments:?}{rows:?}{members:?}{customers:?}")
}

#[tokio::test]
async fn the_same_seed_is_the_same_company() {
    assert_eq!(story(7).await, story(7).await);
    assert_ne!(story(7).await, story(8).await);
}

/// Resident memory of this process in megabytes, where the system tells.
fn resident() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find(|line| line.starts_with("VmRSS:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<usize>().ok()? / 1024)
}

#[tokio::test]
async fn a_hundred_thousand_members_and_a_million_customers_stay_small() {
    let before = resident().unwrap_or(0);
    let began = Instant::now();
    let world =
        World::with(FakeOptions { members: 100_000, departments: 5_000, customers: 1_000_000, ..Default::default() })
            .await;
    assert!(resident().unwrap_or(0) < before + 150, "nothing is made before it is asked for");
    let mut rows = Vec::new();
    let mut cursor = None;
    loop {
        let page = world.client.member_ids(cursor.as_ref(), 10_000).await.unwrap();
        assert!(page.rows.len() <= 10_000);
        rows.extend(page.rows);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(group_by_member(rows).len(), 100_000);
    let departments = world.client.departments().await.unwrap();
    assert_eq!(departments.len(), 5_000);
    let mut names = HashSet::new();
    assert!(departments.iter().all(|node| names.insert((node.parent_id, node.detail.as_ref().unwrap().name.clone()))));
    let serving = world.client.follow_users().await.unwrap();
    let page = world.client.customers_of(&serving[20_000..20_100], None).await.unwrap();
    assert_eq!(page.rows.len(), 100);
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}

#[tokio::test]
async fn an_empty_corporation_answers_too() {
    let world = World::with(FakeOptions { members: 0, departments: 1, customers: 10, ..Default::default() }).await;
    assert!(world.client.member_ids(None, 10).await.unwrap().rows.is_empty());
    assert!(world.client.members_of(1).await.unwrap().is_empty());
    assert!(world.client.follow_users().await.unwrap().is_empty());
}
