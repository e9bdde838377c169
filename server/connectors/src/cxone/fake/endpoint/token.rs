//! The login, and which address serves a tenant.

use axum::http::header;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{Call, Outcome, Refusal, Reply};
use crate::cxone::fake::world::World;

pub(super) fn grant(world: &mut World, call: &Call) -> Outcome {
    let options = &world.options;
    let form = call.form();
    let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let basic = call.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let basic = basic.and_then(|value| STANDARD.decode(value.strip_prefix("Basic ")?).ok());
    let client = match basic.map(String::from_utf8) {
        Some(Ok(pair)) => pair,
        _ => format!("{}:{}", field("client_id"), field("client_secret")),
    };
    if client != format!("{}:{}", options.client_id, options.client_secret) {
        return Err(Refusal::new(401, "invalid_client", "client authentication failed"));
    }
    if field("grant_type") != "password" {
        return Err(Refusal::new(400, "unsupported_grant_type", "this client may use password only"));
    }
    if field("username") != options.access_key_id || field("password") != options.access_key_secret {
        return Err(Refusal::new(400, "invalid_grant", "the access key is unknown or was revoked"));
    }
    let token = world.tokens.issue(call.now, &world.options);
    Ok(Reply::Json(json!({
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": world.options.token_lifetime,
        "refresh_token": "fake-refresh",
        "id_token": "",
    })))
}

pub(super) fn configuration(world: &mut World, call: &Call) -> Outcome {
    let options = &world.options;
    if call.text("tenantId") != Some(options.tenant_id.as_str()) {
        return Err(Refusal::new(404, "not_found", "no such tenant"));
    }
    let own = call.own_address();
    Ok(Reply::Json(json!({
        "api_endpoint": options.api_endpoint.as_ref().unwrap_or(&own),
        "auth_endpoint": own,
        "ui_endpoint": own,
        "area": options.area,
        "cluster": "b1",
        "domain": "fake.example.com",
        "acdDomain": "acd.fake.example.com",
        "uhDomain": "hub.fake.example.com",
        "tenantId": options.tenant_id,
        "globaldomain": "fake.example.com",
        "private": false,
    })))
}
