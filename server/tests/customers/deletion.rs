//! Deleting customers.

use super::{Shop, codes, deletion};
use crate::common::platform::outcome;
use connectors::wecom::fake::Action;
use model::permission::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn who_is_deleted_is_gone_everywhere_and_lies_in_the_bin() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let (gone, other) = (&rows[0], &rows[1]);
    let impact = shop.owner.ask("customers/impact", json!({ "ids": [gone["id"]] })).await;
    let relations = shop.whole(&gone["id"]).await["relations"].as_array().unwrap().len();
    assert_eq!(impact[0], json!({ "kind": "customers", "count": 1, "outcome": "removed", "until": null }));
    assert_eq!(impact[1], json!({ "kind": "relations", "count": relations, "outcome": "removed", "until": null }));

    let deleted = shop.owner.ask("customers/delete", deletion(&[&gone["id"], &gone["id"]])).await;
    assert_eq!(codes(&deleted), [json!(null)], "one who stands there twice is one");
    assert_eq!(shop.rows().await.len(), 199);
    assert_eq!(shop.owner.call("customers/get", json!({ "id": gone["id"] })).await.status, 404);
    let found = shop.owner.ask("customers/list", json!({ "query": { "search": gone["name"] } })).await;
    assert!(found["items"].as_array().unwrap().iter().all(|row| row["id"] != gone["id"]));
    let id = gone["id"].as_str().unwrap();
    for place in [
        "customers where id",
        "customer_links where customer_id",
        "relations where customer_id",
        "search_entries where subject_id",
        "search_grams where subject_id",
    ] {
        assert_eq!(shop.app.count(&format!("select count(*) from {place} = '{id}'")).await, 0, "{place}");
    }
    assert!(shop.rows().await.iter().any(|row| row["id"] == other["id"]));

    let bin = shop.bin().await;
    assert_eq!(bin.len(), 1);
    assert_eq!((&bin[0]["name"], &bin[0]["reason"]), (&gone["name"], &json!("Asked us to")));
    assert_eq!((&bin[0]["basis"], &bin[0]["deleted_by"]), (&json!("gdpr_17_1_b"), &json!("Ada Owner")));
    assert_eq!(bin[0]["relations"], relations);
    let days = (bin[0]["erase_at"].as_i64().unwrap() - bin[0]["deleted_at"].as_i64().unwrap()) / model::moment::DAY;
    assert_eq!(days, 30);
    let name = gone["name"].as_str().unwrap();
    assert_eq!(
        shop.app.count(&format!("select count(*) from bin_customers where copy_sealed like '%{name}%'")).await,
        0
    );
    let told = &shop.owner.activity(json!({ "verb": "delete", "subject": "customer" })).await[0];
    assert_eq!((&told["subject_id"], &told["subject_name"]), (&gone["id"], &gone["name"]));
    shop.app.sound().await;
}

#[tokio::test]
async fn undo_brings_everything_back_as_it_was() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let ids: Vec<&Value> = rows.iter().take(40).map(|row| &row["id"]).collect();
    let mut before = Vec::new();
    for id in &ids {
        before.push(shop.whole(id).await);
    }
    let deleted = shop.owner.ask("customers/delete", deletion(&ids)).await;
    let set = shop.owner.ask("changes/get", json!({ "id": deleted["set"] })).await;
    assert_eq!((&set["kind"], &set["state"], outcome(&set, "applied")), (&json!("deletion"), &json!("applied"), 40));
    shop.owner.ask("changes/undo", json!({ "id": deleted["set"] })).await;
    shop.app.work().await;
    let set = shop.owner.ask("changes/get", json!({ "id": deleted["set"] })).await;
    assert_eq!((&set["state"], outcome(&set, "undone")), (&json!("undone"), 40));
    for (id, before) in ids.iter().zip(before) {
        assert_eq!(shop.whole(id).await, before);
    }
    assert_eq!(shop.bin().await.len(), 0);
    let found = shop.owner.ask("customers/list", json!({ "query": { "search": rows[0]["name"] } })).await;
    assert!(
        found["items"].as_array().unwrap().iter().any(|row| row["id"] == rows[0]["id"]),
        "the index knows them again"
    );
    let run = shop.sync().await;
    assert_eq!((&run["state"], &run["counts"]["change"]), (&json!("done"), &json!(0)), "{run}");
    shop.app.sound().await;
}

