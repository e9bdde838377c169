//! Handing over customers of somebody who stays.

use std::time::Duration;

use connectors::wecom::{
    Decision, Remedy, Settings, TransferRefusal, WeCom, WeComError,
    callback::{Change, TransferFailure},
    fake::{Action, FakeOptions, FaultKind, HandoverAction},
    types::{TransferOutcome, TransferResult, TransferStatus, UserId},
};
use serde_json::json;

use super::{World, callbacks};

const PATH: &str = "externalcontact/transfer_customer";

/// What the platform said to the first of them.
fn first(outcomes: &[TransferOutcome]) -> Result<(), TransferRefusal> {
    outcomes[0].accepted()
}

async fn hand(world: &World, from: &UserId, to: &UserId, customers: &[String]) -> Result<(), TransferRefusal> {
    first(&world.client.transfer_customers(from, to, customers, None).await.unwrap())
}

async fn result(world: &World, from: &UserId, to: &UserId) -> TransferResult {
    world.client.transfer_results(from, to, None).await.unwrap().rows.remove(0)
}

async fn follows(world: &World, member: &UserId, customer: &str) -> bool {
    world.client.customer_ids_of(member).await.unwrap().iter().any(|id| id == customer)
}

#[tokio::test]
async fn accepted_customers_go_over_when_a_day_has_passed() {
    let world = World::start().await;
    let [(giver, customers), (taker, _)] = world.salespeople(2, 3).await.try_into().unwrap();
    let outcomes = world.client.transfer_customers(&giver, &taker, &customers, Some("您的新顾问")).await.unwrap();
    assert_eq!(outcomes.len(), 3);
    assert!(outcomes.iter().all(|outcome| outcome.accepted().is_ok()));
    let accepted = world.running.fake.now();
    world.running.fake.advance(86_000);
    let rows = world.client.transfer_results(&giver, &taker, None).await.unwrap().rows;
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row.status == TransferStatus::Waiting));
    assert!((rows[0].takeover_at - accepted - 86_400).abs() < 5, "the time it will be");
    assert!(follows(&world, &giver, &customers[0]).await && !follows(&world, &taker, &customers[0]).await);

    world.running.fake.advance(401);
    assert_eq!(result(&world, &giver, &taker).await.status, TransferStatus::Done);
    assert!(!follows(&world, &giver, &customers[0]).await && follows(&world, &taker, &customers[0]).await);
    let follower = world.client.customer(&customers[0]).await.unwrap().followers.remove(0).follow;
    assert_eq!((&follower.userid, follower.add_way), (&taker, 202), "assigned by an administrator");
    assert_eq!(follower.oper_userid, world.creator().await.as_str());
    assert!((follower.created_at - accepted - 86_400).abs() < 5);
}

