//! Who heads a department, and who of two editors is told.

use crate::common::{Client, TestApp};
use futures::future::join_all;
use model::permission::Role;
use serde_json::{Value, json};

async fn set_heads(client: &Client, department: &Value, heads: &[&Value]) -> crate::common::Answer {
    let now = client.department(&department["id"]).await;
    let heads: Vec<_> = heads.iter().map(|head| &head["id"]).collect();
    let set = json!({ "id": now["id"], "heads": heads, "revision": now["revision"] });
    client.call("departments/set_heads", set).await
}

fn heads(department: &Value) -> Vec<&str> {
    department["heads"].as_array().expect("a list").iter().map(|head| head["name"].as_str().expect("text")).collect()
}

#[tokio::test]
async fn heads_are_set_replaced_and_shown_with_the_department_and_the_member() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let zoe = app.person(&owner, "Zoë Zander", "zoe@example.com", "").await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    let set = set_heads(&owner, &sales, &[&zoe, &ann, &ann]).await;
    assert_eq!(set.status, 200, "{}", set.text());
    assert_eq!(heads(&owner.department(&sales["id"]).await), ["Ann Able", "Zoë Zander"], "each once, by name");
    let detail = owner.ask("members/get", json!({ "id": zoe["id"] })).await;
    assert_eq!(detail["heads"], json!([[sales["id"], "Sales"]]));

    assert_eq!(set_heads(&owner, &sales, &[&ann]).await.status, 200);
    assert_eq!(heads(&owner.department(&sales["id"]).await), ["Ann Able"]);
    // Who left is no head any more; who is restored is one again.
    owner.step(&ann["id"], "terminate").await;
    assert!(heads(&owner.department(&sales["id"]).await).is_empty());
    owner.step(&ann["id"], "restore").await;
    assert_eq!(heads(&owner.department(&sales["id"]).await), ["Ann Able"]);
    assert_eq!(set_heads(&owner, &sales, &[]).await.status, 200);
    assert!(heads(&owner.department(&sales["id"]).await).is_empty());
}

#[tokio::test]
async fn only_active_members_of_the_organisation_head_a_department() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let stranger = app.stranger().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let ann = app.person(&owner, "Ann Able", "ann@example.com", "").await;
    owner.step(&ann["id"], "suspend").await;
    let theirs = stranger.me().await["member"].clone();
    for wrong in [ann["id"].clone(), theirs, json!("none")] {
        let refused = set_heads(&owner, &sales, &[&json!({ "id": wrong })]).await;
        assert_eq!((refused.refusal(), refused.faults()), ((422, "invalid".into()), vec!["heads unknown".to_owned()]));
    }
    let many: Vec<Value> = (0..21).map(|number| json!({ "id": number.to_string() })).collect();
    let refused = set_heads(&owner, &sales, &many.iter().collect::<Vec<_>>()).await;
    assert_eq!(refused.faults()[0].split(' ').take(2).collect::<Vec<_>>(), ["heads", "out_of_range"]);
    assert!(heads(&owner.department(&sales["id"]).await).is_empty());
}

#[tokio::test]
async fn the_second_of_two_editors_is_told_who_was_first_and_nothing_is_written() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let admin = app.member(&owner, Role::AccountAdmin).await;
    let root = owner.root().await;
    let sales = owner.add(&root, "Sales").await;
    let seen = &sales["revision"];
    owner.ask("departments/rename", json!({ "id": sales["id"], "name": "Trade", "revision": seen })).await;
    for (function, arguments) in [
        ("departments/rename", json!({ "id": sales["id"], "name": "Shop", "revision": seen })),
        ("departments/delete", json!({ "id": sales["id"], "revision": seen })),
        ("departments/set_heads", json!({ "id": sales["id"], "heads": [], "revision": seen })),
        (
            "departments/move_to",
            json!({ "to": { "id": sales["id"], "parent_id": root["id"], "before": null, "revision": seen } }),
        ),
    ] {
        let refused = admin.call(function, arguments).await;
        assert_eq!(refused.refusal(), (409, "stale".into()), "{function}");
        let told = (refused.param("name"), refused.param("by"), refused.param("fields"));
        assert_eq!(told, ("Trade".into(), "Ada Owner".into(), "name".into()), "{function}");
    }
    assert_eq!(owner.department(&sales["id"]).await["name"], "Trade");
}

#[tokio::test]
async fn of_many_editors_at_once_one_is_heard() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let sales = owner.add(&owner.root().await, "Sales").await;
    let renames = (0..8).map(|number| {
        let rename = json!({ "id": sales["id"], "name": format!("Sales {number}"), "revision": sales["revision"] });
        owner.call("departments/rename", rename)
    });
    let answers = join_all(renames).await;
    let heard: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(heard.len(), 1, "{answers:?}");
    assert_eq!(owner.department(&sales["id"]).await["name"], heard[0].json()["name"]);
    assert!(answers.iter().filter(|answer| answer.status != 200).all(|answer| answer.code() == "stale"), "{answers:?}");
}
