//! The queue: what is in it, and that it moves by itself.

use super::{approve, ask, decide, join, link};
use crate::common::{Client, TestApp};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::time::timeout;

async fn emails(owner: &Client, query: Value) -> Vec<String> {
    let joins = owner.ask("joins/list", json!({ "query": query })).await;
    joins["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| row["email"].as_str().expect("text").to_owned())
        .collect()
}

#[tokio::test]
async fn the_queue_is_filtered_searched_and_paged_oldest_first() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (_, path) = link(&owner, json!({})).await;
    let people = [
        ("王芳", "wang@example.com"),
        ("Ben", "ben@example.com"),
        ("Cem", "cem@example.com"),
        ("Dora", "dora@example.com"),
    ];
    for (name, email) in people {
        assert_eq!(ask(&app.nobody(), &path, name, email).await.status, 303);
    }
    decide(&owner, &join(&owner, "ben@example.com").await, json!({ "refuse": { "reason": "" } })).await;
    decide(&owner, &join(&owner, "cem@example.com").await, approve()).await;
    assert_eq!(emails(&owner, json!({})).await, people.map(|(_, email)| email));
    assert_eq!(emails(&owner, json!({ "states": ["waiting"] })).await, ["wang@example.com", "dora@example.com"]);
    assert_eq!(
        emails(&owner, json!({ "states": ["refused", "approved"] })).await,
        ["ben@example.com", "cem@example.com"]
    );
    assert_eq!(emails(&owner, json!({ "search": "wf" })).await, ["wang@example.com"]);
    assert_eq!(emails(&owner, json!({ "search": "example", "states": ["refused"] })).await, ["ben@example.com"]);

    app.tamper("update joins set created_at = 1").await;
    let (mut seen, mut cursor) = (Vec::new(), Value::Null);
    for _ in 0..4 {
        let page = json!({ "page": { "limit": 1, "cursor": cursor, "count": true } });
        let page = owner.ask("joins/list", json!({ "query": page })).await;
        assert_eq!(page["total"], 4);
        seen.push(page["items"][0]["id"].as_str().unwrap().to_owned());
        cursor = page["next_cursor"].clone();
    }
    assert_eq!((cursor, seen.iter().collect::<BTreeSet<_>>().len()), (Value::Null, 4), "asked in the same moment");
}

#[tokio::test]
async fn another_organisations_requests_are_not_in_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let ann = app.applicant(&owner).await;
    assert!(emails(&stranger, json!({})).await.is_empty());
    assert!(emails(&stranger, json!({ "search": ann.email })).await.is_empty());
    let asked = join(&owner, &ann.email).await;
    assert_eq!(decide(&stranger, &asked, approve()).await["code"], "not_found");
    assert_eq!(join(&owner, &ann.email).await["state"], "waiting");
}

#[tokio::test]
async fn whoever_asks_or_is_decided_about_moves_the_queue_of_open_consoles() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (_, path) = link(&owner, json!({})).await;
    let mut stream = owner.request(Method::GET, "/events").send().await.unwrap();
    let mut heard = async || {
        let mut topics = BTreeSet::new();
        while !["audit", "joins", "members"].iter().all(|topic| topics.contains(*topic)) {
            let chunk =
                timeout(Duration::from_secs(5), stream.chunk()).await.expect("a hint within 5 s").unwrap().unwrap();
            let text = String::from_utf8(chunk.to_vec()).unwrap();
            topics.extend(text.lines().filter_map(|line| line.strip_prefix("data: ")).map(str::to_owned));
        }
        topics
    };
    assert_eq!(ask(&app.nobody(), &path, "Ann", "ann@example.com").await.status, 303);
    assert!(!heard().await.iter().any(|topic| topic.contains("ann") || topic.contains("Ann")), "hints are no data");
    let asked = join(&owner, "ann@example.com").await;
    assert_eq!(asked["state"], "waiting", "after the hint the row is there");
    decide(&owner, &asked, approve()).await;
    heard().await;
    assert_eq!(join(&owner, "ann@example.com").await["state"], "approved");
}
