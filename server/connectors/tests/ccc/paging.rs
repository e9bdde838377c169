//! Listings that are not as they should be, from a server of the test's own.

use std::sync::{Arc, Mutex};

use axum::{Json, Router, extract::State, routing::post};
use connectors::ccc::{Ccc, CccConfig, CccError, Clock, Settings, StaffFilter, fake::FakeOptions};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{World, http};

/// What the n-th call for a page is answered: a total and addresses.
type Script = fn(call: usize, page: usize) -> (Value, Vec<Value>);

type Shared = (Script, Arc<Mutex<usize>>);

async fn page(State((script, calls)): State<Shared>, Json(asked): Json<Value>) -> Json<Value> {
    let call = {
        let mut calls = calls.lock().unwrap();
        *calls += 1;
        *calls
    };
    let (total, mails) = script(call, usize::try_from(asked["PageNumber"].as_u64().unwrap()).unwrap());
    let staff: Vec<_> = mails.into_iter().map(|mail| json!({"Mail": mail})).collect();
    Json(json!({"Response": {"TotalCount": total, "StaffList": staff}}))
}

/// What came of a listing, and with how many calls.
async fn read(script: Script) -> (Result<Vec<String>, CccError>, usize) {
    let calls = Arc::new(Mutex::new(0));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
    let router = Router::new().route("/", post(page)).with_state((script, Arc::clone(&calls)));
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let config =
        CccConfig { base_url, secret_id: "id".to_owned(), secret_key: "key".into(), sdk_app_id: 1, region: None };
    let settings = Settings { pace: 0.0, ..Settings::default() };
    let client = Ccc::with_settings(config, http(), Clock::new(|| 0), settings);
    let read = client.staff(&StaffFilter::default()).await;
    serving.abort();
    let calls = *calls.lock().unwrap();
    (read.map(|staff| staff.into_iter().map(|staff| staff.mail).collect()), calls)
}

fn mails(numbers: std::ops::Range<usize>) -> Vec<Value> {
    numbers.map(|number| format!("a{number}@example.com").into()).collect()
}

#[tokio::test]
async fn every_agent_comes_once_over_all_pages() {
    let world = World::with(FakeOptions { staff: 1_234, staff_page: 100, ..FakeOptions::default() }).await;
    let found: Vec<_> = world.all().await.into_iter().map(|staff| staff.mail).collect();
    assert_eq!((found, world.calls("DescribeStaffInfoList")), (world.running.fake.staff(), 13));
    let world = World::empty().await;
    assert!(world.all().await.is_empty());
}

#[tokio::test]
async fn a_list_that_changes_while_it_is_read_is_read_again() {
    // Somebody goes after the first page: the second reading is whole.
    let (read, calls) = read(|call, page| match (call, page) {
        (1, _) => (5.into(), mails(0..3)),
        (2, _) => (4.into(), mails(4..5)),
        (_, 0) => (4.into(), mails(0..3)),
        _ => (4.into(), mails(4..5)),
    })
    .await;
    assert_eq!((read.unwrap().len(), calls), (4, 4));
}

#[tokio::test]
async fn a_list_that_never_stands_still_is_an_error() {
    for script in [
        // Every page is the first.
        (|_, _| (9.into(), mails(0..3))) as Script,
        // More and more, without an end.
        |call, page| ((100 + call).into(), mails(page * 3..page * 3 + 3)),
        // The total says more than there are.
        |_, page| (9.into(), mails(page.min(1) * 3..3)),
        // And less.
        |_, _| (2.into(), mails(0..3)),
        // One comes twice, so another one is missing.
        |_, page| (6.into(), if page == 0 { mails(0..3) } else { mails(2..5) }),
    ] {
        let (read, calls) = read(script).await;
        assert_eq!(read, Err(CccError::Changed { action: "DescribeStaffInfoList" }));
        assert!(calls <= 9, "{calls}");
    }
}

#[tokio::test]
async fn what_cannot_be_a_list_is_broken() {
    for script in [
        (|_, _| (9_000_000_000_i64.into(), mails(0..3))) as Script,
        |_, _| ((-1).into(), Vec::new()),
        |_, _| (1.into(), vec![Value::Null]),
    ] {
        let (read, _) = read(script).await;
        assert!(matches!(read, Err(CccError::HalfJson { .. })), "{read:?}");
    }
}

#[tokio::test]
async fn numbers_as_texts_and_addresses_in_another_case_are_taken() {
    let (read, _) = read(|_, _| ("2".into(), vec!["A@example.com".into(), "a@example.com".into()])).await;
    assert_eq!(read.unwrap(), ["A@example.com", "a@example.com"]);
}
