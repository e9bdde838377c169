//! The recycle bin of customers.

use super::{Shop, codes, deletion};
use connectors::wecom::fake::Action;
use model::permission::Role;
use serde_json::{Value, json};

/// A customer of one member, deleted here and added again there since; the ids here before, and there.
pub async fn here_again(shop: &Shop) -> (Value, Value) {
    let rows = shop.rows().await;
    let single = rows
        .iter()
        .find(|row| row["owners"].as_array().is_some_and(|owners| owners.len() == 1))
        .expect("one of one member")
        .clone();
    let external = shop.whole(&single["id"]).await["external_id"].clone();
    let member = shop.owner.ask("members/get", json!({ "id": single["owners"][0]["member_id"] })).await;
    shop.owner.ask("customers/delete", deletion(&[&single["id"]])).await;
    let userid = member["external_id"].as_str().expect("an id").to_owned();
    let text = external.as_str().expect("an id").to_owned();
    let fake = &shop.platform.running.fake;
    fake.act(Action::CustomerRemove { userid, external_userid: text.clone() }).expect("the fake does it");
    fake.advance(86_400);
    // With somebody else this time.
    let other = rows
        .iter()
        .find(|row| row["owners"][0]["member_id"] != single["owners"][0]["member_id"])
        .expect("somebody else's");
    let member = shop.owner.ask("members/get", json!({ "id": other["owners"][0]["member_id"] })).await;
    let userid = member["external_id"].as_str().expect("an id").to_owned();
    fake.act(Action::CustomerAdd { userid, external_userid: Some(text), state: None }).expect("the fake does it");
    assert_eq!(shop.sync().await["counts"]["add"], 1);
    (single, external)
}

async fn with_external(shop: &Shop, external: &Value) -> Value {
    for row in shop.rows().await {
        let detail = shop.whole(&row["id"]).await;
        if detail["external_id"] == *external {
            return detail;
        }
    }
    json!(null)
}

#[tokio::test]
async fn whoever_is_restored_is_as_before_and_restoring_can_be_undone() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let before = shop.whole(&rows[0]["id"]).await;
    shop.owner.ask("customers/delete", deletion(&[&rows[0]["id"], &rows[1]["id"]])).await;
    let entry = shop.bin().await.into_iter().find(|entry| entry["id"] == rows[0]["id"]).unwrap();
    let restored = shop.owner.ask("customers/restore", json!({ "ids": [rows[0]["id"], "nobody"] })).await;
    assert_eq!(codes(&restored), [json!(null), json!("not_found")]);
    assert_eq!(shop.whole(&rows[0]["id"]).await, before);
    assert_eq!(shop.bin().await.len(), 1);
    assert_eq!(shop.sync().await["state"], "done");

    shop.owner.ask("changes/undo", json!({ "id": restored["set"] })).await;
    shop.app.work().await;
    let again = shop.bin().await.into_iter().find(|entry| entry["id"] == rows[0]["id"]).unwrap();
    assert_eq!((&again["erase_at"], &again["reason"]), (&entry["erase_at"], &entry["reason"]), "his day stays");
    assert_eq!(shop.sync().await["counts"]["add"], 0, "the tombstone is back");
    shop.app.sound().await;
}

#[tokio::test]
async fn what_cannot_come_back_is_told_before() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let tagged = rows.iter().find(|row| !row["tags"].as_array().unwrap().is_empty()).unwrap();
    shop.owner.ask("customers/delete", deletion(&[&tagged["id"]])).await;
    shop.app.tamper("delete from relation_tags").await;
    shop.app.tamper("delete from tags").await;
    let restored = shop.owner.ask("customers/restore", json!({ "ids": [tagged["id"]] })).await;
    let rows = shop.owner.ask("changes/rows", json!({ "query": { "set": restored["set"] } })).await;
    let fields: Vec<&str> =
        rows["items"][0]["fields"].as_array().unwrap().iter().filter_map(|field| field["field"].as_str()).collect();
    assert_eq!(fields, ["owners", "tags_gone"]);
    assert_eq!(shop.whole(&tagged["id"]).await["row"]["tags"], json!([]));
}

