//! Departments.

use super::{errors, text};
use crate::common::{TestApp, find};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn a_department_is_made_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["departments.write"]).await;
    let root = owner.root().await;
    let made = script.post("/departments", json!({ "name": "Sales", "parent_id": root["id"], "colour": "red" })).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let sales = made.json();
    let path = format!("/departments/{}", text(&sales["id"]));
    assert_eq!(made.location(), format!("/api/v1{path}"));
    assert_eq!(
        sales,
        json!({ "id": sales["id"], "name": "Sales", "parent_id": root["id"], "order": 0, "head_ids": [],
            "member_count": 0, "member_count_total": 0 })
    );
    let read = script.get(&path).await;
    assert_eq!((read.json(), read.header("etag")), (sales.clone(), made.header("etag")));

    let crew = script.post("/departments", json!({ "name": "Crew", "parent_id": root["id"] })).await.json();
    let ada = owner.me().await["member"].clone();
    let change = json!({ "name": "Trade", "parent_id": crew["id"], "head_ids": [ada] });
    let changed = script.patch(&path, read.header("etag"), change).await;
    assert_eq!(changed.status, 200, "{}", changed.text());
    let trade = changed.json();
    assert_eq!(
        (&trade["name"], &trade["parent_id"], &trade["head_ids"]),
        (&json!("Trade"), &crew["id"], &json!([ada]))
    );
    let shown = owner.department(&sales["id"]).await;
    assert_eq!((&shown["name"], &shown["parent_id"]), (&json!("Trade"), &crew["id"]));

    let gone = script.delete(&path, changed.header("etag")).await;
    assert_eq!((gone.status.as_u16(), gone.text().as_str()), (204, ""));
    assert_eq!(script.get(&path).await.status, 404);
    assert_eq!(app.count("select count(*) from departments where name = 'Trade'").await, 0);
    assert_eq!(script.items("/departments").await.len(), 2);
}

#[tokio::test]
async fn a_change_from_an_old_revision_is_refused_and_so_is_one_from_none() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["departments.write"]).await;
    let root = owner.root().await;
    let made = script.post("/departments", json!({ "name": "Sales", "parent_id": root["id"] })).await;
    let path = format!("/departments/{}", text(&made.json()["id"]));
    assert_eq!(script.patch(&path, made.header("etag"), json!({ "name": "Trade" })).await.status, 200);
    for tag in [made.header("etag"), "\"x\"", "*"] {
        let late = script.patch(&path, tag, json!({ "name": "Commerce" })).await;
        assert_eq!(late.refusal(), (409, "stale".to_owned()), "{tag}");
        assert_eq!(script.delete(&path, tag).await.refusal(), (409, "stale".to_owned()));
    }
    let blind = script.send(script.request(Method::PATCH, &path).json(&json!({ "name": "Blind" }))).await;
    assert_eq!(blind.refusal(), (428, "if_match_missing".to_owned()));
    assert_eq!(script.get(&path).await.json()["name"], "Trade");
}

#[tokio::test]
async fn a_change_of_several_things_is_made_whole_or_not_at_all() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["departments.write"]).await;
    let root = owner.root().await;
    let sales = owner.add(&root, "Sales").await;
    let north = owner.add(&sales, "North").await;
    let path = format!("/departments/{}", text(&sales["id"]));
    let tag = script.get(&path).await.header("etag").to_owned();
    for (change, code) in [
        (json!({ "name": "Trade", "parent_id": north["id"] }), "department_cycle"),
        (json!({ "name": "Trade", "head_ids": ["nobody"] }), "invalid"),
        (json!({ "name": "Trade", "parent_id": "nowhere" }), "invalid"),
        (json!({ "name": "Trade", "before": north["id"] }), "invalid"),
    ] {
        let answer = script.patch(&path, &tag, change.clone()).await;
        assert_eq!(answer.refusal(), (422, code.to_owned()), "{change}: {}", answer.text());
    }
    let heads = script.patch(&path, &tag, json!({ "head_ids": ["nobody"] })).await;
    assert_eq!(errors(&heads), ["head_ids unknown"]);
    let now = script.get(&path).await;
    assert_eq!((now.json()["name"].clone(), now.header("etag")), (json!("Sales"), tag.as_str()));
    assert_eq!(app.count("select count(*) from audit where origin = 'api'").await, 0);
}

#[tokio::test]
async fn siblings_are_put_in_order_by_number_or_by_neighbour() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["departments.write"]).await;
    let root = owner.root().await;
    let mut ids = Vec::new();
    for name in ["A", "B", "C"] {
        ids.push(owner.add(&root, name).await["id"].clone());
    }
    let order = async || {
        let items = json!(script.items("/departments").await);
        let mut names: Vec<_> =
            ["A", "B", "C"].iter().map(|name| (find(&items, "name", name)["order"].as_i64(), *name)).collect();
        names.sort();
        names.into_iter().map(|(_, name)| name).collect::<String>()
    };
    let put = async |id: &serde_json::Value, change: serde_json::Value| {
        let path = format!("/departments/{}", text(id));
        let tag = script.get(&path).await.header("etag").to_owned();
        assert_eq!(script.patch(&path, &tag, change).await.status, 200);
    };
    put(&ids[2], json!({ "order": 0 })).await;
    assert_eq!(order().await, "CAB");
    put(&ids[2], json!({ "before": ids[1] })).await;
    assert_eq!(order().await, "ACB");
    put(&ids[0], json!({ "order": 99 })).await;
    assert_eq!(order().await, "CBA");
}

#[tokio::test]
async fn a_department_with_people_stays_and_names_of_siblings_differ() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["departments.write"]).await;
    let root = owner.root().await;
    let path = format!("/departments/{}", text(&root["id"]));
    let tag = script.get(&path).await.header("etag").to_owned();
    assert_eq!(script.delete(&path, &tag).await.refusal(), (422, "department_is_root".to_owned()));
    owner.add(&root, "Sales").await;
    let twin = script.post("/departments", json!({ "name": "sales ", "parent_id": root["id"] })).await;
    assert_eq!((twin.status.as_u16(), errors(&twin)), (422, vec!["name taken".to_owned()]));
}