#[tokio::test]
async fn no_synchronisation_brings_back_who_was_deleted_unless_he_was_added_anew() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let single = rows.iter().find(|row| row["owners"].as_array().unwrap().len() == 1).unwrap();
    let detail = shop.whole(&single["id"]).await;
    let member = shop.owner.ask("members/get", json!({ "id": single["owners"][0]["member_id"] })).await;
    let external = detail["external_id"].as_str().unwrap().to_owned();
    let userid = member["external_id"].as_str().unwrap().to_owned();
    let remove = Action::CustomerRemove { userid: userid.clone(), external_userid: external.clone() };
    shop.owner.ask("customers/delete", deletion(&[&single["id"]])).await;
    let run = shop.sync().await;
    assert_eq!((&run["state"], &run["counts"]["add"], &run["counts"]["leave"]), (&json!("done"), &json!(0), &json!(0)));
    assert_eq!(shop.rows().await.len(), 199);
    let stored = format!("select count(*) from customer_tombstones where external_hash like '%{external}%'");
    assert_eq!(shop.app.count(&stored).await, 0, "not even the id there is kept");

    shop.platform.running.fake.act(remove).unwrap();
    shop.platform.running.fake.advance(86_400);
    let add = Action::CustomerAdd { userid, external_userid: Some(external), state: None };
    shop.platform.running.fake.act(add).unwrap();
    let run = shop.sync().await;
    assert_eq!(run["counts"]["add"], 1, "{run}");
    assert_eq!(shop.rows().await.len(), 200);
}

#[tokio::test]
async fn above_the_number_that_the_organisation_sets_a_second_person_carries_it_out() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let rules = json!({ "rules": { "bin_days": 10, "keep_days": null, "second_above": 2, "revision": 0 } });
    shop.owner.ask("customers/save_rules", rules.clone()).await;
    assert_eq!(shop.owner.call("customers/save_rules", rules).await.refusal(), (409, "stale".into()));
    let few: Vec<&Value> = rows.iter().take(2).map(|row| &row["id"]).collect();
    assert_eq!(codes(&shop.owner.ask("customers/delete", deletion(&few)).await), [json!(null), json!(null)]);
    let many: Vec<&Value> = rows.iter().skip(2).take(3).map(|row| &row["id"]).collect();
    let waits = shop.owner.ask("customers/delete", deletion(&many)).await;
    assert_eq!(codes(&waits), ["second_person", "second_person", "second_person"]);
    assert_eq!(shop.rows().await.len(), 198);
    let apply = json!({ "id": waits["set"], "word": "" });
    let alone = shop.owner.call("changes/apply", apply.clone()).await;
    assert_eq!((alone.refusal(), alone.param("by")), ((409, "second_person".into()), "Ada Owner".into()));
    let admin = shop.app.member(&shop.owner, Role::AccountAdmin).await;
    admin.ask("changes/apply", apply).await;
    shop.app.work().await;
    assert_eq!(shop.rows().await.len(), 195);
    let days = |entry: &Value| {
        (entry["erase_at"].as_i64().unwrap() - entry["deleted_at"].as_i64().unwrap()) / model::moment::DAY
    };
    assert!(shop.bin().await.iter().all(|entry| days(entry) == 10));
}

