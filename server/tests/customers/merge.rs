//! Customers that are the same person become one, and two again.

use super::{Shop, codes};
use crate::common::{Branches, TestApp};
use serde_json::{Value, json};

fn merge(keep: &Value, ids: &[&Value]) -> Value {
    json!({ "merge": { "keep": keep, "ids": ids } })
}

#[tokio::test]
async fn what_two_know_becomes_one_and_two_again() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let me = owner.me().await["member"].clone();
    let ann = app.person(&owner, "Ann", "ann@example.com", "").await["id"].clone();
    let tag = owner.ask("customers/save_tag", json!({ "save": { "name": "Golden" } })).await;
    let add = async |fields: Value| owner.ask("customers/add", json!({ "add": fields })).await["row"]["id"].clone();
    let one = add(json!({ "name": "Lin", "company": "Riverside", "owners": [me], "note": "Buys" })).await;
    let two = add(json!({
        "name": "Lin Hua", "phone": "+8613800000001", "email": "lin@example.com", "owners": [me, ann],
        "tags": [tag["id"]], "note": "Pays",
    }))
    .await;
    owner.ask("customers/hold", json!({ "place": { "customer": two, "reason": "Lawsuit" } })).await;
    let whole = async |id: &Value| {
        let mut detail = owner.ask("customers/get", json!({ "id": id })).await;
        detail["history"] = json!([]);
        detail
    };
    let before = [whole(&one).await, whole(&two).await];
    let preview = owner.ask("customers/preview_merge", json!({ "ids": [one, two] })).await;
    assert_eq!(preview["sides"][0]["customer"]["row"]["id"], two, "the one whom more look after");
    assert_eq!(preview["sides"][1]["problem"], json!(null));

    let done = owner.ask("customers/merge", merge(&one, &[&two])).await;
    assert_eq!(codes(&done), [json!(null)]);
    let now = whole(&one).await;
    assert_eq!((&now["row"]["name"], &now["row"]["phone"]), (&json!("Lin"), &json!("+8613800000001")));
    assert_eq!((&now["row"]["email"], &now["note"]), (&json!("lin@example.com"), &json!("Buys\nPays")));
    assert_eq!(now["row"]["owners"].as_array().unwrap().len(), 2);
    assert_eq!((&now["own_tags"], now["holds"].as_array().unwrap().len()), (&json!([tag]), 1));
    assert_eq!(owner.ask("customers/get", json!({ "id": two })).await["row"]["id"], one, "the old address leads here");
    let page = owner.ask("customers/list", json!({ "query": { "search": "lin" } })).await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
    let told = owner.activity(json!({ "verb": "merge" })).await;
    let after: Value = serde_json::from_str(told[0]["after"].as_str().unwrap()).unwrap();
    assert_eq!((&told[0]["subject_id"], &after["merged"]), (&one, &json!("Lin Hua")));
    app.sound().await;

    owner.ask("changes/undo", json!({ "id": done["set"] })).await;
    app.work().await;
    assert_eq!([whole(&one).await, whole(&two).await], before);
    app.sound().await;
}

#[tokio::test]
async fn a_person_chooses_whose_value_counts() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let add = async |name: &str, company: &str| {
        let added = owner.ask("customers/add", json!({ "add": { "name": name, "company": company } })).await;
        added["row"]["id"].clone()
    };
    let (one, two, three) = (add("A", "").await, add("B", "Bakers").await, add("C", "Cooks").await);
    let request = json!({ "merge": { "keep": one, "ids": [two, three], "take": [["name", two], ["company", three]] } });
    let done = owner.ask("customers/merge", request).await;
    let row = owner.ask("customers/get", json!({ "id": one })).await["row"].clone();
    assert_eq!((&row["name"], &row["company"]), (&json!("B"), &json!("Cooks")));
    owner.ask("changes/undo", json!({ "id": done["set"] })).await;
    app.work().await;
    let page = owner.ask("customers/list", json!({ "query": { "sort": "name" } })).await;
    let names: Vec<&Value> = page["items"].as_array().unwrap().iter().map(|row| &row["name"]).collect();
    assert_eq!(names, ["A", "B", "C"]);
    let edited = owner.ask("customers/merge", merge(&one, &[&two])).await;
    let revision = owner.ask("customers/get", json!({ "id": one })).await["row"]["revision"].clone();
    owner.ask("customers/edit", json!({ "edit": { "id": one, "revision": revision, "note": "x" } })).await;
    owner.ask("changes/undo", json!({ "id": edited["set"] })).await;
    app.work().await;
    let rows = owner.ask("changes/rows", json!({ "query": { "set": edited["set"] } })).await;
    assert_eq!(
        (&rows["items"][0]["state"], &rows["items"][0]["problem"]["params"][0][1]),
        (&json!("kept"), &json!("edited"))
    );
    let bad = json!({ "merge": { "keep": one, "ids": [one] } });
    assert_eq!(owner.call("customers/merge", bad).await.faults(), ["ids missing"]);
    assert_eq!(owner.call("customers/merge", merge(&one, &[&json!("none")])).await.status, 404);
    app.sound().await;
}

