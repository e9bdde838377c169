//! What the console shows and what the database holds, row by row.

use super::{Client, TestApp};
use domain::Db;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

/// The item whose `key` is `value`.
pub fn find(items: &Value, key: &str, value: &str) -> Value {
    let items = items.as_array().expect("a list");
    items.iter().find(|item| item[key] == value).unwrap_or_else(|| panic!("no {key} {value} in {items:?}")).clone()
}

impl Client {
    /// A member as the table shows it now.
    pub async fn row(&self, id: &Value) -> Value {
        self.ask("members/get", json!({ "id": id })).await["row"].clone()
    }

    /// One page of members.
    pub async fn page(&self, query: Value) -> Value {
        self.ask("members/list", json!({ "query": query })).await
    }

    /// The names on one page of members, in order.
    pub async fn names(&self, query: Value) -> Vec<String> {
        let page = self.page(query).await;
        page["items"].as_array().expect("rows").iter().map(|row| row["name"].as_str().expect("a name").into()).collect()
    }

    /// Takes a step in the life of a member as it is now; the answer may be a refusal.
    pub async fn step(&self, id: &Value, step: &str) -> super::Answer {
        let revision = self.row(id).await["revision"].clone();
        self.call("members/take_step", json!({ "id": id, "revision": revision, "step": step })).await
    }

    /// Who this person is here.
    pub async fn me(&self) -> Value {
        self.ask("organisation/me", json!({})).await
    }

    /// The activity, newest first.
    pub async fn activity(&self, query: Value) -> Vec<Value> {
        self.ask("audit/list", json!({ "query": query })).await["items"].as_array().expect("entries").clone()
    }
}

impl TestApp {
    /// A number that the database knows.
    pub async fn count(&self, sql: &str) -> i64 {
        let mut conn = self.edge.services.store.read().await.expect("a connection");
        let sql = AssertSqlSafe(sql.to_owned());
        sqlx::query_scalar::<Db, i64>(sql).fetch_one(&mut *conn).await.expect("a number")
    }

    /// Does something to the database behind the product's back.
    pub async fn tamper(&self, sql: &str) {
        let mut tx = self.edge.services.store.write().await.expect("a transaction");
        let sql = AssertSqlSafe(sql.to_owned());
        let done = sqlx::query::<Db>(sql).execute(&mut *tx).await.expect("sound SQL");
        assert!(done.rows_affected() > 0, "it changes something");
        tx.commit().await.expect("it holds");
    }
}