#[tokio::test]
async fn a_customer_who_refuses_stays_and_may_be_asked_again() {
    let world = World::start().await;
    let [(giver, customers), (taker, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    let external_userid = customers[0].clone();
    for _ in 0..3 {
        hand(&world, &giver, &taker, &customers).await.unwrap();
        world.act(HandoverAction::TransferRefuse { external_userid: external_userid.clone() });
        let refused = result(&world, &giver, &taker).await;
        assert_eq!((refused.status, refused.takeover_at), (TransferStatus::Refused, 0));
    }
    world.days_pass(2);
    assert!(follows(&world, &giver, &customers[0]).await);
    hand(&world, &giver, &taker, &customers).await.unwrap();
    world.act(HandoverAction::TransferAccept { external_userid });
    assert_eq!(result(&world, &giver, &taker).await.status, TransferStatus::Done, "one row, the newest");
}

#[tokio::test]
async fn a_successor_who_cannot_take_over_is_refused_with_the_reason() {
    let world = World::start().await;
    let [(giver, customers), (taker, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    let userid = || taker.to_string();
    let refused = async |action: HandoverAction, reason: TransferRefusal, remedy: Remedy| {
        world.act(action);
        assert_eq!(hand(&world, &giver, &taker, &customers).await, Err(reason));
        assert_eq!(reason.remedy(), remedy);
    };
    let full = HandoverAction::ContactsFull { userid: userid(), full: true };
    refused(full, TransferRefusal::ContactsFull, Remedy::PickAnother).await;
    let idle = HandoverAction::SignIn { userid: userid(), days_ago: 366 };
    refused(idle, TransferRefusal::Inactive, Remedy::AskSomebody).await;
    let unverified = HandoverAction::Verify { userid: userid(), verified: false };
    refused(unverified, TransferRefusal::NotVerified, Remedy::PickAnother).await;
    let banned = HandoverAction::Ban { userid: userid(), banned: true };
    refused(banned, TransferRefusal::Banned, Remedy::PickAnother).await;
    for action in [
        HandoverAction::Ban { userid: userid(), banned: false },
        HandoverAction::Verify { userid: userid(), verified: true },
        HandoverAction::SignIn { userid: userid(), days_ago: 364 },
        HandoverAction::ContactsFull { userid: userid(), full: false },
        HandoverAction::SignIn { userid: giver.to_string(), days_ago: 400 },
    ] {
        world.act(action);
    }
    assert_eq!(hand(&world, &giver, &taker, &customers).await, Err(TransferRefusal::Inactive), "who hands over");
    world.act(HandoverAction::SignIn { userid: giver.to_string(), days_ago: 0 });
    hand(&world, &giver, &taker, &customers).await.unwrap();
}

#[tokio::test]
async fn rows_that_make_no_sense_are_refused_one_by_one() {
    let world = World::start().await;
    let [(giver, customers), (taker, others)] = world.salespeople(2, 2).await.try_into().unwrap();
    hand(&world, &giver, &taker, &customers[..1]).await.unwrap();
    let mixed = [customers[0].clone(), others[0].clone(), "wmNobody".to_owned(), customers[1].clone()];
    let outcomes = world.client.transfer_customers(&giver, &taker, &mixed, None).await.unwrap();
    let codes: Vec<_> = outcomes.iter().map(|outcome| outcome.errcode).collect();
    assert_eq!(codes, [40129, 40131, 40096, 0]);
    assert_eq!(outcomes[0].accepted(), Err(TransferRefusal::InTransfer));
    assert_eq!(outcomes[1].accepted(), Err(TransferRefusal::NotFollower));
    assert_eq!(outcomes[2].accepted(), Err(TransferRefusal::UnknownCustomer));
    assert_eq!(hand(&world, &giver, &giver, &customers).await, Err(TransferRefusal::SamePerson));
}

#[tokio::test]
async fn a_third_transfer_waits_until_ninety_days_are_over() {
    let world = World::start().await;
    let [(first, customers), (second, _), (third, _)] = world.salespeople(3, 1).await.try_into().unwrap();
    hand(&world, &first, &second, &customers).await.unwrap();
    world.days_pass(1);
    hand(&world, &second, &third, &customers).await.unwrap();
    world.days_pass(1);
    assert_eq!(hand(&world, &third, &first, &customers).await, Err(TransferRefusal::TooOften));
    world.days_pass(87);
    assert_eq!(hand(&world, &third, &first, &customers).await, Err(TransferRefusal::TooOften));
    world.days_pass(1);
    hand(&world, &third, &first, &customers).await.unwrap();
}

#[tokio::test]
async fn a_successor_who_fills_up_meanwhile_does_not_get_the_customer() {
    let (world, mut events) = callbacks::world(|_| {}).await;
    let [(giver, customers), (taker, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    hand(&world, &giver, &taker, &customers).await.unwrap();
    world.act(HandoverAction::ContactsFull { userid: taker.to_string(), full: true });
    world.days_pass(1);
    let failed = Change::TransferFailed {
        userid: taker.clone(),
        external_userid: customers[0].clone(),
        reason: TransferFailure::ContactsFull,
    };
    assert_eq!(callbacks::next(&mut events).await, Some(failed));
    assert_eq!(result(&world, &giver, &taker).await.status, TransferStatus::ContactsFull);
    assert!(follows(&world, &giver, &customers[0]).await);
}

#[tokio::test]
async fn contacts_hold_as_many_as_the_limit_says() {
    let world = World::with(FakeOptions { customer_limit: 1, ..FakeOptions::default() }).await;
    let [(giver, customers), (taker, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    assert_eq!(hand(&world, &giver, &taker, &customers).await, Err(TransferRefusal::ContactsFull));
    world.act(Action::CustomerAdd {
        userid: taker.to_string(),
        external_userid: Some(customers[0].clone()),
        state: None,
    });
    hand(&world, &giver, &taker, &customers).await.expect("whom he knows takes no room");
}

#[tokio::test]
async fn who_is_out_of_sight_or_gone_refuses_the_whole_call() {
    let world = World::start().await;
    let [(giver, customers), (taker, _), (leaver, _)] = world.salespeople(3, 1).await.try_into().unwrap();
    let code = async |client: &WeCom, from: &UserId, to: &UserId| {
        client.transfer_customers(from, to, &customers, None).await.unwrap_err().code()
    };
    world.act(Action::Leave { userid: leaver.to_string() });
    assert_eq!(code(&world.client, &leaver, &taker).await, Some(60111), "on the job means here");
    assert_eq!(code(&world.client, &giver, &leaver).await, Some(60111));
    assert_eq!(code(&world.client, &giver, &"ghost".into()).await, Some(60111));
    let department = world.client.member(&giver).await.unwrap().main_department;
    let sight = vec![u32::try_from(department).unwrap()];
    let narrow = World::with(FakeOptions { visible_departments: sight, ..FakeOptions::default() }).await;
    assert_eq!(code(&narrow.client, &giver, &"ghost".into()).await, Some(60111));
    let seen = narrow.client.follow_users().await.unwrap();
    let everybody = world.client.follow_users().await.unwrap();
    let elsewhere = everybody.into_iter().find(|member| !seen.contains(member)).unwrap();
    assert_eq!(code(&narrow.client, &giver, &elsewhere).await, Some(60111), "out of sight is as good as unknown");
}

#[tokio::test]
async fn a_transfer_done_is_told_by_events_and_the_call_itself_is_not() {
    let (world, mut events) = callbacks::world(|_| {}).await;
    let [(giver, customers), (taker, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    let external_userid = || customers[0].clone();
    let removed = |userid: &UserId| Change::CustomerRemoved {
        userid: userid.clone(),
        external_userid: external_userid(),
        by_transfer: true,
    };
    hand(&world, &giver, &taker, &customers).await.unwrap();
    world.days_pass(1);
    assert_eq!(callbacks::next(&mut events).await, Some(removed(&giver)));
    let added = Change::CustomerAdded {
        userid: taker.clone(),
        external_userid: external_userid(),
        state: String::new(),
        half: false,
    };
    assert_eq!(callbacks::next(&mut events).await, Some(added));
    hand(&world, &taker, &giver, &customers).await.unwrap();
    world.days_pass(1);
    assert_eq!(callbacks::next(&mut events).await, Some(removed(&taker)));
    assert_eq!(callbacks::next(&mut events).await, None, "who had handed him away adds him without a word");
}

#[tokio::test]
async fn a_successor_who_knows_the_customer_adds_him_without_a_word() {
    let (world, mut events) = callbacks::world(|_| {}).await;
    let [(giver, customers), (taker, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    let external_userid = customers[0].clone();
    let userid = taker.to_string();
    world.act(Action::CustomerAdd { userid, external_userid: Some(external_userid.clone()), state: None });
    assert!(matches!(callbacks::next(&mut events).await, Some(Change::CustomerAdded { .. })));
    hand(&world, &giver, &taker, &customers).await.unwrap();
    world.act(HandoverAction::TransferAccept { external_userid: external_userid.clone() });
    let removed = Change::CustomerRemoved { userid: giver.clone(), external_userid, by_transfer: true };
    assert_eq!(callbacks::next(&mut events).await, Some(removed));
    assert_eq!(callbacks::next(&mut events).await, None);
}

#[tokio::test]
async fn a_refusal_is_told_by_an_event() {
    let (world, mut events) = callbacks::world(|_| {}).await;
    let [(giver, customers), (taker, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    hand(&world, &giver, &taker, &customers).await.unwrap();
    let external_userid = customers[0].clone();
    world.act(HandoverAction::TransferRefuse { external_userid: external_userid.clone() });
    let failed = Change::TransferFailed { userid: taker, external_userid, reason: TransferFailure::Refused };
    assert_eq!(callbacks::next(&mut events).await, Some(failed));
}

#[tokio::test]
async fn two_calls_of_one_member_at_once_conflict_and_the_second_is_tried_again() {
    let world = World::start().await;
    let [(giver, customers), (taker, others)] = world.salespeople(2, 3).await.try_into().unwrap();
    world.act(HandoverAction::TransferTakes { milliseconds: 300 });
    let settings = |tries| Settings { tries, pace: 0.6, ..Settings::default() };
    let client = |tries| WeCom::with_settings(world.running.config(), super::http(), settings(tries));
    let (hasty, patient) = (client(1), client(3));
    hasty.follow_users().await.unwrap();
    patient.follow_users().await.unwrap();
    let call = |client: &WeCom, from: &UserId, to: &UserId, customer: &String| {
        let (client, from, to, customers) = (client.clone(), from.clone(), to.clone(), [customer.clone()]);
        tokio::spawn(async move { client.transfer_customers(&from, &to, &customers, None).await })
    };
    let arrived = async |count| {
        while world.calls(PATH) < count {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    let held = call(&hasty, &giver, &taker, &customers[0]);
    arrived(1).await;
    let conflict = call(&hasty, &giver, &taker, &customers[1]);
    let another = call(&hasty, &taker, &giver, &others[0]);
    let error = conflict.await.unwrap().unwrap_err();
    assert_eq!(error.code(), Some(45035));
    assert!(matches!(error.decision(), Decision::Retry { .. }) && !error.may_have_happened());
    assert!(first(&held.await.unwrap().unwrap()).is_ok());
    assert!(first(&another.await.unwrap().unwrap()).is_ok(), "another member's customers are no conflict");

    let held = call(&patient, &giver, &taker, &customers[1]);
    arrived(4).await;
    let second = call(&patient, &giver, &taker, &customers[2]);
    assert!(first(&held.await.unwrap().unwrap()).is_ok());
    assert!(first(&second.await.unwrap().unwrap()).is_ok());
    assert!(world.calls(PATH) > 5, "it was refused before");
}

#[tokio::test]
async fn a_transfer_whose_answer_broke_is_not_sent_again() {
    let world = World::start().await;
    let [(giver, customers), (taker, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    world.fail(PATH, 1, FaultKind::HalfJson);
    let error = world.client.transfer_customers(&giver, &taker, &customers, None).await.unwrap_err();
    assert!(error.may_have_happened(), "{error}");
    assert_eq!(world.calls(PATH), 1);
    assert_eq!(result(&world, &giver, &taker).await.status, TransferStatus::Waiting, "and this time it had");
    world.fail(PATH, 1, FaultKind::Errcode(-1));
    assert_eq!(hand(&world, &giver, &taker, &customers).await, Err(TransferRefusal::InTransfer));
    assert_eq!(world.calls(PATH), 3, "what the platform refused is sent again");
}

#[tokio::test]
async fn too_many_customers_and_too_long_messages_are_not_sent() {
    let world = World::start().await;
    let (one, other) = (UserId::from("a"), UserId::from("b"));
    let many = vec!["wm".to_owned(); 101];
    for customers in [&many[..0], &many] {
        let error = world.client.transfer_customers(&one, &other, customers, None).await.unwrap_err();
        assert!(matches!(error, WeComError::Misuse { .. }));
        let error = world.client.transfer_leavers_customers(&one, &other, customers).await.unwrap_err();
        assert!(matches!(error, WeComError::Misuse { .. }));
    }
    let long = "长".repeat(201);
    let error = world.client.transfer_customers(&one, &other, &many[..1], Some(&long)).await.unwrap_err();
    assert!(matches!(error, WeComError::Misuse { .. }));
    assert_eq!(world.calls(PATH), 0);
    let [(giver, customers), (taker, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    let body = |customers: &[String], message: &str| {
        let mut body = json!({"handover_userid": giver, "takeover_userid": taker, "external_userid": customers});
        body["transfer_success_msg"] = message.into();
        body
    };
    assert_eq!(world.app(PATH, &[], Some(body(&many, ""))).await["errcode"], 40032);
    assert_eq!(world.app(PATH, &[], Some(body(&[], ""))).await["errcode"], 40058);
    assert_eq!(world.app(PATH, &[], Some(body(&customers, &long))).await["errcode"], 40058);
    let longest = "长".repeat(200);
    first(&world.client.transfer_customers(&giver, &taker, &customers, Some(&longest)).await.unwrap()).unwrap();
}

#[tokio::test]
async fn results_come_in_pages() {
    let world = World::with(FakeOptions { transfer_page: 2, ..FakeOptions::default() }).await;
    let [(giver, customers), (taker, _)] = world.salespeople(2, 5).await.try_into().unwrap();
    hand(&world, &giver, &taker, &customers).await.unwrap();
    let mut told = Vec::new();
    let mut cursor = None;
    loop {
        let page = world.client.transfer_results(&giver, &taker, cursor.as_ref()).await.unwrap();
        assert!(page.rows.len() <= 2);
        told.extend(page.rows.into_iter().map(|row| row.external_userid));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(told, customers);
    let page = world.client.transfer_results(&giver, &taker, None).await.unwrap();
    let error = world.client.transfer_results(&taker, &giver, page.next.as_ref()).await.unwrap_err();
    assert_eq!(error.decision(), Decision::RestartListing, "a cursor belongs to its two members");
    assert!(world.client.transfer_results(&taker, &giver, None).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn a_successor_who_leaves_before_the_day_is_over_leaves_no_record() {
    let world = World::start().await;
    let [(giver, customers), (taker, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    hand(&world, &giver, &taker, &customers).await.unwrap();
    world.act(Action::Leave { userid: taker.to_string() });
    world.days_pass(1);
    assert_eq!(result(&world, &giver, &taker).await.status, TransferStatus::NoRecord);
    assert!(follows(&world, &giver, &customers[0]).await);
}

#[tokio::test]
async fn what_decides_over_transfers_is_steered_over_http() {
    let world = World::start().await;
    let [(giver, customers), (taker, _)] = world.salespeople(2, 1).await.try_into().unwrap();
    let mut url = world.running.base_url();
    url.set_path("/_fake/act");
    let post = async |body: serde_json::Value| {
        world.http.post_json(url.clone(), body.to_string().into_bytes()).await.unwrap().status
    };
    assert_eq!(post(json!({"action": "contacts_full", "userid": taker, "full": true})).await, 200);
    assert_eq!(hand(&world, &giver, &taker, &customers).await, Err(TransferRefusal::ContactsFull));
    assert_eq!(post(json!({"action": "transfer_refuse", "external_userid": customers[0]})).await, 422);
    assert_eq!(post(json!({"action": "rename", "userid": taker, "name": "改名"})).await, 200);
    assert_eq!(post(json!({"action": "dance"})).await, 422);
}
