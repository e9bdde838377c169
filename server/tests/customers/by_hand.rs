//! Adding and editing customers by hand.

use super::Shop;
use crate::common::{Branches, TestApp};
use model::permission::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn a_customer_is_added_with_owner_and_tags_and_found_by_all_of_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let me = owner.me().await["member"].clone();
    let tag = owner.ask("customers/save_tag", json!({ "save": { "group": "Level", "name": "Golden" } })).await;
    let add = json!({ "add": {
        "name": "林华", "company": "Riverside Ltd", "position": "Buyer", "phone": "138 0000 0001",
        "email": "Lin@Example.com", "note": "Calls on Fridays", "owners": [me], "tags": [tag["id"]],
    } });
    let added = owner.ask("customers/add", add).await;
    assert_eq!(added["row"]["phone"], "+8613800000001");
    assert_eq!(added["row"]["owners"][0]["member_id"], me);
    assert_eq!(added["own_tags"], json!([tag]));
    assert_eq!(
        (&added["state"], &added["row"]["source"], &added["locks"]),
        (&json!("live"), &json!("manual"), &json!([]))
    );
    assert_eq!(added["history"][0]["verb"], "create");
    for words in ["linhua", "lh", "林华", "riverside", "0000001", "lin@example", "golden"] {
        let page = owner.ask("customers/list", json!({ "query": { "search": words } })).await;
        assert_eq!(page["items"].as_array().unwrap().len(), 1, "{words}");
    }
}

#[tokio::test]
async fn somebody_with_the_same_number_is_named_before_he_is_added_twice() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let add = |name: &str, even: bool| json!({ "add": { "name": name, "phone": "+8613800000001", "email": "lin@example.com", "even_if_here": even } });
    let first = owner.ask("customers/add", add("Lin", false)).await;
    let again = owner.call("customers/add", add("Lyn", false)).await;
    assert_eq!(again.refusal(), (409, "taken".to_owned()));
    assert_eq!((again.param("field").as_str(), again.param("name").as_str()), ("phone", "Lin"));
    assert_eq!(json!(again.param("customer")), first["row"]["id"]);
    let second = owner.ask("customers/add", add("Lyn", true)).await;
    let alike = owner.ask("customers/alike", json!({ "id": second["row"]["id"] })).await;
    assert_eq!(alike[0]["row"]["id"], first["row"]["id"]);
    assert_eq!(alike[0]["likeness"], json!(["phone", "email"]));
}

#[tokio::test]
async fn fields_at_fault_are_named_and_nothing_is_written() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let add = json!({ "add": { "name": " ", "phone": "12", "email": "nobody" } });
    let wrong = owner.call("customers/add", add).await;
    assert_eq!(wrong.faults(), ["name missing", "phone malformed", "email malformed"]);
    let unknown = |field: &str| json!({ "add": { "name": "A", field: ["none"] } });
    assert_eq!(owner.call("customers/add", unknown("owners")).await.faults(), ["owners unknown"]);
    assert_eq!(owner.call("customers/add", unknown("tags")).await.faults(), ["tags unknown"]);
    assert_eq!(app.count("select count(*) from customers").await, 0);
}

#[tokio::test]
async fn an_edit_is_told_field_by_field_and_the_second_of_two_is_refused() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let me = owner.me().await["member"].clone();
    let added = owner.ask("customers/add", json!({ "add": { "name": "Lin", "owners": [me] } })).await;
    let id = &added["row"]["id"];
    let edit = json!({ "edit": { "id": id, "revision": 1, "company": "Riverside", "email": "lin@example.com", "owners": [] } });
    let edited = owner.ask("customers/edit", edit.clone()).await;
    assert_eq!((&edited["row"]["company"], &edited["row"]["owners"]), (&json!("Riverside"), &json!([])));
    let told = owner.activity(json!({ "verb": "update", "subject": "customer" })).await;
    let name = owner.row(&me).await["name"].clone();
    let of = |part: &str| serde_json::from_str::<Value>(told[0][part].as_str().unwrap()).unwrap();
    assert_eq!(of("before"), json!({ "company": "", "email": "", "owners": [name] }));
    assert_eq!(of("after"), json!({ "company": "Riverside", "email": "lin@example.com", "owners": [] }));
    let stale = owner.call("customers/edit", edit).await;
    assert_eq!(stale.refusal(), (409, "stale".to_owned()));
    assert_eq!(owner.ask("customers/list", json!({ "query": { "search": "riverside" } })).await["items"][0]["id"], *id);
}

#[tokio::test]
async fn what_wecom_tells_of_a_customer_is_padlocked_and_the_rest_is_not() {
    let shop = Shop::open().await;
    let row = shop.rows().await.remove(0);
    let edit =
        |field: &str, text: &str| json!({ "edit": { "id": row["id"], "revision": row["revision"], field: text } });
    let refused = shop.owner.call("customers/edit", edit("name", "Other")).await;
    assert_eq!(refused.refusal(), (409, "owned_upstream".to_owned()));
    let detail = shop.owner.ask("customers/get", json!({ "id": row["id"] })).await;
    let locked: Vec<_> = detail["locks"].as_array().unwrap().iter().map(|lock| lock[0].clone()).collect();
    assert_eq!(locked, ["name", "company", "position", "owners"]);
    shop.owner.ask("customers/edit", edit("note", "Prefers letters")).await;
    shop.sync().await;
    assert_eq!(shop.owner.ask("customers/get", json!({ "id": row["id"] })).await["note"], "Prefers letters");
}

#[tokio::test]
async fn a_department_admin_adds_for_his_own_people_only() {
    let Branches { app, owner, sales, crew, head: admin, .. } = Branches::grow().await;
    let person = async |name: &str, department: &Value| {
        let row = app.person(&owner, name, &format!("{name}@example.com"), "").await;
        let edit = json!({ "id": row["id"], "revision": row["revision"], "departments": [department["id"]] });
        owner.ask("members/edit", json!({ "edit": edit })).await;
        row["id"].clone()
    };
    let (ann, bob) = (person("ann", &sales).await, person("bob", &crew).await);
    let add = |owners: Value| json!({ "add": { "name": "Lin", "owners": owners } });
    assert_eq!(admin.call("customers/add", add(json!([]))).await.faults(), ["owners missing"]);
    assert_eq!(admin.call("customers/add", add(json!([bob]))).await.faults(), ["owners unknown"]);
    let added = admin.ask("customers/add", add(json!([ann]))).await;
    let other = owner.ask("customers/add", json!({ "add": { "name": "Mo", "owners": [bob] } })).await;
    let seen = admin.ask("customers/list", json!({ "query": {} })).await;
    assert_eq!(seen["items"].as_array().unwrap().len(), 1);
    let edit = |id: &Value| json!({ "edit": { "id": id, "revision": 1, "note": "x" } });
    assert_eq!(admin.call("customers/edit", edit(&other["row"]["id"])).await.status, 404);
    let alone = json!({ "edit": { "id": added["row"]["id"], "revision": 1, "owners": [] } });
    assert_eq!(admin.call("customers/edit", alone).await.faults(), ["owners missing"], "he would see him no longer");
    admin.ask("customers/edit", edit(&added["row"]["id"])).await;
    let auditor = app.member(&owner, Role::Auditor).await;
    assert_eq!(auditor.call("customers/add", add(json!([ann]))).await.refusal(), (403, "forbidden".to_owned()));
}
