//! Handing over customers of somebody who left.

use std::collections::HashSet;

use connectors::wecom::{
    Remedy, TransferRefusal,
    callback::Change,
    fake::{Action, FakeOptions, HandoverAction},
    types::{TransferStatus, UnassignedCustomer, UserId},
};
use serde_json::json;

use super::{World, callbacks};

async fn hand(world: &World, from: &UserId, to: &UserId, customers: &[String]) -> Result<(), TransferRefusal> {
    world.client.transfer_leavers_customers(from, to, customers).await.unwrap()[0].accepted()
}

async fn unassigned(world: &World) -> Vec<UnassignedCustomer> {
    let mut rows = Vec::new();
    let mut cursor = None;
    loop {
        let page = world.client.unassigned_customers(cursor.as_ref(), 1_000).await.unwrap();
        rows.extend(page.rows);
        cursor = page.next;
        if cursor.is_none() {
            return rows;
        }
    }
}

fn leave(world: &World, userid: &UserId) {
    world.act(Action::Leave { userid: userid.to_string() });
}

#[tokio::test]
async fn a_leavers_customers_wait_until_somebody_has_them() {
    let world = World::start().await;
    let [(leaver, _), (taker, _)] = world.salespeople(2, 3).await.try_into().unwrap();
    let customers = world.client.customer_ids_of(&leaver).await.unwrap();
    assert!(unassigned(&world).await.is_empty());
    leave(&world, &leaver);
    let rows = unassigned(&world).await;
    let waiting: HashSet<_> = rows.iter().map(|row| row.external_userid.clone()).collect();
    assert_eq!(waiting, customers.iter().cloned().collect());
    assert!(rows.iter().all(|row| row.handover_userid == leaver && (row.left_at - world.running.fake.now()).abs() < 5));

    let batch = &customers[..3];
    hand(&world, &leaver, &taker, batch).await.unwrap();
    assert_eq!(unassigned(&world).await.len(), customers.len(), "an assigned row may still be told");
    assert_eq!(hand(&world, &leaver, &taker, batch).await, Err(TransferRefusal::InTransfer));
    let results = world.client.leavers_transfer_results(&leaver, &taker, None).await.unwrap().rows;
    assert!(results.len() == 3 && results.iter().all(|row| row.status == TransferStatus::Waiting));
    world.days_pass(1);
    assert_eq!(unassigned(&world).await.len(), customers.len() - 3);
    let results = world.client.leavers_transfer_results(&leaver, &taker, None).await.unwrap().rows;
    assert!(results.iter().all(|row| row.status == TransferStatus::Done));
    assert!(world.client.transfer_results(&leaver, &taker, None).await.unwrap().rows.is_empty(), "another list");
    let listed = world.client.customer_ids_of(&taker).await.unwrap();
    assert!(batch.iter().all(|customer| listed.contains(customer)));
}

