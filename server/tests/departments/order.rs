//! Moving departments, and putting them in order.

use super::names;
use crate::common::{Client, TestApp};
use futures::future::join_all;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Everything below the root in one chain, the highest first.
async fn chain(owner: &Client, root: &Value, length: usize) -> Vec<Value> {
    let mut chain = vec![root.clone()];
    for depth in 1..=length {
        chain.push(owner.add(&chain[depth - 1], &format!("Level {depth}")).await);
    }
    chain
}

#[tokio::test]
async fn siblings_are_put_in_order() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let (a, b, c) = (owner.add(&root, "A").await, owner.add(&root, "B").await, owner.add(&root, "C").await);
    assert_eq!(owner.put(&c, &root, Some(&a)).await.status, 200);
    assert_eq!(names(&owner).await[1..], ["C", "A", "B"]);
    assert_eq!(owner.put(&c, &root, Some(&b)).await.status, 200);
    assert_eq!(names(&owner).await[1..], ["A", "C", "B"]);
    assert_eq!(owner.put(&a, &root, None).await.status, 200);
    assert_eq!(names(&owner).await[1..], ["C", "B", "A"]);
    owner.add(&root, "D").await;
    assert_eq!(names(&owner).await[1..], ["C", "B", "A", "D"], "a new one comes last");
    let positions: Vec<_> = owner.tree().await[1..].iter().map(|one| one["position"].as_i64().unwrap()).collect();
    assert_eq!(positions, [0, 1, 2, 3]);
}

#[tokio::test]
async fn a_department_moves_with_everything_and_everybody_below_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let (a, b) = (owner.add(&root, "A").await, owner.add(&root, "B").await);
    let (one, two) = (owner.add(&a, "One").await, owner.add(&a, "Two").await);
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let edit = json!({ "id": ann["id"], "revision": ann["revision"], "departments": [one["id"], two["id"]] });
    owner.ask("members/edit", json!({ "edit": edit })).await;

    assert_eq!(owner.put(&a, &b, None).await.status, 200);
    assert_eq!(names(&owner).await, ["Harbour Works", "B", "A", "One", "Two"]);
    let b = owner.department(&b["id"]).await;
    assert_eq!((&b["member_count"], &b["member_count_total"]), (&json!(0), &json!(1)), "Ann counts once");
    let below = json!({ "department": b["id"], "below": true });
    assert_eq!(owner.names(below).await, ["Ann Able"]);
    assert_eq!(owner.names(json!({ "department": b["id"] })).await, Vec::<String>::new());
    assert_eq!(owner.put(&one, &root, None).await.status, 200);
    assert_eq!(owner.department(&b["id"]).await["member_count_total"], 1, "still by way of Two");
    app.sound().await;
}

#[tokio::test]
async fn a_department_never_goes_below_itself() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let chain = chain(&owner, &root, 3).await;
    let before = owner.tree().await;
    for (which, parent) in [(1, 1), (1, 2), (1, 3)] {
        let refused = owner.put(&chain[which], &chain[parent], None).await;
        assert_eq!(refused.refusal(), (422, "department_cycle".into()), "{which} below {parent}");
    }
    assert_eq!(owner.put(&root, &chain[1], None).await.refusal(), (422, "department_is_root".into()));
    assert_eq!(owner.tree().await, before);
}

#[tokio::test]
async fn the_tree_has_a_deepest_level() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let chain = chain(&owner, &root, 15).await;
    let deeper = json!({ "new": { "parent_id": chain[15]["id"], "name": "Level 16" } });
    let refused = owner.call("departments/add", deeper).await;
    assert_eq!((refused.refusal(), refused.param("limit")), ((422, "department_too_deep".into()), "15".into()));

    let branch = owner.add(&root, "Branch").await;
    owner.add(&branch, "Twig").await;
    let refused = owner.put(&branch, &chain[14], None).await;
    assert_eq!(refused.refusal(), (422, "department_too_deep".into()), "the twig would be too deep");
    assert_eq!(owner.put(&branch, &chain[13], None).await.status, 200);
}

#[tokio::test]
async fn two_who_move_at_once_never_close_a_circle() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let mut tops = Vec::new();
    for number in 0..6 {
        tops.push(owner.add(&root, &format!("Top {number}")).await);
    }
    // Each below the next, the last below the first, all from the tree as it was.
    let moves = (0..6).map(|at| {
        let (one, other) = (&tops[at], &tops[(at + 1) % 6]);
        json!({ "to": { "id": one["id"], "parent_id": other["id"], "before": null, "revision": one["revision"] } })
    });
    let answers = join_all(moves.map(|to| owner.call("departments/move_to", to))).await;
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status != 200).collect();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(refused[0].refusal(), (422, "department_cycle".into()));

    let tree = owner.tree().await;
    assert_eq!(tree.len(), 7);
    let parents: HashMap<_, _> = tree.iter().map(|one| (one["id"].as_str(), one["parent_id"].as_str())).collect();
    for department in &tree {
        let mut at = department["id"].as_str();
        for _ in 0..7 {
            at = at.and_then(|id| parents[&Some(id)]);
        }
        assert_eq!(at, None, "{} hangs below the root", department["name"]);
    }
    let paths = "select count(*) from departments d join departments p on p.id = d.parent_id \
                 where d.path <> p.path || d.id || '/' or d.depth <> p.depth + 1";
    assert_eq!(app.count(paths).await, 0, "stored paths agree with the parents");
}
