//! Departments: the organisation's tree.

mod order;
mod people;
mod rights;

use crate::common::{Client, TestApp};
use serde_json::json;

async fn names(client: &Client) -> Vec<String> {
    client.tree().await.iter().map(|department| department["name"].as_str().expect("text").to_owned()).collect()
}

#[tokio::test]
async fn a_department_is_added_and_renamed_where_it_stands() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    assert_eq!((root["name"].as_str(), root["member_count"].as_i64()), (Some("Harbour Works"), Some(1)));
    let sales = owner.add(&root, "  Sales ").await;
    let north = owner.add(&sales, "North").await;
    assert_eq!((sales["name"].as_str(), sales["parent_id"].as_str()), (Some("Sales"), root["id"].as_str()));
    assert_eq!((north["position"].as_i64(), north["source"].as_str()), (Some(0), Some("manual")));

    let rename = json!({ "id": sales["id"], "name": "销售部", "revision": sales["revision"] });
    let renamed = owner.ask("departments/rename", rename).await;
    assert_ne!(renamed["revision"], sales["revision"]);
    assert_eq!(names(&owner).await, ["Harbour Works", "销售部", "North"]);
    app.sound().await;
}

#[tokio::test]
async fn a_name_has_limits_and_says_which_it_passed() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let sales = owner.add(&root, "Sales").await;
    let long = "部".repeat(65);
    for (name, fault) in [
        ("", "name missing"),
        (" \t ", "name missing"),
        (long.as_str(), "name too_long 64"),
        ("Sales/North", "name bad_character"),
        ("Sales\u{0}", "name bad_character"),
        ("Sales\u{202e}xe", "name bad_character"),
    ] {
        let add = json!({ "new": { "parent_id": root["id"], "name": name } });
        let rename = json!({ "id": sales["id"], "name": name, "revision": sales["revision"] });
        for answer in [owner.call("departments/add", add).await, owner.call("departments/rename", rename).await] {
            assert_eq!(answer.refusal(), (422, "invalid".into()), "{name:?}");
            assert_eq!(answer.faults(), [fault], "{name:?}");
        }
    }
    owner.add(&root, &"部".repeat(64)).await;
    assert_eq!(owner.tree().await.len(), 3);
}

#[tokio::test]
async fn siblings_never_share_a_name() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let sales = owner.add(&root, "Sales").await;
    let crew = owner.add(&root, "Crew").await;
    let elsewhere = owner.add(&crew, "SALES").await;

    let again = owner.call("departments/add", json!({ "new": { "parent_id": root["id"], "name": "sales" } })).await;
    assert_eq!((again.refusal(), again.faults()), ((422, "invalid".into()), vec!["name taken".to_owned()]));
    let rename = json!({ "id": crew["id"], "name": "Sales", "revision": crew["revision"] });
    assert_eq!(owner.call("departments/rename", rename).await.faults(), ["name taken"]);
    let moved = owner.put(&elsewhere, &root, None).await;
    assert_eq!((moved.refusal(), moved.faults()), ((422, "invalid".into()), vec!["name taken".to_owned()]));
    assert_eq!(owner.department(&elsewhere["id"]).await["parent_id"], crew["id"], "it stays where it was");
    let own = json!({ "id": sales["id"], "name": "SALES", "revision": sales["revision"] });
    assert_eq!(owner.ask("departments/rename", own).await["name"], "SALES", "its own name is free to it");
}

#[tokio::test]
async fn a_department_with_anybody_inside_stays_and_says_how_many() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let root = owner.root().await;
    let sales = owner.add(&root, "Sales").await;
    let north = owner.add(&sales, "North").await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let edit = json!({ "id": ann["id"], "revision": ann["revision"], "departments": [north["id"], sales["id"]] });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    let delete = |department: &serde_json::Value| json!({ "id": department["id"], "revision": department["revision"] });

    let refused = owner.call("departments/delete", delete(&sales)).await;
    assert_eq!(refused.refusal(), (409, "department_not_empty".into()));
    assert_eq!((refused.param("members"), refused.param("departments")), ("1".into(), "1".into()));
    let refused = owner.call("departments/delete", delete(&north)).await;
    assert_eq!((refused.param("members"), refused.param("departments")), ("1".into(), "0".into()));
    assert_eq!(owner.call("departments/delete", delete(&root)).await.refusal(), (422, "department_is_root".into()));
    assert_eq!(owner.tree().await.len(), 3);

    // Whoever left does not hold it; its link stays in force and leads to the top.
    let new = json!({ "new": { "department": north["id"] } });
    let link = owner.ask("invitations/create", new).await;
    assert_eq!(owner.step(&ann["id"], "terminate").await.status, 200);
    owner.ask("departments/delete", delete(&north)).await;
    owner.ask("departments/delete", delete(&sales)).await;
    assert_eq!(names(&owner).await, ["Harbour Works"]);
    let links = owner.ask("invitations/list", json!({ "ended": false })).await;
    assert_eq!((&links[0]["id"], links[0]["department"].is_null()), (&link["id"], true));
    let gone = owner.call("departments/delete", delete(&sales)).await;
    assert_eq!(gone.refusal(), (404, "not_found".into()));
    app.sound().await;
}