#[tokio::test]
async fn somebody_deleted_through_the_interface_is_a_leaver_too() {
    let world = World::start().await;
    let [(leaver, customers), (taker, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    let deleted = world.contact("user/delete", &[("userid", leaver.as_str())], None).await;
    assert_eq!(deleted["errcode"], 0);
    assert!(unassigned(&world).await.iter().any(|row| row.external_userid == customers[0]));
    hand(&world, &leaver, &taker, &customers).await.unwrap();
}

#[tokio::test]
async fn the_list_loses_no_row_while_others_vanish() {
    let world = World::with(FakeOptions { transfer_page: 4, ..FakeOptions::default() }).await;
    let people = world.salespeople(3, 6).await;
    let (taker, _) = &people[2];
    for (leaver, _) in &people[..2] {
        leave(&world, leaver);
    }
    let all: HashSet<_> = unassigned(&world).await.into_iter().map(|row| row.external_userid).collect();
    let mut told = HashSet::new();
    let mut cursor = None;
    loop {
        let page = world.client.unassigned_customers(cursor.as_ref(), 1_000).await.unwrap();
        assert!(page.rows.len() <= 4);
        for row in page.rows {
            hand(&world, &row.handover_userid, taker, std::slice::from_ref(&row.external_userid)).await.unwrap();
            world.act(HandoverAction::TransferAccept { external_userid: row.external_userid.clone() });
            told.insert(row.external_userid);
        }
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(told, all);
    assert!(unassigned(&world).await.is_empty());
}

#[tokio::test]
async fn the_leavers_call_is_not_for_who_is_here() {
    let world = World::start().await;
    let [(giver, customers), (taker, others)] = world.salespeople(2, 1).await.try_into().unwrap();
    let refusal = hand(&world, &giver, &taker, &customers).await.unwrap_err();
    assert_eq!((refusal, refusal.remedy()), (TransferRefusal::NotLeft, Remedy::UseOtherCall));
    let error = world.client.transfer_leavers_customers(&"ghost".into(), &taker, &customers).await.unwrap_err();
    assert_eq!(error.code(), Some(60111));
    leave(&world, &giver);
    assert_eq!(hand(&world, &giver, &taker, &others).await, Err(TransferRefusal::NotFollower));
    hand(&world, &giver, &taker, &customers).await.unwrap();
}

#[tokio::test]
async fn a_year_after_somebody_left_it_is_too_late() {
    let world = World::start().await;
    let [(leaver, customers), (taker, _)] = world.salespeople(2, 2).await.try_into().unwrap();
    leave(&world, &leaver);
    world.days_pass(365);
    hand(&world, &leaver, &taker, &customers[..1]).await.unwrap();
    world.days_pass(1);
    let error = world.client.transfer_leavers_customers(&leaver, &taker, &customers[1..]).await.unwrap_err();
    assert_eq!(error.code(), Some(40003));
    assert!(unassigned(&world).await.is_empty());
}

#[tokio::test]
async fn who_had_not_signed_in_for_a_year_before_leaving_cannot_be_inherited() {
    let world = World::start().await;
    let [(idle, customers), (active, others), (taker, _)] = world.salespeople(3, 1).await.try_into().unwrap();
    world.act(HandoverAction::SignIn { userid: idle.to_string(), days_ago: 370 });
    world.act(HandoverAction::SignIn { userid: active.to_string(), days_ago: 300 });
    leave(&world, &idle);
    leave(&world, &active);
    world.days_pass(200);
    assert_eq!(hand(&world, &idle, &taker, &customers).await, Err(TransferRefusal::Inactive));
    hand(&world, &active, &taker, &others).await.unwrap();
}

#[tokio::test]
async fn the_rule_of_two_in_ninety_days_is_not_for_leavers() {
    let world = World::start().await;
    let people = world.salespeople(4, 1).await;
    let customers = &people[0].1;
    for pair in people.windows(2) {
        let [(leaver, _), (taker, _)] = pair else { panic!("windows of two") };
        leave(&world, leaver);
        hand(&world, leaver, taker, customers).await.unwrap();
        world.days_pass(1);
    }
    assert_eq!(world.client.customer(&customers[0]).await.unwrap().followers[0].follow.userid, people[3].0);
}

#[tokio::test]
async fn a_refusing_customer_goes_back_among_the_unassigned() {
    let world = World::start().await;
    let [(leaver, customers), (taker, _), (other, _)] = world.salespeople(3, 1).await.try_into().unwrap();
    leave(&world, &leaver);
    hand(&world, &leaver, &taker, &customers).await.unwrap();
    world.act(HandoverAction::TransferRefuse { external_userid: customers[0].clone() });
    let results = world.client.leavers_transfer_results(&leaver, &taker, None).await.unwrap().rows;
    assert_eq!(results[0].status, TransferStatus::Refused);
    assert!(unassigned(&world).await.iter().any(|row| row.external_userid == customers[0]));
    hand(&world, &leaver, &other, &customers).await.unwrap();
}

#[tokio::test]
async fn only_the_successor_hears_of_an_inheritance() {
    let (world, mut events) = callbacks::world(|_| {}).await;
    let [(leaver, customers), (taker, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    leave(&world, &leaver);
    assert_eq!(callbacks::next(&mut events).await, Some(Change::MemberDeleted { userid: leaver.clone() }));
    hand(&world, &leaver, &taker, &customers).await.unwrap();
    // A call that comes after the time makes it happen as well as the clock's own hand does.
    let mut url = world.running.base_url();
    url.set_path("/_fake/clock");
    world.http.post_json(url, json!({"advance": 86_400}).to_string().into_bytes()).await.unwrap();
    let added = Change::CustomerAdded {
        userid: taker,
        external_userid: customers[0].clone(),
        state: String::new(),
        half: false,
    };
    assert_eq!(callbacks::next(&mut events).await, Some(added));
    assert_eq!(callbacks::next(&mut events).await, None);
}
