//! Who may touch which part of the tree.

use super::names;
use crate::common::{Branches, TestApp};
use serde_json::{Value, json};

#[tokio::test]
async fn a_department_admin_sees_and_changes_his_own_branch_only() {
    let Branches { app: _app, owner, root, sales, north, crew, head } = Branches::grow().await;
    assert_eq!(names(&head).await, ["Sales", "North"]);
    let south = head.add(&sales, "South").await;
    let to = |department: &Value, parent: &Value| json!({ "id": department["id"], "parent_id": parent["id"], "before": null, "revision": department["revision"] });

    for (function, arguments) in [
        ("departments/add", json!({ "new": { "parent_id": root["id"], "name": "Mine" } })),
        ("departments/add", json!({ "new": { "parent_id": crew["id"], "name": "Mine" } })),
        ("departments/rename", json!({ "id": crew["id"], "name": "Mine", "revision": crew["revision"] })),
        ("departments/delete", json!({ "id": crew["id"], "revision": crew["revision"] })),
        ("departments/set_heads", json!({ "id": crew["id"], "heads": [], "revision": crew["revision"] })),
        ("departments/move_to", json!({ "to": to(&crew, &sales) })),
        ("departments/move_to", json!({ "to": to(&south, &root) })),
    ] {
        assert_eq!(head.call(function, arguments).await.refusal(), (404, "not_found".into()), "{function}");
    }
    assert_eq!(head.put(&south, &north, None).await.status, 200, "inside his branch he may");
    assert_eq!(names(&owner).await, ["Harbour Works", "Sales", "Crew", "North", "South"]);

    // Moved away from him, the branch below is no longer his.
    assert_eq!(owner.put(&north, &crew, None).await.status, 200);
    assert_eq!(names(&head).await, ["Sales"]);
}

#[tokio::test]
async fn another_organisations_departments_do_not_exist() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let theirs = stranger.root().await;
    for id in [&sales["id"], &json!("none")] {
        for (function, arguments) in [
            ("departments/add", json!({ "new": { "parent_id": id, "name": "A" } })),
            ("departments/rename", json!({ "id": id, "name": "A", "revision": 1 })),
            ("departments/delete", json!({ "id": id, "revision": 1 })),
            ("departments/set_heads", json!({ "id": id, "heads": [], "revision": 1 })),
            (
                "departments/move_to",
                json!({ "to": { "id": id, "parent_id": theirs["id"], "before": null, "revision": 1 } }),
            ),
            (
                "departments/move_to",
                json!({ "to": { "id": theirs["id"], "parent_id": id, "before": null, "revision": 1 } }),
            ),
            ("members/list", json!({ "query": { "department": id } })),
            ("members/counts", json!({ "query": { "department": id, "below": true } })),
        ] {
            assert_eq!(
                stranger.call(function, arguments).await.refusal(),
                (404, "not_found".into()),
                "{function} {id}"
            );
        }
    }
    assert_eq!(names(&stranger).await, ["Other Works"]);
    assert_eq!(owner.department(&sales["id"]).await["name"], "Sales");
}
