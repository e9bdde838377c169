//! `/generic`: the fields `to`, `text`, `template`, `params`, `sign` and `id`, as JSON, as a form, or in the query.
//!
//! Answers `{"code": 0, "data": {"id": "g-1"}}`, or another code with a `message`.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, Method, StatusCode},
    routing::any,
};
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{
    Fake,
    message::{Message, Platform},
    script::Outcome,
};

pub(super) fn router() -> Router<Fake> {
    Router::new().route("/generic", any(send))
}

async fn send(
    State(fake): State<Fake>,
    method: Method,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, Json<Value>) {
    let query = query.unwrap_or_default();
    let signed = if method == Method::GET { query.as_bytes() } else { &body };
    if !is_signed(&fake, signed, &headers) {
        return refusal(StatusCode::UNAUTHORIZED, 1, "X-Signature does not match");
    }
    let fields = fields(signed);
    let field = |name: &str| fields[name].as_str().unwrap_or_default().to_owned();
    if field("to").is_empty() {
        return refusal(StatusCode::BAD_REQUEST, 2, "to is missing");
    }
    let message = Message {
        text: field("text"),
        template: field("template"),
        params: fields["params"].clone(),
        sign: field("sign"),
        ..Message::new(Platform::Generic, &field("id"), &field("to"))
    };
    match fake.receive(message) {
        Ok(id) => (StatusCode::OK, Json(json!({"code": 0, "data": {"id": id}}))),
        Err(Outcome::NoSuchNumber) => refusal(StatusCode::BAD_REQUEST, 3, "no such number"),
        Err(Outcome::TooOften) => refusal(StatusCode::TOO_MANY_REQUESTS, 5, "too often"),
        Err(Outcome::Trouble) => refusal(StatusCode::SERVICE_UNAVAILABLE, 6, "trouble of our own"),
        Err(Outcome::Unsubscribed) => refusal(StatusCode::OK, 4, "unsubscribed"),
    }
}

/// JSON if it is some, else a form.
fn fields(text: &[u8]) -> Value {
    match serde_json::from_slice::<Value>(text) {
        Ok(value) if value.is_object() => value,
        _ => url::form_urlencoded::parse(text).map(|(name, value)| (name.into_owned(), Value::from(value))).collect(),
    }
}

fn is_signed(fake: &Fake, signed: &[u8], headers: &HeaderMap) -> bool {
    let key = &fake.0.options.generic_key;
    if key.is_empty() {
        return true;
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(key.expose().as_bytes()).expect("any length is a key");
    mac.update(signed);
    let sent = headers.get("x-signature").and_then(|value| hex::decode(value.as_bytes()).ok());
    sent.is_some_and(|sent| mac.verify_slice(&sent).is_ok())
}

fn refusal(status: StatusCode, code: i64, message: &str) -> (StatusCode, Json<Value>) {
    (status, Json(json!({"code": code, "message": message})))
}
