//! A copy before much is removed.

use super::settings;
use crate::common::platform::outcome;
use crate::customers::Shop;
use serde_json::{Value, json};

fn deletion() -> Value {
    json!({ "deletion": { "ids": [], "query": {}, "reason": "Shop closes", "basis": "gdpr_17_1_b" } })
}

async fn drafted(shop: &Shop) -> Value {
    let run = shop.owner.ask("customers/delete_many", deletion()).await;
    shop.app.work().await;
    shop.owner.ask("runs/get", json!({ "id": run["id"] })).await["change_set"].clone()
}

#[tokio::test]
async fn a_set_that_removes_much_is_copied_first_and_says_which_backup_it_was() {
    let shop = Shop::open().await;
    let set = drafted(&shop).await;
    let waits = shop.owner.ask("changes/get", json!({ "id": set })).await;
    assert_eq!(waits["copy"], "coming", "{waits}");
    let applied = shop.app.apply(&shop.owner, &set).await;
    assert_eq!((&applied["state"], outcome(&applied, "applied")), (&json!("applied"), 200));
    let made = &applied["copy"]["made"];
    assert_eq!(made["state"], "verified", "{applied}");
    let backup = shop.owner.ask("backups/list", json!({})).await["items"][0].clone();
    assert_eq!((&backup["reason"], &backup["change_set"]), (&json!("apply"), &set));
    assert_eq!(backup["file_name"], made["file_name"]);
    assert!(backup["findings"]["rows"].as_array().unwrap().contains(&json!(["customers", 200])), "from before");
}

#[tokio::test]
async fn without_a_copy_nothing_is_carried_out() {
    let shop = Shop::open().await;
    let file = shop.app.data().join("a-file");
    std::fs::write(&file, "in the way").unwrap();
    let change = json!({ "folder": file.join("below") });
    let save = json!({ "settings": settings(&shop.owner, change).await });
    shop.owner.ask("backups/save", json!({ "settings": save })).await;
    let set = drafted(&shop).await;
    let started = shop.owner.ask("changes/apply", json!({ "id": set, "word": "APPLY" })).await;
    shop.app.work().await;
    let run = shop.owner.ask("runs/get", json!({ "id": started["run"]["id"] })).await;
    assert_eq!((&run["state"], &run["problem"]["code"]), (&json!("failed"), &json!("backup")));
    let kept = shop.owner.ask("changes/get", json!({ "id": set })).await;
    assert_eq!((&kept["state"], &kept["copy"]["made"]["state"]), (&json!("draft"), &json!("failed")), "{kept}");
    assert_eq!(shop.rows().await.len(), 200);

    let save = json!({ "settings": settings(&shop.owner, json!({ "folder": "" })).await });
    shop.owner.ask("backups/save", json!({ "settings": save })).await;
    let applied = shop.app.apply(&shop.owner, &set).await;
    assert_eq!((&applied["state"], outcome(&applied, "applied")), (&json!("applied"), 200), "tried again, it goes");
}

#[tokio::test]
async fn few_are_removed_without_one() {
    let shop = Shop::open().await;
    let rows = shop.rows().await;
    let ids: Vec<&Value> = rows.iter().take(8).map(|row| &row["id"]).collect();
    let wish = json!({ "ids": ids, "reason": "Asked us to", "basis": "gdpr_17_1_b" });
    let run = shop.owner.ask("customers/delete_many", json!({ "deletion": wish })).await;
    shop.app.work().await;
    let set = shop.owner.ask("runs/get", json!({ "id": run["id"] })).await["change_set"].clone();
    let applied = shop.app.apply(&shop.owner, &set).await;
    assert_eq!((&applied["state"], &applied["copy"]), (&json!("applied"), &json!(null)), "{applied}");
    assert_eq!(shop.owner.ask("backups/list", json!({})).await["items"], json!([]));

    let many: Vec<&Value> = rows.iter().skip(8).take(120).map(|row| &row["id"]).collect();
    let wish = json!({ "ids": many, "reason": "Asked us to", "basis": "gdpr_17_1_b" });
    let waits = shop.owner.ask("customers/delete", json!({ "deletion": wish })).await;
    assert_eq!(waits["outcomes"][0]["problem"]["code"], "brake", "so many are copied first: {}", waits["outcomes"][0]);
    assert_eq!(shop.rows().await.len(), 192);
}
