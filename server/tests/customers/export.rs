//! Customers as a file.

use crate::common::file::{csv, export, workbook};
use crate::common::platform::Platform;
use crate::common::{Client, TestApp};
use model::permission::Role;
use serde_json::{Value, json};

async fn customers(owner: &Client, query: Value) -> Vec<Value> {
    let page = owner.ask("customers/list", json!({ "query": query })).await;
    page["items"].as_array().expect("customers").clone()
}

fn names(row: &Value, list: &str) -> String {
    let names = row[list].as_array().expect("a list").iter().map(|one| match one["group"].as_str() {
        Some(group) => format!("{group}/{}", one["name"].as_str().expect("a name")),
        None => one["name"].as_str().expect("a name").to_owned(),
    });
    names.collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn the_file_holds_what_the_list_shows_and_the_activity_tells_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let platform = Platform::of(20, 4, 90).await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    app.apply(&owner, &run["change_set"]).await;

    let columns = ["name", "company", "owners", "tags"];
    let request = |query: Value, format: &str| json!({ "query": query, "format": format, "columns": columns });
    let listed: Vec<Vec<String>> = customers(&owner, json!({ "page": { "limit": 500 } }))
        .await
        .iter()
        .map(|row| {
            let text = |name: &str| row[name].as_str().expect("a text").to_owned();
            vec![text("name"), text("company"), names(row, "owners"), names(row, "tags")]
        })
        .collect();
    assert_eq!(listed.len(), 90);
    let book = workbook(&export(&owner, "customers", request(json!({}), "xlsx")).await);
    assert_eq!(book[0], ["Name", "Company", "Looked after by", "Tags"]);
    assert_eq!(book[1..], listed);
    assert_eq!(csv(&export(&owner, "customers", request(json!({}), "csv")).await).len(), 91);

    let told = &owner.activity(json!({})).await[0];
    assert_eq!((&told["verb"], &told["subject"]), (&json!("export"), &json!("customer")), "{told}");
    let company = listed.iter().map(|row| &row[1]).find(|company| !company.is_empty()).expect("a company");
    let found = csv(&export(&owner, "customers", request(json!({ "search": company }), "csv")).await);
    assert_eq!(found.len(), 1 + customers(&owner, json!({ "search": company })).await.len());
    let one = &customers(&owner, json!({})).await[3];
    let chosen = json!({ "query": {}, "ids": [one["id"]], "format": "csv", "columns": ["name"] });
    assert_eq!(
        csv(&export(&owner, "customers", chosen).await),
        [[json!("Name")], [one["name"].clone()]].map(|row| row.map(|cell| cell.as_str().unwrap().to_owned()))
    );

    let member = app.member(&owner, Role::Member).await;
    assert_eq!(export(&member, "customers", request(json!({}), "csv")).await.status, 403);
    let stranger = app.stranger().await;
    assert_eq!(csv(&export(&stranger, "customers", request(json!({}), "csv")).await).len(), 1, "nothing of ours");
}
