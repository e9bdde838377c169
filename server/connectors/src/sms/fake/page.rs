//! The messages by HTTP: `/` is a page for a person, `/messages` JSON, newest first; DELETE forgets them.

use axum::{Json, Router, extract::State, http::StatusCode, response::Response, routing::get};
use serde_json::Value;

use super::{Fake, message::Message};
use crate::fake::page::{document, escape, table, time};

pub(super) fn router() -> Router<Fake> {
    Router::new().route("/", get(list)).route("/messages", get(json).delete(clear))
}

async fn list(State(fake): State<Fake>) -> Response {
    let state = fake.state();
    let rows = state.messages.newest_first().map(|(_, message)| {
        vec![
            time(message.at),
            message.platform.to_string(),
            escape(&message.to),
            escape(&words(message)),
            escape(&message.id),
            message.times_seen.to_string(),
        ]
    });
    document("Text messages", &table(&["Received", "Gateway", "To", "Message", "Id", "Times"], rows))
}

/// What the person would read, as far as the gateway knows it.
fn words(message: &Message) -> String {
    let mut parts = Vec::new();
    if !message.sign.is_empty() {
        parts.push(format!("【{}】", message.sign));
    }
    if !message.text.is_empty() {
        parts.push(message.text.clone());
    }
    if !message.template.is_empty() {
        parts.push(message.template.clone());
    }
    if message.params != Value::Null {
        parts.push(message.params.to_string());
    }
    parts.join(" ")
}

async fn json(State(fake): State<Fake>) -> Json<Vec<Message>> {
    Json(fake.messages())
}

async fn clear(State(fake): State<Fake>) -> StatusCode {
    fake.clear();
    StatusCode::NO_CONTENT
}
