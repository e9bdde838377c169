//! Erasing customers for good.

use super::{Shop, codes, deletion};
use crate::common::platform::outcome;
#[cfg(not(feature = "postgres"))]
use crate::privacy::asked;
use model::permission::Role;
use serde_json::json;

/// Every file of the installation that holds one of these texts.
#[cfg(not(feature = "postgres"))]
fn holding(folder: &std::path::Path, texts: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holding(&path, texts));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap_or_default();
        let legible = String::from_utf8_lossy(&bytes);
        let held = texts.iter().filter(|text| legible.contains(text.as_str()));
        found.extend(held.map(|text| format!("{}: {text}", path.display())));
    }
    found
}

#[tokio::test]
async fn when_the_time_in_the_bin_is_up_a_certificate_is_all_that_is_left() {
    let mut shop = Shop::open().await;
    let rows = shop.rows().await;
    let gone = &rows[0];
    let detail = shop.whole(&gone["id"]).await;
    let deleted = shop.owner.ask("customers/delete", deletion(&[&gone["id"]])).await;
    shop.later(29).await;
    shop.app.sweep().await;
    assert_eq!(shop.bin().await.len(), 1);
    shop.later(2).await;
    shop.app.sweep().await;
    assert_eq!(shop.bin().await.len(), 0);
    let owner = &shop.owner;

    let page = owner.ask("customers/certificates", json!({ "page": {} })).await;
    let certificate = &page["items"][0];
    assert_eq!((&certificate["customer_id"], &certificate["erased_by"]), (&gone["id"], &json!("")));
    assert_eq!((&certificate["basis"], &certificate["deleted_by"]), (&json!("gdpr_17_1_b"), &json!("Ada Owner")));
    let relations = detail["relations"].as_array().unwrap().len();
    assert!(certificate["counts"].as_array().unwrap().contains(&json!(["relations", relations])), "{certificate}");
    for text in [&gone["name"], &detail["external_id"]] {
        assert!(!page.to_string().contains(text.as_str().unwrap()), "nothing about the person: {page}");
    }
    let told = owner.activity(json!({ "subject_id": gone["id"] })).await;
    assert!(told.iter().any(|entry| entry["verb"] == "erase"));
    assert!(told.iter().all(|entry| entry["subject_name"] == ""), "{told:?}");

    owner.ask("changes/undo", json!({ "id": deleted["set"] })).await;
    shop.app.work().await;
    let set = owner.ask("changes/get", json!({ "id": deleted["set"] })).await;
    assert_eq!(outcome(&set, "kept"), 1);
    let page = owner.ask("changes/rows", json!({ "query": { "set": deleted["set"] } })).await;
    assert_eq!((&page["items"][0]["name"], &page["items"][0]["fields"]), (&json!(""), &json!([])));
    let run = shop.app.sync(owner, &shop.connection, "sync_customers").await;
    assert_eq!(run["counts"]["add"], 0, "the tombstone outlives him: {run}");
    shop.app.sound().await;
}

#[cfg(not(feature = "postgres"))]
#[tokio::test]
async fn no_file_of_the_installation_and_no_backup_made_later_holds_what_was_erased() {
    let mut shop = Shop::open().await;
    let rows = shop.rows().await;
    let ids: Vec<&serde_json::Value> = rows.iter().take(20).map(|row| &row["id"]).collect();
    let mut texts = Vec::new();
    let kept: Vec<String> = rows.iter().skip(20).map(ToString::to_string).collect();
    shop.app.tamper("update relations set description = 'about ' || id").await;
    for id in &ids {
        let detail = shop.whole(id).await;
        texts.push(detail["external_id"].as_str().unwrap().to_owned());
        // Names of Chinese customers have two or three characters and are shared; what somebody else has, too, is not looked for.
        let mut own = vec![detail["row"]["name"].as_str().unwrap().to_owned()];
        for relation in detail["relations"].as_array().unwrap() {
            own.extend(relation["phones"].as_array().unwrap().iter().map(|phone| phone.as_str().unwrap().to_owned()));
            own.push(relation["description"].as_str().unwrap().to_owned());
        }
        texts.extend(
            own.into_iter()
                .filter(|text| text.chars().count() > 2 && kept.iter().all(|row| !row.contains(text.as_str()))),
        );
    }
    // What they asked names them, too, and so does the file of everything that is held.
    let mut request = serde_json::Value::Null;
    for id in &ids {
        let note = format!("calls from pier {}", id.as_str().unwrap());
        request = asked(&shop.owner, json!({ "customer": id, "kind": "erasure", "note": note })).await;
        texts.push(note);
    }
    shop.owner.ask("privacy/start_dossier", json!({ "id": request["id"] })).await;
    shop.app.work().await;
    assert!(!holding(shop.app.data(), &texts).is_empty(), "the search for them works");
    shop.owner.ask("customers/delete", deletion(&ids)).await;
    let found = shop.owner.ask("customers/bin", json!({ "query": { "search": rows[0]["name"] } })).await;
    assert!(!found["items"].as_array().unwrap().is_empty(), "the bin is searched while they lie in it");
    shop.later(31).await;
    shop.app.sweep().await;
    assert_eq!(shop.app.count("select count(*) from erasures where copies_gone").await, 20);
    let copy = shop.app.data().join("later.backup");
    domain::backup::write(shop.app.data(), &copy).await.expect("a backup");
    // Members have names of their own.
    let names: Vec<String> = shop.owner.names(json!({ "page": { "limit": 500 } })).await;
    texts.retain(|text| names.iter().all(|name| !name.contains(text.as_str())));
    assert_eq!(holding(shop.app.data(), &texts), Vec::<String>::new());
}

#[tokio::test]
async fn before_the_time_is_up_it_takes_two_people() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    shop.owner.ask("customers/delete", deletion(&[&rows[0]["id"], &rows[1]["id"]])).await;
    let asked = shop.owner.ask("customers/erase", json!({ "ids": [rows[0]["id"], "nobody"] })).await;
    assert_eq!(codes(&asked), ["second_person", "not_found"]);
    let apply = json!({ "id": asked["set"], "word": "" });
    assert_eq!(shop.owner.call("changes/apply", apply.clone()).await.refusal(), (409, "second_person".into()));
    let admin = shop.app.member(&shop.owner, Role::AccountAdmin).await;
    admin.ask("changes/apply", apply).await;
    shop.app.work().await;
    let bin = shop.bin().await;
    assert_eq!((bin.len(), &bin[0]["id"]), (1, &rows[1]["id"]));
    let certificate = shop.owner.ask("customers/certificates", json!({ "page": {} })).await["items"][0].clone();
    assert_eq!(certificate["erased_by"], admin.me().await["name"]);
    let undo = shop.owner.call("changes/undo", json!({ "id": asked["set"] })).await;
    assert_eq!(undo.refusal(), (409, "wrong_state".into()), "nothing brings them back");
    shop.app.sound().await;
}