#[tokio::test]
async fn one_who_is_here_again_becomes_one_with_him_or_stands_beside_him_or_stays() {
    for (resolution, records, owners) in [("take_theirs", 200, 2), ("add_new", 201, 1), ("keep_ours", 200, 1)] {
        let shop = Shop::open().await;
        let (old, external) = here_again(&shop).await;
        let asked = shop.owner.ask("customers/restore", json!({ "ids": [old["id"]] })).await;
        assert_eq!(codes(&asked), ["wrong_state"], "{resolution}");
        let page = shop.owner.ask("changes/rows", json!({ "query": { "set": asked["set"] } })).await;
        let row = &page["items"][0];
        assert_eq!((&row["verdict"], &row["reason"]), (&json!("conflict"), &json!("here_again")));
        let decided = json!({ "set": asked["set"], "row": row["id"], "resolution": resolution });
        shop.owner.ask("changes/resolve", decided).await;
        shop.app.apply(&shop.owner, &asked["set"]).await;
        assert_eq!(shop.rows().await.len(), records, "{resolution}");
        let detail = with_external(&shop, &external).await;
        assert_ne!(detail["row"]["id"], old["id"], "{resolution}");
        assert_eq!(detail["relations"].as_array().unwrap().len(), owners, "{resolution}");
        assert_eq!(shop.bin().await.len(), usize::from(resolution == "keep_ours"));
        assert_eq!(shop.sync().await["counts"]["add"], 0, "{resolution}");
        shop.app.sound().await;
    }
}

#[tokio::test]
async fn who_looks_after_departments_deletes_and_sees_only_whom_these_look_after() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let owner_of = |row: &Value| row["owners"][0]["member_id"].clone();
    let row = rows.iter().find(|row| row["owners"].as_array().unwrap().len() == 1).unwrap();
    let member = shop.owner.row(&owner_of(row)).await;
    let department = member["departments"][0]["department_id"].clone();
    let role = json!({ "save": { "name": "Desk", "permissions": ["customers.delete"], "scoped": true } });
    let role = shop.owner.ask("roles/save", role).await;
    let desk = shop.app.member(&shop.owner, Role::Member).await;
    let id = desk.me().await["member"].clone();
    let revision = shop.owner.row(&id).await["revision"].clone();
    let change = json!({ "id": id, "revision": revision, "role": role["id"], "scope": [department] });
    shop.owner.ask("members/change_role", json!({ "change": change })).await;
    let seen = desk.ask("customers/list", json!({ "query": { "page": { "limit": 500 } } })).await;
    let seen: Vec<&Value> = seen["items"].as_array().unwrap().iter().map(|row| &row["id"]).collect();
    let unseen = rows.iter().find(|row| !seen.contains(&&row["id"])).unwrap();
    let answer = desk.ask("customers/delete", deletion(&[&row["id"], &unseen["id"]])).await;
    assert_eq!(codes(&answer), [json!(null), json!("not_found")]);
    shop.owner.ask("customers/delete", deletion(&[&unseen["id"]])).await;
    let bin = desk.ask("customers/bin", json!({ "query": {} })).await;
    let ids: Vec<&Value> = bin["items"].as_array().unwrap().iter().map(|entry| &entry["id"]).collect();
    assert_eq!(ids, [&row["id"]]);
    assert_eq!(codes(&desk.ask("customers/restore", json!({ "ids": [unseen["id"]] })).await), ["not_found"]);
    let shared = rows.iter().filter(|row| row["owners"].as_array().unwrap().len() > 1 && seen.contains(&&row["id"]));
    for shared in shared.take(5) {
        let code = codes(&desk.ask("customers/delete", deletion(&[&shared["id"]])).await)[0].clone();
        assert!(code == "forbidden" || code.is_null(), "{code}");
    }
}

#[tokio::test]
async fn the_bin_is_searched_by_name_company_and_owner_without_an_index_of_names() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let ids: Vec<&Value> = rows.iter().take(40).map(|row| &row["id"]).collect();
    shop.owner.ask("customers/delete", deletion(&ids)).await;
    let all = shop.bin().await;
    let find = async |search: &str, page: Value| {
        shop.owner.ask("customers/bin", json!({ "query": { "search": search, "page": page } })).await
    };
    let wanted = all[7]["name"].as_str().unwrap();
    let found = find(wanted, json!({})).await;
    let names: Vec<&str> = found["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(!names.is_empty() && names.iter().all(|name| name.contains(wanted)), "{names:?}");
    let owner = all[3]["owners"][0]["name"].as_str().unwrap();
    let theirs = |one: &Value| one["owners"].as_array().unwrap().iter().any(|found| found["name"] == owner);
    let expected = all.iter().filter(|one| theirs(one)).count();
    assert_eq!(find(owner, json!({})).await["items"].as_array().unwrap().len(), expected);
    assert_eq!(find("nobody at all", json!({})).await["items"], json!([]));
    // Page by page it is the same.
    let (mut seen, mut cursor) = (0, Value::Null);
    loop {
        let page = find(owner, json!({ "limit": 1, "cursor": cursor })).await;
        seen += page["items"].as_array().unwrap().len();
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!(seen, expected);
    let head = shop.app.member(&shop.owner, Role::Auditor).await;
    assert_eq!(head.call("customers/bin", json!({ "query": { "search": wanted } })).await.status, 403);
}