#[tokio::test]
async fn whom_a_platform_knows_is_kept_and_goes_on_being_synchronised() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let (there, other) = (&rows[0], &rows[1]);
    let two = shop.owner.ask("customers/merge", merge(&there["id"], &[&other["id"]])).await;
    assert_eq!(codes(&two), [json!("two_there")]);
    let by_hand = shop
        .add(json!({ "name": "Lin", "phone": "+8613800000001", "owners": [there["owners"][0]["member_id"]] }))
        .await;
    let by_hand = by_hand["row"]["id"].clone();
    let wrong_way = shop.owner.ask("customers/merge", merge(&by_hand, &[&there["id"]])).await;
    assert_eq!(codes(&wrong_way), [json!("known_there")]);
    let before = shop.whole(&there["id"]).await;
    let done = shop.owner.ask("customers/merge", merge(&there["id"], &[&by_hand])).await;
    assert_eq!(codes(&done), [json!(null)]);
    let now = shop.whole(&there["id"]).await;
    assert_eq!((&now["row"]["name"], &now["row"]["phone"]), (&there["name"], &json!("+8613800000001")));
    let counts = shop.sync().await["counts"].clone();
    assert_eq!((&counts["add"], &counts["change"], &counts["leave"]), (&json!(0), &json!(0), &json!(0)));
    shop.owner.ask("changes/undo", json!({ "id": done["set"] })).await;
    shop.app.work().await;
    assert_eq!(shop.whole(&there["id"]).await, before);
    shop.app.sound().await;
}

#[tokio::test]
async fn duplicates_are_proposed_and_those_that_are_kept_apart_are_not_asked_about_again() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let add = async |name: &str, fields: Value| {
        let mut add = json!({ "name": name, "even_if_here": true });
        for (field, value) in fields.as_object().unwrap() {
            add[field] = value.clone();
        }
        owner.ask("customers/add", json!({ "add": add })).await["row"]["id"].clone()
    };
    let first = add("Lin", json!({ "phone": "+8613800000001" })).await;
    add("Lyn", json!({ "phone": "+8613800000001", "email": "LIN@example.com" })).await;
    add("Leen", json!({ "email": "lin@example.com" })).await;
    add("王芳", json!({ "company": "Riverside" })).await;
    add("王芳", json!({ "company": "Riverside" })).await;
    add("汪方", json!({ "company": "Riverside" })).await;
    let look = async || {
        let run = owner.ask("customers/duplicates", json!({})).await;
        app.work().await;
        owner.ask("runs/get", json!({ "id": run["id"] })).await
    };
    let run = look().await;
    assert_eq!((&run["counts"]["change"], &run["counts"]["conflict"]), (&json!(1), &json!(1)), "{run}");
    let rows = owner.ask("changes/rows", json!({ "query": { "set": run["change_set"] } })).await;
    let of =
        |verdict: &str| rows["items"].as_array().unwrap().iter().find(|row| row["verdict"] == verdict).unwrap().clone();
    assert_eq!((&of("change")["name"], &of("change")["reason"]), (&json!("Lyn"), &json!("same_phone")));
    assert_eq!(of("conflict")["reason"], "same_name_and_company");
    let keep = json!({ "set": run["change_set"], "row": of("conflict")["id"], "resolution": "keep_ours" });
    owner.ask("changes/resolve", keep).await;
    app.apply(&owner, &run["change_set"]).await;
    let row = owner.ask("customers/get", json!({ "id": first })).await["row"].clone();
    assert_eq!(row["email"], "LIN@example.com");
    // Now the one who was kept shares an address with the third.
    let run = look().await;
    assert_eq!((&run["counts"]["change"], &run["counts"]["conflict"]), (&json!(1), &json!(0)), "{run}");
    app.apply(&owner, &run["change_set"]).await;
    let run = look().await;
    assert_eq!((&run["counts"]["change"], &run["counts"]["conflict"]), (&json!(0), &json!(0)), "{run}");
    assert_eq!(app.count("select count(*) from customers").await, 4);
    app.sound().await;
}

#[tokio::test]
async fn nobody_merges_what_others_look_after() {
    let Branches { app, owner, sales, crew, head: admin, .. } = Branches::grow().await;
    let bob = app.person(&owner, "Bob", "bob@example.com", "").await;
    let edit = json!({ "id": bob["id"], "revision": bob["revision"], "departments": [crew["id"]] });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    let mine = admin.me().await["member"].clone();
    let row = owner.row(&mine).await;
    let edit = json!({ "id": mine, "revision": row["revision"], "departments": [sales["id"]] });
    owner.ask("members/edit", json!({ "edit": edit })).await;
    let add = async |owners: Value| {
        owner.ask("customers/add", json!({ "add": { "name": "Lin", "owners": owners } })).await["row"]["id"].clone()
    };
    let (his, both, others) =
        (add(json!([mine])).await, add(json!([mine, bob["id"]])).await, add(json!([bob["id"]])).await);
    let refused = admin.ask("customers/merge", merge(&his, &[&both])).await;
    assert_eq!(codes(&refused), [json!("forbidden")]);
    assert_eq!(admin.call("customers/merge", merge(&his, &[&others])).await.status, 404);
}

#[tokio::test]
async fn who_is_erased_takes_those_along_who_became_part_of_him() {
    let mut shop = Shop::open().await;
    let one = shop.add(json!({ "name": "Zephyrine Quill" })).await["row"]["id"].clone();
    let two = shop.add(json!({ "name": "Zephyrine Xantippe", "note": "Xylophone" })).await["row"]["id"].clone();
    shop.owner.ask("customers/merge", merge(&one, &[&two])).await;
    shop.owner.ask("customers/delete", super::deletion(&[&one])).await;
    shop.later(31).await;
    shop.app.sweep().await;
    for table in ["audit", "change_rows"] {
        let columns = if table == "audit" {
            "subject_name || before || after"
        } else {
            "name || fields || payload || restore || detail"
        };
        let sql =
            format!("select count(*) from {table} where {columns} like '%ephyrine%' or {columns} like '%ylophone%'");
        assert_eq!(shop.app.count(&sql).await, 0, "{table}");
    }
    shop.app.sound().await;
}
