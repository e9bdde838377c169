//! Many customers at once.

use super::super::common::csv;
use crate::common::TestApp;
use serde_json::json;

#[tokio::test]
async fn five_thousand_customers_come_with_one_file_and_go_with_its_undo() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    app.person(&owner, "Ben", "ben@example.com", "").await;
    let before = app.dump().await;
    let mut rows: Vec<Vec<String>> =
        vec![["Name", "Company", "Phone", "E-mail", "Owner", "Tags"].map(str::to_owned).to_vec()];
    for n in 0..5_000 {
        rows.push(vec![
            format!("Customer {n}"),
            format!("Company {}", n % 50),
            format!("+86138{n:08}"),
            format!("c{n}@example.com"),
            if n % 2 == 0 { "Ben".to_owned() } else { "ben@example.com".to_owned() },
            format!("Level/{}", n % 5),
        ]);
    }
    let texts: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let texts: Vec<&[&str]> = texts.iter().map(Vec::as_slice).collect();
    let import = app.read_customers(&owner, "many.csv", &csv(&texts)).await;
    let import = app.check_file(&owner, &import, json!({ "create_tags": true })).await;
    assert_eq!((&import["counts"]["rows"], &import["counts"]["error"]), (&json!(5_000), &json!(0)), "{import}");
    let set = app.draft_file(&owner, &import).await;
    let done = app.apply(&owner, &set["id"]).await;
    assert_eq!(done["outcomes"], json!([["applied", 5_005]]), "{done}");
    assert_eq!(app.count("select count(*) from relations").await, 5_000);
    assert_eq!(app.count("select count(*) from customer_tags").await, 5_000);
    let found = owner.ask("customers/list", json!({ "query": { "search": "Customer 4711" } })).await;
    assert_eq!(super::names(&found["items"]), ["Customer 4711"]);
    let again = app.read_customers(&owner, "again.csv", &csv(&texts)).await;
    let again = app.check_file(&owner, &again, json!({ "duplicates": "overwrite" })).await;
    let again = app.draft_file(&owner, &again).await;
    assert_eq!((&again["counts"]["unchanged"], &again["accepted"]), (&json!(5_000), &json!(0)), "{again}");
    app.undo(&owner, &set).await;
    assert_eq!(app.dump().await, before);
}
