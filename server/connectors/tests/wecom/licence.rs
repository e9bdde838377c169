use std::collections::HashSet;

use connectors::wecom::{
    Decision, ProviderCredential, Remedy, TransferRefusal, WeComError,
    fake::{Action, FakeOptions, FaultKind, HandoverAction},
    types::{Licence, LicenceMove, UserId},
};
use serde_json::json;

use super::{World, client};

const TOKEN: &str = "service/get_provider_token";
const TRANSFER: &str = "license/batch_transfer_license";

fn pair(from: &UserId, to: &UserId) -> LicenceMove {
    LicenceMove { handover_userid: from.clone(), takeover_userid: to.clone() }
}

async fn move_seat(world: &World, from: &UserId, to: &UserId) -> Result<(), TransferRefusal> {
    world.client.transfer_licences(&[pair(from, to)]).await.unwrap()[0].moved()
}

fn seat(world: &World, userid: &UserId, days: Option<i64>) {
    world.act(HandoverAction::Seat { userid: userid.to_string(), days });
}

async fn three(world: &World) -> [UserId; 3] {
    let rows = world.client.follow_users().await.unwrap();
    [rows[0].clone(), rows[1].clone(), rows[2].clone()]
}

async fn all(world: &World) -> Vec<Licence> {
    let mut rows = Vec::new();
    let mut cursor = None;
    loop {
        let page = world.client.licences(cursor.as_ref(), 70).await.unwrap();
        assert!(page.rows.len() <= 70);
        rows.extend(page.rows);
        cursor = page.next;
        if cursor.is_none() {
            return rows;
        }
    }
}

#[tokio::test]
async fn without_a_provider_nothing_is_sent() {
    let world = World::start().await;
    let mut config = world.running.config();
    config.provider = None;
    let client = client(config);
    let error = client.licences(None, 1_000).await.unwrap_err();
    let api = "license/list_actived_account";
    let detail = "needs a service provider's corp id and secret".to_owned();
    assert_eq!(error, WeComError::Misuse { api, detail });
    assert!(matches!(client.licences_of(&"a".into()).await, Err(WeComError::Misuse { .. })));
    let moves = [pair(&"a".into(), &"b".into())];
    assert!(matches!(client.transfer_licences(&moves).await, Err(WeComError::Misuse { .. })));
    assert_eq!((world.calls(TOKEN), world.calls(api), world.calls(TRANSFER)), (0, 0, 0));
}

#[tokio::test]
async fn every_seat_ever_activated_is_listed() {
    let world = World::with(FakeOptions { unlicensed_percent: 20, ..FakeOptions::default() }).await;
    let rows = all(&world).await;
    let now = world.running.fake.now();
    let people: HashSet<_> = rows.iter().map(|row| row.userid.clone()).collect();
    assert_eq!(people.len(), rows.len());
    let ended = rows.iter().filter(|row| row.expires_at <= now).count();
    assert!(ended > 10 && rows.len() - ended == 240, "ended ones too, and a fifth has none");
    assert!(rows.iter().all(|row| row.kind == 2 && row.active_at < now && row.active_at < row.expires_at));
    let (good, bad) = rows.iter().partition::<Vec<_>, _>(|row| row.expires_at > now);
    let standing = world.client.licences_of(&good[0].userid).await.unwrap();
    assert_eq!((standing.active_status, standing.licences[0].expires_at), (1, good[0].expires_at));
    assert!(!standing.licences[0].active_code.is_empty());
    let standing = world.client.licences_of(&bad[0].userid).await.unwrap();
    assert_eq!((standing.active_status, standing.licences.len()), (0, 1));
    let error = world.client.licences_of(&"ghost".into()).await.unwrap_err();
    assert_eq!(error.code(), Some(701_019));
}

#[tokio::test]
async fn a_leavers_seat_moves_at_once_and_on() {
    let world = World::start().await;
    let [leaver, second, third] = three(&world).await;
    seat(&world, &second, None);
    seat(&world, &third, None);
    let ends = world.client.licences_of(&leaver).await.unwrap().licences[0].expires_at;
    world.act(Action::Leave { userid: leaver.to_string() });
    move_seat(&world, &leaver, &second).await.unwrap();
    assert_eq!(world.client.licences_of(&second).await.unwrap().licences[0].expires_at, ends);
    assert_eq!(move_seat(&world, &leaver, &third).await, Err(TransferRefusal::NoSeat));
    world.act(Action::Leave { userid: second.to_string() });
    move_seat(&world, &second, &third).await.unwrap();
}

#[tokio::test]
async fn the_seat_of_somebody_still_here_rests_thirty_days() {
    let world = World::start().await;
    let [one, other, third] = three(&world).await;
    seat(&world, &other, None);
    seat(&world, &third, None);
    move_seat(&world, &one, &other).await.unwrap();
    let refusal = move_seat(&world, &other, &third).await.unwrap_err();
    assert_eq!((refusal, refusal.remedy()), (TransferRefusal::SeatRests, Remedy::NotYet));
    world.days_pass(29);
    assert_eq!(move_seat(&world, &other, &third).await, Err(TransferRefusal::SeatRests));
    world.days_pass(1);
    move_seat(&world, &other, &third).await.unwrap();
}

