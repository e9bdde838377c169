use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Query, State},
    http::StatusCode,
    routing::get,
};
use connectors::wecom::{
    callback::{CallbackKey, CallbackQuery, Change, Event},
    fake::{Action, FakeOptions},
};
use serde_json::Value;
use tokio::{
    net::TcpListener,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};

use super::World;

type Shared = Arc<(CallbackKey, UnboundedSender<Event>)>;

/// Our side of a callback.
async fn listen() -> (SocketAddr, UnboundedReceiver<Event>) {
    let defaults = FakeOptions::default();
    let (token, aes) = (defaults.callback_token.into(), defaults.callback_aes_key.into());
    let key = CallbackKey::new(&token, &aes, &defaults.corp_id).unwrap();
    let (sender, receiver) = unbounded_channel();
    let router = Router::new().route("/wecom", get(check).post(receive)).with_state(Arc::new((key, sender)));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, receiver)
}

async fn check(State(shared): State<Shared>, Query(query): Query<CallbackQuery>) -> Result<String, StatusCode> {
    shared.0.open_echo(&query).map_err(|_| StatusCode::FORBIDDEN)
}

async fn receive(State(shared): State<Shared>, Query(query): Query<CallbackQuery>, body: String) -> StatusCode {
    match shared.0.open_event(&query, body.as_bytes()) {
        Ok(event) => {
            shared.1.send(event).unwrap();
            StatusCode::OK
        }
        Err(_) => StatusCode::FORBIDDEN,
    }
}

pub(super) async fn world(change: impl FnOnce(&mut FakeOptions)) -> (World, UnboundedReceiver<Event>) {
    let (address, events) = listen().await;
    let mut options = FakeOptions { callback_url: Some(format!("http://{address}/wecom")), ..Default::default() };
    change(&mut options);
    (World::with(options).await, events)
}

pub(super) async fn next(events: &mut UnboundedReceiver<Event>) -> Option<Change> {
    let waited = tokio::time::timeout(Duration::from_millis(1_500), events.recv()).await;
    waited.ok().flatten().map(|event| event.change)
}

#[tokio::test]
async fn the_check_of_an_address_is_answered() {
    let (world, _events) = world(|_| {}).await;
    let mut url = world.running.base_url();
    url.set_path("/_fake/check_callback");
    let answer = super::http().post_json(url, Vec::new()).await.unwrap();
    assert_eq!(answer.status, 200, "{:?}", answer.body);
}

#[tokio::test]
async fn what_people_do_arrives_signed_and_encrypted() {
    let (world, mut events) = world(|_| {}).await;
    let fake = &world.running.fake;
    let act = |action| fake.act(action).unwrap();
    act(Action::Hire {
        name: "新人".to_owned(),
        userid: Some("xinren".to_owned()),
        department: Some(3),
        position: None,
    });
    let created = Change::MemberCreated { userid: "xinren".into(), departments: vec![3] };
    assert_eq!(next(&mut events).await, Some(created));
    act(Action::Move { userid: "XINREN".to_owned(), departments: vec![4, 5] });
    let moved = Change::MemberUpdated { userid: "xinren".into(), new_userid: None, departments: Some(vec![4, 5]) };
    assert_eq!(next(&mut events).await, Some(moved));
    let customer = act(Action::CustomerAdd {
        userid: "xinren".to_owned(),
        external_userid: None,
        state: Some("expo26".to_owned()),
    });
    let external_userid = customer["external_userid"].as_str().unwrap().to_owned();
    let added = Change::CustomerAdded {
        userid: "xinren".into(),
        external_userid: external_userid.clone(),
        state: "expo26".to_owned(),
        half: false,
    };
    assert_eq!(next(&mut events).await, Some(added));
    act(Action::CustomerDropsMember { userid: "xinren".to_owned(), external_userid: external_userid.clone() });
    let dropped = Change::MemberDropped { userid: "xinren".into(), external_userid: external_userid.clone() };
    assert_eq!(next(&mut events).await, Some(dropped));
    act(Action::CustomerRemove { userid: "xinren".to_owned(), external_userid: external_userid.clone() });
    let removed = Change::CustomerRemoved { userid: "xinren".into(), external_userid, by_transfer: false };
    assert_eq!(next(&mut events).await, Some(removed));
    act(Action::Leave { userid: "xinren".to_owned() });
    assert_eq!(next(&mut events).await, Some(Change::MemberDeleted { userid: "xinren".into() }));
    let made = act(Action::DepartmentCreate { name: "临时部".to_owned(), parent: 1 });
    let id = u32::try_from(made["id"].as_u64().unwrap()).unwrap();
    assert_eq!(next(&mut events).await, Some(Change::DepartmentCreated { id, parent_id: Some(1) }));
    act(Action::DepartmentMove { id, parent: 2 });
    assert_eq!(next(&mut events).await, Some(Change::DepartmentUpdated { id, parent_id: Some(2) }));
    act(Action::DepartmentDelete { id });
    assert_eq!(next(&mut events).await, Some(Change::DepartmentDeleted { id }));
}

