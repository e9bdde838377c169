//! Departments, as tests that are about something else make them.

use super::{Client, TestApp, find};
use model::permission::Role;
use serde_json::{Value, json};

impl Client {
    /// The whole tree, as far as this person sees it.
    pub async fn tree(&self) -> Vec<Value> {
        self.ask("departments/tree", json!({})).await.as_array().expect("a list").clone()
    }

    /// The department that stands for the organisation.
    pub async fn root(&self) -> Value {
        self.tree().await.remove(0)
    }

    /// The department as it is now.
    pub async fn department(&self, id: &Value) -> Value {
        let id = id.as_str().expect("an id");
        find(&json!(self.tree().await), "id", id)
    }

    /// A new department below another one.
    pub async fn add(&self, parent: &Value, name: &str) -> Value {
        self.ask("departments/add", json!({ "new": { "parent_id": parent["id"], "name": name } })).await
    }

    /// Moves a department as it is now; the answer may be a refusal.
    pub async fn put(&self, department: &Value, parent: &Value, before: Option<&Value>) -> super::Answer {
        let now = self.department(&department["id"]).await;
        let before = before.map_or(Value::Null, |sibling| sibling["id"].clone());
        let to = json!({ "id": now["id"], "parent_id": parent["id"], "before": before, "revision": now["revision"] });
        self.call("departments/move_to", json!({ "to": to })).await
    }
}

impl TestApp {
    /// A Department Admin of these departments.
    pub async fn head_of(&self, owner: &Client, departments: &[&Value]) -> Client {
        let client = self.member(owner, Role::Member).await;
        let me = client.ask("organisation/me", json!({})).await;
        let row = owner.ask("members/get", json!({ "id": me["member"] })).await["row"].clone();
        let scope: Vec<_> = departments.iter().map(|department| &department["id"]).collect();
        let change =
            json!({ "id": row["id"], "revision": row["revision"], "role": Role::DepartmentAdmin, "scope": scope });
        owner.ask("members/change_role", json!({ "change": change })).await;
        client
    }
}

/// Sales with North below it, looked after by a Department Admin, and Crew beside it.
pub struct Branches {
    pub app: TestApp,
    pub owner: Client,
    pub root: Value,
    pub sales: Value,
    pub north: Value,
    pub crew: Value,
    /// The Department Admin of Sales.
    pub head: Client,
}

impl Branches {
    pub async fn grow() -> Self {
        let app = TestApp::start().await;
        let owner = app.owner().await;
        let root = owner.root().await;
        let (sales, crew) = (owner.add(&root, "Sales").await, owner.add(&root, "Crew").await);
        let north = owner.add(&sales, "North").await;
        let head = app.head_of(&owner, &[&sales]).await;
        Self { app, owner, root, sales, north, crew, head }
    }
}