#[tokio::test]
async fn who_has_a_seat_takes_another_only_in_its_last_twenty_days() {
    let world = World::start().await;
    let [one, other, _] = three(&world).await;
    seat(&world, &other, Some(21));
    let refusal = move_seat(&world, &one, &other).await.unwrap_err();
    assert_eq!((refusal, refusal.remedy()), (TransferRefusal::HasSeat, Remedy::PickAnother));
    world.days_pass(1);
    move_seat(&world, &one, &other).await.unwrap();
    seat(&world, &one, Some(-1));
    assert_eq!(move_seat(&world, &one, &other).await, Err(TransferRefusal::NoSeat), "an ended one is none");
}

#[tokio::test]
async fn each_pair_has_its_own_answer() {
    let world = World::start().await;
    let [one, other, third] = three(&world).await;
    seat(&world, &other, None);
    let ghost = UserId::from("ghost");
    let moves = [pair(&one, &other), pair(&other, &third), pair(&third, &ghost)];
    let outcomes = world.client.transfer_licences(&moves).await.unwrap();
    let codes: Vec<_> = outcomes.iter().map(|outcome| outcome.errcode).collect();
    assert_eq!(codes, [0, 701_020, 701_020], "who stands twice in one list is refused");
    assert_eq!((&outcomes[0].handover_userid, &outcomes[0].takeover_userid), (&one, &other));
    assert_eq!(move_seat(&world, &third, &ghost).await, Err(TransferRefusal::UnknownMember));
    let many = vec![pair(&one, &other); 1_001];
    for moves in [&many[..0], &many] {
        assert!(matches!(world.client.transfer_licences(moves).await, Err(WeComError::Misuse { .. })));
    }
}

#[tokio::test]
async fn with_the_seat_a_member_is_told_of_again() {
    let world = World::with(FakeOptions { unlicensed_percent: 20, ..FakeOptions::default() }).await;
    let members = world.client.follow_users().await.unwrap();
    let page = world.client.customers_of(&members[..100], None).await.unwrap();
    let without = page.unlicensed[0].clone();
    let with = members.iter().find(|member| !page.unlicensed.contains(member)).unwrap().clone();
    world.act(Action::Leave { userid: with.to_string() });
    move_seat(&world, &with, &without).await.unwrap();
    let named: Vec<_> = members[..100].iter().filter(|member| **member != with).cloned().collect();
    let page = world.client.customers_of(&named, None).await.unwrap();
    assert!(!page.unlicensed.contains(&without));
}

#[tokio::test]
async fn the_providers_token_is_fetched_once_and_again_when_it_dies() {
    let world = World::start().await;
    for _ in 0..3 {
        world.client.licences(None, 10).await.unwrap();
    }
    assert_eq!(world.calls(TOKEN), 1);
    world.fail("", 1, FaultKind::KillTokens);
    world.client.licences(None, 10).await.unwrap();
    assert_eq!(world.calls(TOKEN), 2);
    assert_eq!(world.calls("gettoken"), 0, "a credential of its own");
}

#[tokio::test]
async fn a_wrong_provider_secret_is_not_asked_for_in_a_loop() {
    let world = World::start().await;
    let mut config = world.running.config();
    let corp_id = config.provider.as_ref().unwrap().corp_id.clone();
    config.provider = Some(ProviderCredential { corp_id, secret: "wrong".into() });
    let wrong = client(config.clone());
    for _ in 0..3 {
        let error = wrong.licences(None, 10).await.unwrap_err();
        assert_eq!((error.code(), error.decision()), (Some(40001), Decision::Stop));
    }
    assert_eq!(world.calls(TOKEN), 1);
    config.provider = Some(ProviderCredential { corp_id: "wwother".to_owned(), secret: "wrong".into() });
    assert_eq!(client(config).licences(None, 10).await.unwrap_err().code(), Some(40013));
}

#[tokio::test]
async fn other_tokens_do_not_open_the_providers_calls() {
    let world = World::start().await;
    let body = || Some(json!({"corpid": FakeOptions::default().corp_id}));
    let path = "license/list_actived_account";
    assert_eq!(world.app(path, &[], body()).await["errcode"], 41001, "it looks for another field of the query");
    let token = world.token("fake-app-secret").await;
    let (_, answer) = world.raw(path, &[("provider_access_token", &token)], body()).await;
    assert_eq!(answer["errcode"], 48002);
}

#[tokio::test]
async fn a_moved_seat_whose_answer_broke_is_not_moved_again() {
    let world = World::start().await;
    let [one, other, _] = three(&world).await;
    seat(&world, &other, None);
    world.fail(TRANSFER, 1, FaultKind::HalfJson);
    let error = world.client.transfer_licences(&[pair(&one, &other)]).await.unwrap_err();
    assert!(error.may_have_happened());
    assert_eq!(world.calls(TRANSFER), 1);
    assert_eq!(world.client.licences_of(&other).await.unwrap().active_status, 1);
}
