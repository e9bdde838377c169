//! The chain, checked from the console; and files of the activity.

use crate::common::file::export;
use crate::common::{Client, TestApp};
use model::permission::Role;
use serde_json::{Value, json};

async fn checked(app: &TestApp, client: &Client) -> Value {
    client.ask("audit/verify", json!({})).await;
    app.work().await;
    client.ask("audit/chain", json!({})).await
}

#[tokio::test]
async fn a_check_says_up_to_where_the_chain_holds_and_shows_the_hash_to_be_kept() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    assert_eq!(owner.ask("audit/chain", json!({})).await["check"], Value::Null);
    for number in 0..30 {
        owner.add(&root, &format!("Department {number}")).await;
    }
    let chain = checked(&app, &owner).await;
    assert_eq!((&chain["check"]["upto"], &chain["check"]["fault"]), (&chain["head"], &Value::Null));
    assert_eq!((&chain["check"]["hash"], &chain["check"]["by"]), (&chain["hash"], &json!("Ada Owner")));
    let entries = owner.activity(json!({ "page": { "limit": 500 } })).await;
    assert_eq!(entries[0]["hash"], chain["hash"]);
    for pair in entries.windows(2) {
        assert_eq!(pair[0]["previous"], pair[1]["hash"], "each names the one before");
    }
    assert_eq!(entries.last().unwrap()["previous"], "");
    let auditor = app.member(&owner, Role::Auditor).await;
    let by_auditor = checked(&app, &auditor).await;
    assert_eq!(by_auditor["check"]["fault"], Value::Null);
    assert_eq!(app.member(&owner, Role::Member).await.call("audit/chain", json!({})).await.status, 403);
}

#[tokio::test]
async fn a_broken_chain_says_where() {
    for (tampering, wanted) in [
        ("update audit set after = '{}' where seq = 3", json!(["altered", 3])),
        ("update audit set put_back = '{}' where seq = 3", json!(["altered", 3])),
        ("delete from audit where seq = 2", json!(["missing", 2])),
        ("delete from audit where seq = 5", json!(["missing", 5])),
    ] {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let root = owner.root().await;
        for name in ["Sales", "Crew", "Dock"] {
            owner.add(&root, name).await;
        }
        app.tamper(tampering).await;
        let chain = checked(&app, &owner).await;
        // The start of the check is an entry itself.
        assert_eq!(chain["check"]["fault"], wanted, "{tampering}");
    }
}

/// Must not be weakened: no door of the console or of the interface clears the activity.
#[tokio::test]
async fn nobody_clears_the_activity() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    owner.add(&owner.root().await, "Sales").await;
    let functions: Vec<&str> =
        server_fn::axum::server_fn_paths().map(|(path, _)| path).filter(|path| path.contains("/audit/")).collect();
    let mut names: Vec<&str> = functions.iter().filter_map(|path| path.rsplit('/').next()).collect();
    names.sort_unstable();
    assert_eq!(names, ["chain", "list", "look", "revert", "verify"], "a new one must not take anything away");
    let document = &muster::rest::openapi::DOCUMENT["paths"];
    for (path, operations) in document.as_object().unwrap().iter().filter(|(path, _)| path.contains("/audit")) {
        let methods: Vec<&String> = operations.as_object().unwrap().keys().collect();
        assert_eq!(methods, ["get"], "{path}");
    }
    for method in [reqwest::Method::DELETE, reqwest::Method::PUT, reqwest::Method::PATCH] {
        let answer = owner.send(owner.request(method.clone(), "/activity").header("origin", owner.origin())).await;
        assert_eq!(answer.status, 405, "{method}");
    }
    let before = app.count("select count(*) from audit").await;
    for client in [&owner] {
        for name in ["audit/clear", "audit/delete", "audit/erase"] {
            assert_eq!(client.call(name, json!({})).await.status, 404, "{name}");
        }
    }
    assert_eq!(app.count("select count(*) from audit").await, before);
}

#[tokio::test]
async fn what_the_filters_find_goes_home_in_three_kinds_of_file_and_is_told() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    for name in ["Sales", "Crew"] {
        owner.add(&root, name).await;
    }
    let query = json!({ "name": "sal" });
    assert_eq!(owner.activity(query.clone()).await.len(), 1, "a part of a name, however it is written");
    let csv = export(&owner, "activity", json!({ "query": query, "format": "csv" })).await;
    assert_eq!(csv.status, 200, "{}", csv.text());
    let text = csv.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines[1].contains("Sales") && lines[1].contains("Ada Owner") && !text.contains("Crew"), "{text}");
    let columns = json!(["number", "verb", "name", "after"]);
    let request = json!({ "query": { "verb": "create" }, "format": "json", "columns": columns });
    let answer = export(&owner, "activity", request).await;
    let rows = answer.json();
    let crew = rows.as_array().unwrap().iter().find(|row| row["name"] == "Crew").expect("it is there").clone();
    assert_eq!((&crew["verb"], crew.as_object().unwrap().len()), (&json!("create"), 4));
    let book = export(&owner, "activity", json!({ "query": {}, "format": "xlsx" })).await;
    assert_eq!(&book.body[..2], b"PK");
    let told = owner.activity(json!({ "verb": "export" })).await;
    assert_eq!(told.len(), 3);
    assert!(told[2]["after"].as_str().unwrap().contains("\"filters\":[\"name\"]"), "{told:?}");
    let member = app.member(&owner, Role::Member).await;
    assert_eq!(export(&member, "activity", json!({ "query": {}, "format": "csv" })).await.status, 403);
}