#[tokio::test]
async fn renames_and_writes_through_the_api_are_silent() {
    let (world, mut events) = world(|_| {}).await;
    let userid = world.client.member_ids(None, 10).await.unwrap().rows[4].userid.to_string();
    world.running.fake.act(Action::Rename { userid: userid.clone(), name: "改名".to_owned() }).unwrap();
    world.running.fake.act(Action::DepartmentRename { id: 3, name: "改部".to_owned() }).unwrap();
    let body = serde_json::json!({"userid": userid, "department": [4]});
    assert_eq!(world.contact("user/update", &[], Some(body)).await["errcode"], 0);
    assert_eq!(next(&mut events).await, None);
    assert_eq!(world.client.member(&userid.as_str().into()).await.unwrap().name, "改名");
}

#[tokio::test]
async fn events_can_come_twice_or_never() {
    let (twice, mut events) = world(|options| options.duplicate_every = 1).await;
    twice.running.fake.act(Action::DepartmentCreate { name: "甲".to_owned(), parent: 1 }).unwrap();
    assert_eq!(next(&mut events).await, next(&mut events).await);
    let (lost, mut events) = world(|options| options.lose_every = 1).await;
    lost.running.fake.act(Action::DepartmentCreate { name: "甲".to_owned(), parent: 1 }).unwrap();
    assert_eq!(next(&mut events).await, None);
}

#[tokio::test]
async fn the_fake_is_steered_over_http() {
    let (world, mut events) = world(|_| {}).await;
    let url = |path: &str| {
        let mut url = world.running.base_url();
        url.set_path(path);
        url
    };
    let http = super::http();
    let post = async |path: &str, body: &str| http.post_json(url(path), body.into()).await.unwrap().status;
    assert_eq!(post("/_fake/act", r#"{"action":"hire","name":"王芳","userid":"wf","department":2}"#).await, 200);
    assert!(next(&mut events).await.is_some());
    assert_eq!(post("/_fake/act", r#"{"action":"leave","userid":"nobody"}"#).await, 422);
    assert_eq!(post("/_fake/clock", r#"{"advance":3600}"#).await, 200);
    assert_eq!(post("/_fake/fail", r#"{"path":"user/list_id","times":1,"kind":{"errcode":60011}}"#).await, 200);
    assert_eq!(world.client.member_ids(None, 1).await.unwrap_err().code(), Some(60011));
    let read =
        async |path: &str| -> Value { serde_json::from_slice(&http.get(url(path)).await.unwrap().body).unwrap() };
    let state = read("/_fake/state").await;
    assert_eq!((&state["members"], &state["events"]["made"]), (&301.into(), &1.into()));
    let ledger = read("/_fake/ledger").await;
    assert_eq!((&ledger["calls"]["user/list_id"], &ledger["refusals"]["60011"]), (&1.into(), &1.into()));
    assert!(read("/_fake/clock").await["now"].as_i64().unwrap() >= 1_790_003_600);
}
