//! Pages that are found by key.

use crate::common::{Client, TestApp};
use serde_json::{Value, json};

/// Every row from the first page to the last.
async fn all(owner: &Client, mut query: Value, limit: i64) -> Vec<Value> {
    let mut rows = Vec::new();
    query["page"] = json!({ "limit": limit });
    loop {
        let page = owner.page(query.clone()).await;
        let items = page["items"].as_array().expect("a list");
        assert!(items.len() as i64 <= limit && !items.is_empty(), "{page}");
        rows.extend(items.iter().cloned());
        if page["next_cursor"].is_null() {
            return rows;
        }
        assert_eq!(items.len() as i64, limit, "only the last page is short");
        query["page"]["cursor"] = page["next_cursor"].clone();
    }
}

fn column(rows: &[Value], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].as_str().expect("text").to_owned()).collect()
}

#[tokio::test]
async fn equal_names_never_make_a_row_appear_twice_or_not_at_all() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for number in 0..7 {
        app.person(&owner, "Li Wei", &format!("li{number}@example.com"), "").await;
    }
    app.person(&owner, "Aaron", "aaron@example.com", "").await;
    app.person(&owner, "张伟", "zhang@example.com", "").await;
    // Sorted by what the name is read as, and all made in the same millisecond.
    app.tamper("update members set created_at = 1").await;
    for sort in ["name", "newest"] {
        let whole = all(&owner, json!({ "sort": sort }), 500).await;
        assert_eq!(whole.len(), 10);
        for limit in [1, 2, 3, 9, 10] {
            let pages = all(&owner, json!({ "sort": sort }), limit).await;
            assert_eq!(column(&pages, "id"), column(&whole, "id"), "{sort} by {limit}");
        }
    }
    let names = column(&all(&owner, json!({}), 4).await, "name");
    assert_eq!(names[..2], ["Aaron", "Ada Owner"]);
    assert_eq!(names[9], "张伟", "zhangwei comes after Li Wei");
}

#[tokio::test]
async fn who_comes_or_goes_between_two_pages_moves_nobody_else() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let mut people = Vec::new();
    for name in ["Bea", "Cem", "Dora", "Eli"] {
        people.push(app.person(&owner, name, &format!("{name}@example.com"), "").await);
    }
    let active = json!({ "statuses": ["active"], "page": { "limit": 2, "count": true } });
    let first = owner.page(active.clone()).await;
    assert_eq!(
        (column(first["items"].as_array().unwrap(), "name"), &first["total"]),
        (vec!["Ada Owner".into(), "Bea".into()], &json!(5))
    );
    // The last one seen leaves, another one comes before it.
    owner.step(&people[0]["id"], "terminate").await;
    app.person(&owner, "Abe", "abe@example.com", "").await;
    let mut next = active;
    next["page"]["cursor"] = first["next_cursor"].clone();
    let second = owner.page(next).await;
    assert_eq!(column(second["items"].as_array().unwrap(), "name"), ["Cem", "Dora"]);
}

#[tokio::test]
async fn a_cursor_of_somebodys_own_making_is_refused() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.person(&owner, "Bea", "bea@example.com", "").await;
    let page = owner.page(json!({ "sort": "name", "page": { "limit": 1 } })).await;
    let name = page["next_cursor"].as_str().unwrap();
    for (sort, cursor) in [("name", "*"), ("name", "AAAA"), ("newest", name), ("name", "\u{1f}")] {
        let query = json!({ "query": { "sort": sort, "page": { "cursor": cursor, "limit": 1 } } });
        assert_eq!(owner.call("members/list", query).await.refusal(), (400, "malformed".into()), "{sort} {cursor}");
    }
    for bad in [json!({ "sort": "size" }), json!({ "statuses": ["gone"] }), json!({ "page": { "limit": -1 } })] {
        let answer = owner.call("members/list", json!({ "query": bad })).await;
        assert_eq!(answer.refusal(), (400, "malformed".into()), "{bad}");
    }
    assert_eq!(owner.names(json!({ "page": { "cursor": "", "limit": 0 } })).await.len(), 2);
}
