//! Tags of the organisation's own.

use super::Shop;
use crate::common::TestApp;
use serde_json::{Value, json};

async fn tag(owner: &crate::common::Client, group: &str, name: &str) -> Value {
    owner.ask("customers/save_tag", json!({ "save": { "group": group, "name": name } })).await
}

#[tokio::test]
async fn many_are_tagged_at_once_and_that_is_undone() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let (vip, cold) = (tag(&shop.owner, "Level", "Golden").await, tag(&shop.owner, "Level", "Cold").await);
    let ids: Vec<&Value> = rows[..3].iter().map(|row| &row["id"]).collect();
    let put = json!({ "tagging": { "ids": ids, "add": [vip["id"]] } });
    let done = shop.owner.ask("customers/tag", put.clone()).await;
    assert!(done["outcomes"].as_array().unwrap().iter().all(|one| one["problem"].is_null()));
    let tagged = json!({ "tags": [vip["id"]] });
    assert_eq!(shop.found(tagged.clone()).await.len(), 3);
    assert_eq!(shop.found(json!({ "search": "golden" })).await.len(), 3, "found by the tag's name");
    assert_eq!(shop.owner.ask("customers/tag", put).await["set"], json!(null), "who carries it already is left alone");
    let swap = json!({ "tagging": { "ids": [ids[0]], "add": [cold["id"]], "remove": [vip["id"]] } });
    let swapped = shop.owner.ask("customers/tag", swap).await;
    assert_eq!(shop.found(tagged.clone()).await.len(), 2);
    shop.owner.ask("changes/undo", json!({ "id": swapped["set"] })).await;
    shop.app.work().await;
    assert_eq!(shop.found(tagged.clone()).await.len(), 3);
    // Two of the three were not touched since; the third was, twice.
    shop.owner.ask("changes/undo", json!({ "id": done["set"] })).await;
    shop.app.work().await;
    assert_eq!(shop.found(tagged).await.len(), 1);
    shop.app.sound().await;
}

#[tokio::test]
async fn all_that_a_query_finds_are_tagged_after_review() {
    let shop = Shop::open().await;
    let vip = tag(&shop.owner, "", "Golden").await;
    let member = shop.rows().await[0]["owners"][0]["member_id"].clone();
    let hers = shop.found(json!({ "owner": member, "page": { "limit": 500 } })).await.len();
    let many = json!({ "tagging": { "query": { "owner": member }, "add": [vip["id"]] } });
    let run = shop.owner.ask("customers/tag_many", many).await;
    shop.app.work().await;
    let run = shop.owner.ask("runs/get", json!({ "id": run["id"] })).await;
    assert_eq!((&run["state"], &run["counts"]["change"]), (&json!("waiting_review"), &json!(hers)));
    assert_eq!(shop.found(json!({ "tags": [vip["id"]] })).await.len(), 0);
    shop.app.apply(&shop.owner, &run["change_set"]).await;
    assert_eq!(shop.found(json!({ "tags": [vip["id"]], "page": { "limit": 500 } })).await.len(), hers);
    shop.owner.ask("changes/undo", json!({ "id": run["change_set"] })).await;
    shop.app.work().await;
    assert_eq!(shop.found(json!({ "tags": [vip["id"]] })).await.len(), 0);
    shop.app.sound().await;
}

#[tokio::test]
async fn a_tag_has_a_name_of_its_own_in_its_group_and_goes_only_when_nobody_carries_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let vip = tag(&owner, "Level", "Golden").await;
    let again = json!({ "save": { "group": "Level", "name": "Golden" } });
    assert_eq!(owner.call("customers/save_tag", again).await.refusal(), (409, "taken".to_owned()));
    tag(&owner, "Other", "Golden").await;
    let rename = json!({ "rename": { "group": "Other", "name": "Level" } });
    assert_eq!(owner.call("customers/rename_group", rename).await.refusal(), (409, "taken".to_owned()));
    let added = owner.ask("customers/add", json!({ "add": { "name": "Lin", "tags": [vip["id"]] } })).await;
    let refused = owner.call("customers/delete_tag", json!({ "id": vip["id"], "revision": 1 })).await;
    assert_eq!((refused.refusal(), refused.param("count")), ((409, "tag_in_use".to_owned()), "1".to_owned()));
    let off = json!({ "edit": { "id": added["row"]["id"], "revision": 1, "tags": [] } });
    assert_eq!(owner.ask("customers/edit", off).await["own_tags"], json!([]));
    owner.ask("customers/delete_tag", json!({ "id": vip["id"], "revision": 1 })).await;
    assert_eq!(owner.ask("customers/tag_rows", json!({})).await.as_array().unwrap().len(), 1);
    let told = owner.activity(json!({ "subject": "tag" })).await;
    assert_eq!(told[0]["verb"], "delete");
}

#[tokio::test]
async fn a_renamed_tag_finds_its_customers_by_the_new_name() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let vip = tag(&owner, "", "Golden").await;
    owner.ask("customers/add", json!({ "add": { "name": "Lin", "tags": [vip["id"]] } })).await;
    owner
        .ask(
            "customers/save_tag",
            json!({ "save": { "id": vip["id"], "revision": 1, "group": "Level", "name": "Silver" } }),
        )
        .await;
    app.work().await;
    let found = async |words: &str| {
        let page = owner.ask("customers/list", json!({ "query": { "search": words } })).await;
        page["items"].as_array().unwrap().len()
    };
    assert_eq!((found("silver").await, found("golden").await), (1, 0));
    app.sound().await;
}

#[tokio::test]
async fn tags_of_a_platform_are_not_put_on_here() {
    let shop = Shop::open().await;
    let rows = shop.owner.ask("customers/tag_rows", json!({})).await;
    let theirs = rows.as_array().unwrap().iter().find(|row| row["connection"].is_string()).unwrap();
    let id = &rows.as_array().unwrap()[0]["tag"]["id"];
    assert!(theirs["used"].as_i64().unwrap() >= 0);
    let customer = shop.rows().await[0]["id"].clone();
    let put = json!({ "tagging": { "ids": [customer], "add": [id] } });
    assert_eq!(shop.owner.call("customers/tag", put).await.faults(), ["add unknown"]);
    assert_eq!(shop.owner.call("customers/delete_tag", json!({ "id": id, "revision": 1 })).await.status, 404);
}

#[tokio::test]
async fn who_comes_back_from_the_bin_has_his_tags() {
    let shop = Shop::open().await;
    let vip = tag(&shop.owner, "", "Golden").await;
    let id = shop.rows().await[0]["id"].clone();
    shop.owner.ask("customers/tag", json!({ "tagging": { "ids": [id], "add": [vip["id"]] } })).await;
    let before = shop.whole(&id).await;
    shop.owner.ask("customers/delete", super::deletion(&[&id])).await;
    shop.owner.ask("customers/restore", json!({ "ids": [id] })).await;
    assert_eq!(shop.whole(&id).await, before);
    shop.app.sound().await;
}
