//! The REST interface, as scripts meet it.

mod change_sets;
mod connections;
mod customer_edits;
mod customers;
mod departments;
mod document;
mod exports;
mod idempotency;
mod imports;
mod invitations;
mod joins;
mod key_limits;
mod keys;
mod lists;
mod members;
mod organisation;
mod rate;
mod reading;
mod samples;
mod walk;
mod webhooks;

use crate::common::{Answer, Client, TestApp};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

/// A script with a key.
pub struct Script {
    client: Client,
    token: String,
    /// The key as the list shows it.
    pub key: Value,
}

impl TestApp {
    /// A script with a key of these scopes, made by an admin.
    pub async fn script(&self, admin: &Client, scopes: &[&str]) -> Script {
        self.script_with(admin, json!({ "name": "Payroll", "scopes": scopes })).await
    }

    /// A script with a key like this.
    pub async fn script_with(&self, admin: &Client, new: Value) -> Script {
        let fresh = admin.ask("api_keys/create", json!({ "new": new })).await;
        let token = fresh["token"].as_str().expect("a token").to_owned();
        Script { client: self.nobody(), token, key: fresh["key"].clone() }
    }
}

impl Script {
    /// A request with the key, for tests that set headers of their own.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, &format!("/api/v1{path}")).bearer_auth(&self.token)
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        self.client.send(request).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    /// Uploads a file.
    pub async fn upload(&self, path: &str, file_name: &str, bytes: &[u8]) -> Answer {
        let (kind, body) = crate::imports::common::file_form(file_name, bytes);
        self.send(self.request(Method::POST, path).header("content-type", kind).body(body)).await
    }

    /// Uploads a file that becomes something else than members; the word for it stands before the file or behind it.
    pub async fn upload_as(&self, kind: &str, path: &str, (file_name, bytes): (&str, &[u8]), first: bool) -> Answer {
        let (media_type, body) = crate::imports::common::kind_form(kind, (file_name, bytes), first);
        self.send(self.request(Method::POST, path).header("content-type", media_type).body(body)).await
    }

    pub async fn patch(&self, path: &str, tag: &str, body: Value) -> Answer {
        self.send(self.request(Method::PATCH, path).header("if-match", tag).json(&body)).await
    }

    pub async fn delete(&self, path: &str, tag: &str) -> Answer {
        self.send(self.request(Method::DELETE, path).header("if-match", tag)).await
    }

    /// A list that must be there: its items.
    pub async fn items(&self, path: &str) -> Vec<Value> {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()["items"].as_array().expect("items").clone()
    }
}

/// The fields of a refusal at fault, each with why.
pub fn errors(answer: &Answer) -> Vec<String> {
    let problem = answer.json();
    let words = |error: &Value| format!("{} {}", text(&error["field"]), text(&error["code"]));
    problem["errors"].as_array().expect("errors").iter().map(words).collect()
}

/// The text of a value.
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}
