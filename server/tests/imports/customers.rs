//! Customers out of a file.

mod back;
mod bad;
mod many;
mod platform;
mod rights;
mod round;
mod same;
mod whole;

use crate::common::{Client, TestApp};
use serde_json::{Value, json};

/// The customer of a name, as its page shows it.
pub async fn customer(client: &Client, name: &str) -> Value {
    let page = client.ask("customers/list", json!({ "query": { "search": name } })).await;
    let row =
        page["items"].as_array().expect("rows").iter().find(|row| row["name"] == name).expect("the customer").clone();
    client.ask("customers/get", json!({ "id": row["id"] })).await
}

/// Names of a list of owners or tags.
pub fn names(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|one| one["name"].as_str().expect("a name")).collect()
}

/// The rows of a change set.
pub async fn rows(client: &Client, set: &Value) -> Vec<Value> {
    let query = json!({ "set": set["id"], "page": { "limit": 500 } });
    client.ask("changes/rows", json!({ "query": query })).await["items"].as_array().expect("rows").clone()
}

/// Uploads, checks and carries out; the change set.
pub async fn bring(app: &TestApp, client: &Client, file: &[&[&str]], options: Value) -> Value {
    let import = app.checked_customers(client, file, options).await;
    let set = app.draft_file(client, &import).await;
    app.apply(client, &set["id"]).await
}
