//! `/2010-04-01/Accounts/…`: accounts and messages behind Basic authentication.

use std::collections::HashMap;

use axum::{
    Form, Json, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header::AUTHORIZATION},
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    Fake,
    message::{Message, Platform},
    script::Outcome,
};

type Answer = (StatusCode, Json<Value>);

pub(super) fn router() -> Router<Fake> {
    Router::new()
        .route("/2010-04-01/Accounts/{account}", get(account))
        .route("/2010-04-01/Accounts/{account}/Messages.json", post(send))
}

async fn account(State(fake): State<Fake>, Path(account): Path<String>, headers: HeaderMap) -> Answer {
    let sid = account.strip_suffix(".json").unwrap_or_default();
    if let Err(refused) = check(&fake, sid, &headers) {
        return refused;
    }
    (
        StatusCode::OK,
        Json(json!({"sid": sid, "friendly_name": "Muster's made-up account", "status": "active", "type": "Full"})),
    )
}

async fn send(
    State(fake): State<Fake>,
    Path(account): Path<String>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Answer {
    if let Err(refused) = check(&fake, &account, &headers) {
        return refused;
    }
    let field = |name: &str| form.get(name).map_or("", String::as_str);
    let service = field("MessagingServiceSid");
    if field("From").is_empty() && service.is_empty() {
        return refusal(StatusCode::BAD_REQUEST, 21603, "A 'From' phone number is required");
    }
    if service.is_empty() && field("From") != fake.0.options.twilio_from {
        return refusal(StatusCode::BAD_REQUEST, 21606, "The 'From' number is not valid for the account");
    }
    if !field("To").starts_with('+') {
        return refusal(StatusCode::BAD_REQUEST, 21211, "Invalid 'To' number");
    }
    let message = Message { text: field("Body").to_owned(), ..Message::new(Platform::Twilio, "", field("To")) };
    let sid = match fake.receive(message) {
        Ok(sid) => sid,
        Err(Outcome::NoSuchNumber) => return refusal(StatusCode::BAD_REQUEST, 21211, "Invalid 'To' number"),
        Err(Outcome::TooOften) => return refusal(StatusCode::TOO_MANY_REQUESTS, 20429, "Too Many Requests"),
        Err(Outcome::Trouble) => return refusal(StatusCode::SERVICE_UNAVAILABLE, 20503, "Service unavailable"),
        Err(Outcome::Unsubscribed) => return refusal(StatusCode::BAD_REQUEST, 21610, "The recipient unsubscribed"),
    };
    let date = Timestamp::from_second(fake.now()).unwrap_or_default().strftime("%a, %d %b %Y %T +0000").to_string();
    let from = if service.is_empty() { Value::from(field("From")) } else { Value::Null };
    let body = json!({
        "sid": sid, "account_sid": account, "to": field("To"), "from": from, "body": field("Body"),
        "messaging_service_sid": (!service.is_empty()).then_some(service),
        "status": if service.is_empty() { "queued" } else { "accepted" },
        "direction": "outbound-api", "api_version": "2010-04-01", "num_segments": "1", "price": null,
        "price_unit": "USD", "date_created": date, "error_code": null, "error_message": null,
        "uri": format!("/2010-04-01/Accounts/{account}/Messages/{sid}.json"),
    });
    (StatusCode::CREATED, Json(body))
}

fn check(fake: &Fake, account: &str, headers: &HeaderMap) -> Result<(), Answer> {
    let options = &fake.0.options;
    let expected = format!("{}:{}", options.twilio_account_sid, options.twilio_auth_token.expose());
    let sent = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Basic "));
    if sent != Some(STANDARD.encode(expected).as_str()) {
        return Err(refusal(StatusCode::UNAUTHORIZED, 20003, "Authenticate"));
    }
    if account != options.twilio_account_sid {
        return Err(refusal(StatusCode::NOT_FOUND, 20404, "The requested resource was not found"));
    }
    Ok(())
}

fn refusal(status: StatusCode, code: u32, message: &str) -> Answer {
    let more_info = format!("https://www.twilio.com/docs/errors/{code}");
    let body = json!({"code": code, "message": message, "more_info": more_info, "status": status.as_u16()});
    (status, Json(body))
}
