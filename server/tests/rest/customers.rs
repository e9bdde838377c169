//! Customers, and the recycle bin.

use super::{Script, errors, text};
use crate::customers::Shop;
use serde_json::{Value, json};

fn body(ids: Vec<&Value>) -> Value {
    json!({ "ids": ids, "reason": "Asked us to", "legal_basis": "gdpr_17_1_b" })
}

fn codes(answer: &Value) -> Vec<(String, Value)> {
    let results = answer["results"].as_array().expect("results");
    results.iter().map(|one| (text(&one["status"]).to_owned(), one["code"].clone())).collect()
}

async fn scripts(shop: &Shop) -> (Script, Script) {
    let reading = shop.app.script(&shop.owner, &["customers.read"]).await;
    (reading, shop.app.script(&shop.owner, &["customers.delete"]).await)
}

#[tokio::test]
async fn customers_are_told_with_every_field_of_the_contract() {
    let shop = Shop::open().await;
    let (reading, _) = scripts(&shop).await;
    let page = reading.get("/customers?limit=3&count=true").await.json();
    assert_eq!((page["items"].as_array().unwrap().len(), &page["total"]), (3, &json!(200)));
    let shown = page["items"][0].clone();
    let known = shop.whole(&shown["id"]).await;
    let one = reading.get(&format!("/customers/{}", text(&shown["id"]))).await;
    assert_eq!(one.json(), shown, "alone as in the list");
    assert_eq!(one.header("etag"), format!("\"{}\"", shown["revision"]));
    assert_eq!((&shown["name"], &shown["company"]), (&known["row"]["name"], &known["row"]["company"]));
    assert_eq!(shown["external_ids"], json!([known["external_id"]]));
    assert_eq!((&shown["source"], &shown["state"]), (&json!("wecom"), &json!("live")));
    let relation = &shown["relations"][0];
    assert_eq!(relation["member_id"], known["relations"][0]["owner"]["member_id"]);
    assert_eq!(relation["remark"], known["relations"][0]["remark"]);
    assert!(text(&relation["since"]).ends_with('Z'), "{relation}");
    let mut ids = Vec::new();
    let mut path = "/customers?limit=70".to_owned();
    loop {
        let page = reading.get(&path).await.json();
        ids.extend(page["items"].as_array().unwrap().iter().map(|row| text(&row["id"]).to_owned()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/customers?limit=70&cursor={cursor}");
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 200);
    let owned = reading.get(&format!("/customers?owner_id={}", text(&relation["member_id"]))).await.json();
    assert!(owned["items"].as_array().unwrap().iter().any(|row| row["id"] == shown["id"]));
    assert_eq!(reading.get("/customers?state=ended").await.json()["items"], json!([]));
    assert_eq!(errors(&reading.get("/customers?state=gone").await), ["state unknown"]);
}

#[tokio::test]
async fn one_is_deleted_as_it_was_read_and_restored() {
    let shop = Shop::open().await;
    let (reading, deleting) = scripts(&shop).await;
    let rows = shop.rows().await;
    let path = format!("/customers/{}", text(&rows[0]["id"]));
    let tag = reading.get(&path).await.header("etag").to_owned();
    let why = format!("{path}?reason=Asked%20us%20to&legal_basis=gdpr_17_1_b");
    assert_eq!(reading.delete(&why, &tag).await.refusal(), (403, "forbidden".to_owned()));
    assert_eq!(errors(&deleting.delete(&path, &tag).await), ["reason missing"]);
    let basis = format!("{path}?reason=A&legal_basis=moon");
    assert_eq!(errors(&deleting.delete(&basis, &tag).await), ["legal_basis unknown"]);
    assert_eq!(deleting.delete(&why, "\"99\"").await.refusal(), (409, "stale".to_owned()));
    assert_eq!(deleting.delete(&why, &tag).await.status, 204);
    assert_eq!(deleting.delete(&why, &tag).await.refusal(), (404, "not_found".to_owned()));
    let bin = deleting.get("/customers/bin").await.json();
    assert_eq!((&bin["items"][0]["id"], &bin["items"][0]["legal_basis"]), (&rows[0]["id"], &json!("gdpr_17_1_b")));
    assert_eq!(bin["items"][0]["deleted_by"], "API key Payroll");
    let restored = deleting.post("/customers/restore", json!({ "ids": [rows[0]["id"]] })).await.json();
    assert_eq!(codes(&restored), [("done".to_owned(), json!(null))]);
    assert_eq!(reading.get(&path).await.status, 200);
}

#[tokio::test]
async fn many_are_rehearsed_deleted_once_and_a_replay_answers_the_same() {
    let shop = Shop::open().await;
    let (reading, deleting) = scripts(&shop).await;
    let rows = shop.rows().await;
    let nobody = json!("nobody");
    let ids: Vec<&Value> = rows.iter().take(3).map(|row| &row["id"]).chain([&rows[0]["id"], &nobody]).collect();
    let mut rehearsal = body(ids.clone());
    rehearsal["dry_run"] = json!(true);
    let wanted = [("done", json!(null)), ("done", json!(null)), ("done", json!(null)), ("failed", json!("not_found"))];
    let wanted: Vec<(String, Value)> = wanted.into_iter().map(|(status, code)| (status.to_owned(), code)).collect();
    let told = deleting.post("/customers/delete", rehearsal).await.json();
    assert_eq!((codes(&told), &told["change_set"]), (wanted.clone(), &json!(null)));
    assert_eq!(reading.get("/customers?count=true").await.json()["total"], 200, "nothing happened");

    let send = |body: Value| {
        let request = deleting.request(reqwest::Method::POST, "/customers/delete");
        deleting.send(request.header("idempotency-key", "tidy-up-1").json(&body))
    };
    let first = send(body(ids.clone())).await.json();
    assert_eq!(codes(&first), wanted);
    assert!(first["change_set"].is_string());
    assert_eq!(send(body(ids)).await.json(), first, "a replay does nothing");
    let other = send(body(vec![&rows[5]["id"]])).await;
    assert_eq!(other.refusal(), (409, "idempotency_reused".to_owned()));
    assert_eq!(reading.get("/customers?count=true").await.json()["total"], 197);
    let many: Vec<Value> = (0..1_001).map(|number| json!(format!("c{number}"))).collect();
    assert_eq!(errors(&deleting.post("/customers/delete", body(many.iter().collect())).await), ["ids out_of_range"]);
}

#[tokio::test]
async fn the_proof_of_an_erasure_is_read_by_scripts() {
    let mut shop = Shop::open().await;
    let (reading, deleting) = scripts(&shop).await;
    let rows = shop.rows().await;
    deleting.post("/customers/delete", body(vec![&rows[0]["id"]])).await;
    shop.later(31).await;
    shop.app.sweep().await;
    assert_eq!(reading.get("/customers/erasures").await.refusal(), (403, "forbidden".to_owned()));
    let list = deleting.get("/customers/erasures?count=true").await.json();
    assert_eq!((&list["total"], &list["items"][0]["customer_id"]), (&json!(1), &rows[0]["id"]));
    let one = deleting.get(&format!("/customers/erasures/{}", text(&list["items"][0]["id"]))).await.json();
    assert_eq!(one, list["items"][0]);
    let told = shop.owner.activity(json!({ "verb": "erase" })).await;
    assert_eq!((&one["audit_seq"], &one["audit_hash"]), (&told[0]["seq"], &told[0]["hash"]));
    assert!(!list.to_string().contains(text(&rows[0]["name"])));
}
