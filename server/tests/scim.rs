//! SCIM 2.0, as identity providers meet it.

mod departments;
mod discovery;
mod entra;
mod filters;
mod groups;
mod link;
mod okta;
mod refused;
mod tokens;
mod users;

use crate::common::{Answer, Client, TestApp};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub const WORK: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// An identity provider with a token.
pub struct Provider {
    client: Client,
    pub token: String,
    /// Its connection.
    pub id: Value,
}

/// What an admin types to make a connection.
pub fn connection(name: &str, settings: Value) -> Value {
    json!({ "save": { "kind": "scim", "name": name, "settings": settings } })
}

impl TestApp {
    /// A provider whose connection has these switches.
    pub async fn provider(&self, owner: &Client, settings: Value) -> Provider {
        let made = owner.ask("connections/save", connection("Entra ID", settings)).await;
        let fresh = owner.ask("connections/make_scim_token", token_of(&made["id"], 0, 0)).await;
        let token = text(&fresh["token"]).to_owned();
        Provider { client: self.nobody(), token, id: made["id"].clone() }
    }
}

/// What makes a token of a connection.
pub fn token_of(id: &Value, revision: i64, keep_hours: i64) -> Value {
    json!({ "id": id, "revision": revision, "keep_hours": keep_hours })
}

impl Provider {
    /// A request with the token, for tests that set headers of their own.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, &format!("/scim/v2{path}")).bearer_auth(&self.token)
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        self.client.send(request).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.sent(Method::POST, path, body).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.sent(Method::PUT, path, body).await
    }

    /// Operations of a PATCH.
    pub async fn patch(&self, path: &str, operations: Value) -> Answer {
        let schema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
        self.sent(Method::PATCH, path, json!({ "schemas": [schema], "Operations": operations })).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    async fn sent(&self, method: Method, path: &str, body: Value) -> Answer {
        let request = self.request(method, path).header("content-type", "application/scim+json; charset=utf-8");
        self.send(request.body(body.to_string())).await
    }

    /// A user that must be made.
    pub async fn user(&self, body: Value) -> Value {
        let made = self.post("/Users", body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        made.json()
    }

    /// A user with a name only.
    pub async fn named(&self, name: &str) -> Value {
        self.user(json!({ "schemas": [USER], "userName": name })).await
    }

    /// A group that must be made.
    pub async fn group(&self, name: &str, members: &[&Value]) -> Value {
        let members: Vec<Value> = members.iter().map(|user| json!({ "value": user["id"] })).collect();
        let made = self.post("/Groups", json!({ "displayName": name, "members": members })).await;
        assert_eq!(made.status, 201, "{}", made.text());
        made.json()
    }

    /// The names of the users that a filter finds.
    pub async fn found(&self, filter: &str) -> Vec<String> {
        let filter: String = url::form_urlencoded::byte_serialize(filter.as_bytes()).collect();
        let answer = self.get(&format!("/Users?filter={filter}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let found = answer.json();
        let names = found["Resources"].as_array().expect("a list").iter();
        names.map(|user| text(&user["userName"]).to_owned()).collect()
    }
}

/// The address of a resource.
pub fn at(kind: &str, resource: &Value) -> String {
    format!("/{kind}/{}", text(&resource["id"]))
}

/// Status and scimType of a refusal, which must have SCIM's form.
pub fn refusal(answer: &Answer) -> (u16, String) {
    let body = answer.json();
    assert_eq!(answer.header("content-type"), "application/scim+json", "{}", answer.text());
    assert_eq!(body["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:Error"]));
    assert_eq!(body["status"], json!(answer.status.as_u16().to_string()), "a text");
    assert!(!text(&body["detail"]).is_empty());
    (answer.status.as_u16(), body["scimType"].as_str().unwrap_or_default().to_owned())
}

/// A refusal with this kind.
pub fn is(status: u16, kind: &str) -> (u16, String) {
    (status, kind.to_owned())
}

/// The text of a value.
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}
