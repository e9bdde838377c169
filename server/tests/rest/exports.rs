//! `/exports`

use super::{Script, errors, text};
use crate::common::TestApp;
use crate::common::file::{csv, workbook};
use crate::common::platform::Platform;
use serde_json::{Value, json};

/// Asks for a file and waits until it is written: its path.
async fn written(app: &TestApp, script: &Script, wanted: Value) -> String {
    let begun = script.post("/exports", wanted).await;
    assert_eq!(begun.status, 202, "{}", begun.text());
    assert_eq!(begun.json()["state"], "queued");
    app.work().await;
    let path = format!("/exports/{}", text(&begun.json()["id"]));
    let shown = script.get(&path).await.json();
    assert_eq!(shown["state"], "done", "{shown}");
    path
}

#[tokio::test]
async fn a_script_takes_members_home_in_each_kind_of_file() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.person(&owner, "Ann Able", "ann@example.com", "+8613800138000").await;
    app.person(&owner, "=1+1", "ben@example.com", "").await;
    let script = app.script(&owner, &["members.export", "members.phones"]).await;
    let columns = json!(["name", "phone", "status", "departments"]);
    let wanted = |format: &str| json!({ "kind": "members", "format": format, "filter": { "q": "example.com" }, "columns": columns });

    let path = written(&app, &script, wanted("csv")).await;
    let file = script.get(&format!("{path}/file")).await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.header("content-disposition").ends_with(".csv\""), "{}", file.header("content-disposition"));
    let rows = csv(&file);
    assert_eq!(rows[0], ["name", "phone", "status", "departments"], "by the names of this interface");
    assert!(
        rows.contains(&["Ann Able", "+8613800138000", "active", "Harbour Works"].map(str::to_owned).to_vec()),
        "{rows:?}"
    );
    assert!(rows.iter().any(|row| row[0] == "'=1+1"), "nothing is run: {rows:?}");
    let shown = script.get(&path).await.json();
    assert_eq!((&shown["rows"], shown["size"].as_u64()), (&json!(rows.len() - 1), Some(file.body.len() as u64)));

    let path = written(&app, &script, wanted("xlsx")).await;
    let mut book = workbook(&script.get(&format!("{path}/file")).await);
    assert_eq!(book.len(), rows.len());
    assert_eq!(book.remove(0), ["name", "phone", "status", "departments"]);

    let path = written(&app, &script, wanted("json")).await;
    let file = script.get(&format!("{path}/file")).await.json();
    let ann = file.as_array().unwrap().iter().find(|row| row["name"] == "Ann Able").unwrap();
    assert_eq!(ann["departments"], json!(["Harbour Works"]));
    let told = &owner.activity(json!({ "verb": "export" })).await[0];
    assert_eq!((&told["verb"], &told["actor"]), (&json!("export"), &json!("API key Payroll")), "{told}");
}

#[tokio::test]
async fn phone_numbers_stay_hidden_from_a_key_that_may_not_see_them() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.person(&owner, "Ann Able", "", "+8613800138000").await;
    let script = app.script(&owner, &["members.export"]).await;
    let path = written(&app, &script, json!({ "kind": "members", "format": "json" })).await;
    let file = script.get(&format!("{path}/file")).await;
    assert!(file.text().contains("Ann Able") && !file.text().contains("13800138000"), "{}", file.text());
}

#[tokio::test]
async fn a_script_takes_the_customers_of_one_member_home() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(20, 4, 90).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    app.apply(&owner, &run["change_set"]).await;
    let page = owner.ask("customers/list", json!({ "query": {} })).await;
    let holder = page["items"][0]["owners"][0].clone();
    let script = app.script(&owner, &["customers.export"]).await;
    let filter = json!({ "owner_id": holder["member_id"] });
    let path = written(&app, &script, json!({ "kind": "customers", "format": "json", "filter": filter })).await;
    let file = script.get(&format!("{path}/file")).await.json();
    let rows = file.as_array().unwrap();
    assert!(!rows.is_empty() && rows.len() < 90, "{}", rows.len());
    assert!(rows.iter().all(|row| row["owners"].as_array().unwrap().contains(&holder["name"])), "{file}");
    let members = script.post("/exports", json!({ "kind": "members", "format": "csv" })).await;
    assert_eq!(members.refusal(), (403, "forbidden".to_owned()));
}

#[tokio::test]
async fn a_file_is_for_the_key_that_asked_and_goes_after_a_day() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["members.export"]).await;
    let begun = script.post("/exports", json!({ "kind": "members", "format": "csv" })).await.json();
    let path = format!("/exports/{}", text(&begun["id"]));
    assert_eq!(script.get(&format!("{path}/file")).await.refusal(), (409, "wrong_state".to_owned()), "not written yet");
    app.work().await;
    let other = app.script(&owner, &["all"]).await;
    assert_eq!(other.get(&path).await.refusal(), (404, "not_found".to_owned()));
    assert_eq!(other.get(&format!("{path}/file")).await.refusal(), (404, "not_found".to_owned()));
    assert_eq!(script.get(&format!("{path}/file")).await.status, 200);
    app.edge.services.clock.advance(model::moment::DAY + 1);
    app.sweep().await;
    assert_eq!(script.get(&path).await.refusal(), (404, "not_found".to_owned()));
    assert_eq!(app.count("select count(*) from export_files").await, 0);
}

#[tokio::test]
async fn what_cannot_be_exported_is_named() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let script = app.script(&owner, &["members.export"]).await;
    for (wanted, fault) in [
        (json!({ "kind": "agents", "format": "csv" }), "kind unknown"),
        (json!({ "kind": "members", "format": "pdf" }), "format unknown"),
        (json!({ "kind": "members", "format": "csv", "columns": ["password"] }), "columns unknown"),
        (json!({ "kind": "members", "format": "csv", "filter": { "status": "gone" } }), "status unknown"),
    ] {
        let answer = script.post("/exports", wanted).await;
        assert_eq!((answer.status.as_u16(), errors(&answer)), (422, vec![fault.to_owned()]), "{}", answer.text());
    }
    assert_eq!(app.count("select count(*) from exports").await, 0);
}
