//! Pages of lists.

use super::{Script, text};
use crate::common::{Client, TestApp};
use serde_json::json;
use std::collections::BTreeSet;

async fn start() -> (TestApp, Client, Script) {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["all"]).await;
    (app, owner, script)
}

/// Reads a list to its end, so many at a time; each row's key.
async fn to_the_end(script: &Script, path: &str, key: &str, limit: usize) -> Vec<String> {
    let mut keys = Vec::new();
    let mut cursor = String::new();
    loop {
        let answer = script.get(&format!("{path}?limit={limit}&count=true&cursor={cursor}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let page = answer.json();
        let items = page["items"].as_array().expect("items");
        assert!(items.len() <= limit, "{path}");
        keys.extend(items.iter().map(|item| item[key].to_string()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => {
                assert_eq!(page["total"], keys.len(), "{path}");
                return keys;
            }
        }
    }
}

#[tokio::test]
async fn every_row_comes_once_however_small_the_pages() {
    let (app, owner, script) = start().await;
    let root = owner.root().await;
    for name in ["A", "B", "C", "D"] {
        owner.add(&root, name).await;
        app.applicant(&owner).await;
        script.post("/invitations", json!({ "kind": "link" })).await;
    }
    for (path, key, count) in [
        ("/departments", "id", 5),
        ("/members", "id", 5),
        ("/joins", "id", 4),
        ("/invitations", "id", 4),
        ("/runs", "id", 0),
    ] {
        let whole = to_the_end(&script, path, key, 500).await;
        assert_eq!(whole.len(), count, "{path}");
        for limit in [1, 2, 3] {
            assert_eq!(to_the_end(&script, path, key, limit).await, whole, "{path} by {limit}");
        }
        let once: BTreeSet<_> = whole.iter().collect();
        assert_eq!(once.len(), whole.len(), "{path}");
    }
    let entries = to_the_end(&script, "/audit", "seq", 3).await;
    assert_eq!(entries.len(), to_the_end(&script, "/audit", "seq", 500).await.len());
}

#[tokio::test]
async fn a_page_has_a_bound_and_counts_only_when_asked() {
    let (_app, _owner, script) = start().await;
    let page = script.get("/members").await.json();
    assert!(page.get("total").is_none(), "{page}");
    assert_eq!(page["next_cursor"], json!(null));
    assert_eq!(script.get("/members?limit=100000").await.status, 200, "held at 500");
    assert_eq!(text(&page["items"][0]["name"]), "Ada Owner");
}

#[tokio::test]
async fn a_cursor_goes_on_where_it_was_whatever_came_in_between() {
    let (app, owner, script) = start().await;
    let root = owner.root().await;
    for name in ["D", "H", "M", "R"] {
        owner.add(&root, name).await;
        app.person(&owner, &format!("{name} Person"), &format!("{name}@example.com"), "").await;
    }
    for (path, first) in [("/members", "/members?limit=2"), ("/departments", "/departments?limit=2")] {
        let before = to_the_end(&script, path, "name", 500).await;
        let page = script.get(first).await.json();
        let mut seen: Vec<String> =
            page["items"].as_array().expect("items").iter().map(|item| item["name"].to_string()).collect();
        // Before, between and behind what was read.
        for name in ["A", "E", "Z"] {
            owner.add(&root, &format!("{name} {}", path.len())).await;
            app.person(&owner, &format!("{name} New"), &format!("{name}{}@example.com", path.len()), "").await;
        }
        let mut cursor = text(&page["next_cursor"]).to_owned();
        loop {
            let page = script.get(&format!("{path}?limit=2&cursor={cursor}")).await.json();
            seen.extend(page["items"].as_array().expect("items").iter().map(|item| item["name"].to_string()));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        let once: BTreeSet<_> = seen.iter().collect();
        assert_eq!(once.len(), seen.len(), "{path}: nothing comes twice");
        assert!(before.iter().all(|name| seen.contains(name)), "{path}: nothing that was there is left out");
    }
}

#[tokio::test]
async fn a_batch_has_a_bound_and_what_is_named_twice_counts_once() {
    let (app, owner, script) = start().await;
    let many: Vec<String> = (0..1_001).map(|number| number.to_string()).collect();
    let delete = json!({ "ids": many, "reason": "A", "legal_basis": "gdpr_17_1_b" });
    for (path, body) in [
        ("/members/bulk", json!({ "verb": "suspend", "ids": many })),
        ("/joins/bulk", json!({ "verb": "refuse", "ids": many })),
        ("/customers/delete", delete),
        ("/customers/restore", json!({ "ids": many })),
    ] {
        let refused = script.post(path, body).await;
        assert_eq!(
            (refused.status.as_u16(), super::errors(&refused)),
            (422, vec!["ids out_of_range".to_owned()]),
            "{path}"
        );
    }
    let member = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let twice = json!({ "verb": "suspend", "ids": [member["id"], member["id"]] });
    let answer = script.post("/members/bulk", twice).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let suspended =
        format!("select count(*) from audit where verb = 'suspend' and subject_id = '{}'", text(&member["id"]));
    assert_eq!(app.count(&suspended).await, 1);
}
