//! Customers: external contacts and who looks after them.

pub mod bin;
mod by_hand;
mod deletion;
mod erasure;
mod export;
mod filters;
mod holds;
mod merge;
mod search;
mod tags;

use crate::common::platform::Platform;
use crate::common::{Client, TestApp};
use serde_json::{Value, json};

/// An organisation with customers of a made-up WeCom.
pub struct Shop {
    pub app: TestApp,
    pub owner: Client,
    platform: Platform,
    connection: Value,
}

impl Shop {
    /// Sixty members, two hundred customers.
    pub async fn open() -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let platform = Platform::of(60, 12, 200).await;
        let connection = platform.connect(&owner).await;
        app.bring_contacts(&owner, &connection).await;
        let shop = Self { app, owner, platform, connection };
        shop.sync().await;
        shop
    }

    /// Synchronises customers and applies everything; the run.
    async fn sync(&self) -> Value {
        let run = self.app.sync(&self.owner, &self.connection, "sync_customers").await;
        if run["state"] == "waiting_review" {
            self.app.apply(&self.owner, &run["change_set"]).await;
        }
        run
    }

    /// The rows of the table.
    pub async fn rows(&self) -> Vec<Value> {
        let page = self.owner.ask("customers/list", json!({ "query": { "page": { "limit": 500 } } })).await;
        page["items"].as_array().expect("a list").clone()
    }

    /// Everything known of one, without what counts up.
    pub async fn whole(&self, id: &Value) -> Value {
        let mut detail = self.owner.ask("customers/get", json!({ "id": id })).await;
        detail["history"] = json!([]);
        detail["row"]["revision"] = json!(0);
        detail
    }

    /// Lets days pass; whoever was signed in signs in again.
    pub async fn later(&mut self, days: i64) {
        self.app.edge.services.clock.advance(days * model::moment::DAY);
        self.owner = self.app.signed_in("ada@example.com").await;
    }

    /// Adds somebody by hand.
    async fn add(&self, fields: Value) -> Value {
        self.owner.ask("customers/add", json!({ "add": fields })).await
    }

    /// The names of those whom a query finds.
    async fn found(&self, query: Value) -> Vec<String> {
        let page = self.owner.ask("customers/list", json!({ "query": query })).await;
        let rows = page["items"].as_array().expect("a list");
        rows.iter().map(|row| row["name"].as_str().expect("a name").to_owned()).collect()
    }

    /// What lies in the recycle bin.
    pub async fn bin(&self) -> Vec<Value> {
        self.owner.ask("customers/bin", json!({ "query": {} })).await["items"].as_array().expect("a list").clone()
    }
}

/// A request to delete these.
pub fn deletion(ids: &[&Value]) -> Value {
    json!({ "deletion": { "ids": ids, "reason": "Asked us to", "basis": "gdpr_17_1_b" } })
}

/// The code of what stood in the way of each.
fn codes(deleted: &Value) -> Vec<Value> {
    let outcomes = deleted["outcomes"].as_array().expect("outcomes");
    outcomes.iter().map(|outcome| outcome["problem"]["code"].clone()).collect()
}