#[tokio::test]
async fn all_that_a_search_finds_are_proposed_reviewed_and_deleted() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let owner_of = rows[0]["owners"][0]["member_id"].clone();
    let query = json!({ "owner": owner_of });
    let wanted =
        shop.owner.ask("customers/list", json!({ "query": { "owner": owner_of, "page": { "count": true } } })).await;
    let wanted = wanted["total"].as_i64().unwrap();
    let held = json!({ "place": { "customer": rows[0]["id"], "reason": "Lawsuit", "until": null } });
    shop.owner.ask("customers/hold", held).await;
    let many =
        json!({ "deletion": { "query": query, "reason": "Closed", "basis": "other", "basis_note": "Shop closed" } });
    let run = shop.owner.ask("customers/delete_many", many).await;
    shop.app.work().await;
    assert_eq!(shop.app.count("select count(*) from runs where input like '%Closed%'").await, 0, "the set has it");
    let run = shop.owner.ask("runs/get", json!({ "id": run["id"] })).await;
    assert_eq!((&run["state"], &run["counts"]["blocked"]), (&json!("waiting_review"), &json!(1)), "{run}");
    let page =
        shop.owner.ask("changes/rows", json!({ "query": { "set": run["change_set"], "verdict": "blocked" } })).await;
    assert_eq!((&page["items"][0]["name"], &page["items"][0]["reason"]), (&rows[0]["name"], &json!("legal_hold")));
    let set = shop.app.apply(&shop.owner, &run["change_set"]).await;
    assert_eq!((outcome(&set, "applied"), outcome(&set, "failed")), (wanted - 1, 0));
    assert_eq!(shop.rows().await.len() as i64, 200 - wanted + 1);
    assert_eq!(shop.bin().await[0]["basis_note"], "Shop closed");
}

#[tokio::test]
async fn what_the_database_refuses_is_told_and_the_others_are_deleted() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    shop.owner.ask("customers/delete", deletion(&[&rows[0]["id"]])).await;
    shop.app.tamper("delete from bin_owners").await;
    let taken = rows[1]["id"].as_str().unwrap();
    shop.app.tamper(&format!("update bin_customers set id = '{taken}'")).await;
    let deleted = shop.owner.ask("customers/delete", deletion(&[&rows[1]["id"], &rows[2]["id"]])).await;
    assert_eq!(codes(&deleted), [json!("taken"), json!(null)]);
    assert_eq!(shop.rows().await.len(), 198, "the one in the way is still here");
}

#[tokio::test]
async fn of_ids_that_are_not_ones_own_nothing_is_said() {
    let shop = Shop::open().await;
    let stranger = shop.app.stranger().await;
    let rows = shop.rows().await;
    let foreign = stranger.ask("customers/delete", deletion(&[&rows[0]["id"], &json!("nobody")])).await;
    assert_eq!(codes(&foreign), ["not_found", "not_found"]);
    assert_eq!((&foreign["set"], &foreign["outcomes"][0]["name"]), (&json!(null), &json!("")));
    assert_eq!(stranger.ask("customers/impact", json!({ "ids": [rows[0]["id"]] })).await, json!([]));
    let none = shop.owner.call("customers/delete", deletion(&[])).await;
    assert_eq!(none.faults(), ["ids missing"]);
    let bare = json!({ "deletion": { "ids": [rows[0]["id"]], "reason": " ", "basis": "other" } });
    assert_eq!(shop.owner.call("customers/delete", bare).await.faults(), ["reason missing", "basis_note missing"]);
    let all: Vec<Value> = (0..1_001).map(|number| json!(format!("c{number}"))).collect();
    let all: Vec<&Value> = all.iter().collect();
    assert_eq!(shop.owner.call("customers/delete", deletion(&all)).await.status, 422);
    let auditor = shop.app.member(&shop.owner, Role::Auditor).await;
    assert_eq!(
        auditor.call("customers/delete", deletion(&[&rows[0]["id"]])).await.refusal(),
        (403, "forbidden".into())
    );
    assert_eq!(shop.rows().await.len(), 200);
}
