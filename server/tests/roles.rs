//! Roles of an organisation's own, and the right to see phone numbers.

mod delete;
mod phones;
mod reach;
mod rights;
mod save;

use crate::common::{Answer, Client, TestApp};
use model::permission::Role;
use serde_json::{Value, json};

/// A role of the organisation's own with these rights.
pub async fn made(owner: &Client, name: &str, permissions: &[&str]) -> Value {
    owner.ask("roles/save", json!({ "save": { "name": name, "permissions": permissions } })).await
}

/// Changes a role as it is now; the answer may be a refusal.
pub async fn changed(client: &Client, role: &Value, fields: Value) -> Answer {
    let roles = client.ask("roles/list", json!({})).await["own"].clone();
    let now = crate::common::find(&roles, "id", role["id"].as_str().expect("an id"));
    let mut save = json!({
        "id": now["id"], "revision": now["revision"], "name": now["name"],
        "permissions": now["rights"]["permissions"], "scoped": now["rights"]["scoped"]
    });
    for (name, value) in fields.as_object().expect("fields") {
        save[name] = value.clone();
    }
    client.call("roles/save", json!({ "save": save })).await
}

/// Gives a member a role, by its word or its id; the answer may be a refusal.
pub async fn give(client: &Client, id: &Value, role: &Value, scope: &[&Value]) -> Answer {
    let revision = client.row(id).await["revision"].clone();
    let scope: Vec<_> = scope.iter().map(|department| &department["id"]).collect();
    let change = json!({ "id": id, "revision": revision, "role": role, "scope": scope });
    client.call("members/change_role", json!({ "change": change })).await
}

impl TestApp {
    /// A member who holds a role of the organisation's own with these rights.
    pub async fn holder(&self, owner: &Client, name: &str, permissions: &[&str]) -> (Client, Value) {
        let client = self.member(owner, Role::Member).await;
        let role = made(owner, name, permissions).await;
        let id = client.me().await["member"].clone();
        let given = give(owner, &id, &role["id"], &[]).await;
        assert_eq!(given.status, 200, "{}", given.text());
        (client, role)
    }
}
