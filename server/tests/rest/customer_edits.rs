//! Customers added, changed, tagged and merged by scripts.

use super::{Script, errors, text};
use crate::common::TestApp;
use serde_json::{Value, json};

async fn scripts(app: &TestApp) -> (Script, Script) {
    let owner = app.owner().await;
    let reading = app.script(&owner, &["customers.read", "members.phones"]).await;
    (app.script(&owner, &["customers.write", "members.phones"]).await, reading)
}

fn patch(script: &Script, path: &str, revision: i64, body: &Value) -> reqwest::RequestBuilder {
    script.request(reqwest::Method::PATCH, path).header("if-match", format!("\"{revision}\"")).json(body)
}

#[tokio::test]
async fn a_customer_is_added_changed_and_read_again() {
    let app = TestApp::start().await;
    let (writing, reading) = scripts(&app).await;
    let tag = writing.post("/tags", json!({ "name": "Golden", "group": "Level" })).await;
    assert_eq!((tag.status.as_u16(), &tag.json()["platform"]), (201, &json!(null)));
    let tag = tag.json();
    let new =
        json!({ "name": "Lin Hua", "phone": "138 0000 0001", "email": "lin@example.com", "tag_ids": [tag["id"]] });
    let added = writing.post("/customers", new.clone()).await;
    assert_eq!(added.status, 201);
    let path = format!("/customers/{}", text(&added.json()["id"]));
    assert_eq!(added.location(), format!("/api/v1{path}"));
    assert_eq!((&added.json()["phone"], &added.json()["tags"]), (&json!("+8613800000001"), &json!(["Golden"])));
    assert_eq!(writing.post("/customers", new).await.refusal(), (409, "taken".to_owned()));
    let changed = writing.send(patch(&writing, &path, 1, &json!({ "company": "Riverside", "tag_ids": [] }))).await;
    assert_eq!((&changed.json()["company"], &changed.json()["tags"]), (&json!("Riverside"), &json!([])));
    assert_eq!(changed.header("etag"), "\"2\"");
    let again = writing.send(patch(&writing, &path, 1, &json!({ "company": "B" }))).await;
    assert_eq!(again.refusal(), (409, "stale".to_owned()));
    assert_eq!(reading.get(&path).await.json(), changed.json());
    let wrong = writing.post("/customers", json!({ "name": "", "phone": "1" })).await;
    assert_eq!(errors(&wrong), ["name missing", "phone malformed"]);
    assert_eq!(reading.post("/customers", json!({ "name": "A" })).await.refusal(), (403, "forbidden".to_owned()));
}

#[tokio::test]
async fn tags_are_put_on_many_with_an_outcome_each_and_a_rehearsal_keeps_nothing() {
    let app = TestApp::start().await;
    let (writing, reading) = scripts(&app).await;
    let tag = writing.post("/tags", json!({ "name": "Golden" })).await.json();
    let one = writing.post("/customers", json!({ "name": "A" })).await.json();
    let body = |dry_run: bool| json!({ "ids": [one["id"], "none"], "add": [tag["id"]], "dry_run": dry_run });
    let rehearsed = writing.post("/customers/tags", body(true)).await.json();
    let outcome = |answer: &Value| {
        let results = answer["results"].as_array().unwrap().iter();
        results.map(|one| (text(&one["status"]).to_owned(), one["code"].clone())).collect::<Vec<_>>()
    };
    let expected = [("done".to_owned(), json!(null)), ("failed".to_owned(), json!("not_found"))];
    assert_eq!(outcome(&rehearsed), expected);
    assert_eq!(rehearsed["change_set"], json!(null));
    let tagged = format!("/customers?tag={}", text(&tag["id"]));
    assert_eq!(reading.get(&tagged).await.json()["items"], json!([]));
    let done = writing.post("/customers/tags", body(false)).await.json();
    assert_eq!(outcome(&done), expected);
    assert!(done["change_set"].is_string());
    assert_eq!(reading.get(&tagged).await.json()["items"].as_array().unwrap().len(), 1);
    let ids: Vec<String> = (0..1_001).map(|at| format!("id{at}")).collect();
    let many = writing.post("/customers/tags", json!({ "ids": ids, "add": [tag["id"]] })).await;
    assert_eq!(errors(&many), ["ids out_of_range"]);
    let path = format!("/tags/{}", text(&tag["id"]));
    let used = writing.request(reqwest::Method::DELETE, &path).header("if-match", "\"1\"");
    assert_eq!(writing.send(used).await.refusal(), (409, "tag_in_use".to_owned()));
    let renamed = writing.send(patch(&writing, &path, 1, &json!({ "name": "Silver" }))).await.json();
    assert_eq!((&renamed["name"], &renamed["revision"]), (&json!("Silver"), &json!(2)));
    assert_eq!(reading.get(&path).await.json(), renamed);
}

#[tokio::test]
async fn two_become_one_and_the_old_address_answers_with_him() {
    let app = TestApp::start().await;
    let (writing, reading) = scripts(&app).await;
    let one = writing.post("/customers", json!({ "name": "A" })).await.json();
    let two = writing.post("/customers", json!({ "name": "B", "company": "Bakers" })).await.json();
    let body = json!({ "keep": one["id"], "ids": [two["id"]], "take": [{ "field": "name", "from": two["id"] }] });
    let done = writing.post("/customers/merge", body).await.json();
    assert_eq!(done["results"][0]["status"], "done");
    let known = reading.get(&format!("/customers/{}", text(&two["id"]))).await.json();
    assert_eq!((&known["id"], &known["name"], &known["company"]), (&one["id"], &json!("B"), &json!("Bakers")));
    let odd = json!({ "keep": one["id"], "ids": ["x"], "take": [{ "field": "shoes", "from": "x" }] });
    assert_eq!(errors(&writing.post("/customers/merge", odd).await), ["take unknown"]);
}
