//! `/tencent`: SendSms behind TC3. HTTP is always 200.

use axum::{Json, Router, body::Bytes, extract::State, http::HeaderMap, routing::post};
use serde_json::{Value, json};

use super::{
    Fake,
    message::{Message, Platform},
    script::Outcome,
};
use crate::tc3::verify;

pub(super) fn router() -> Router<Fake> {
    Router::new().route("/tencent", post(send)).route("/tencent/", post(send))
}

async fn send(State(fake): State<Fake>, headers: HeaderMap, body: Bytes) -> Json<Value> {
    let response = match answer(&fake, &headers, &body) {
        Ok(response) => response,
        Err((code, message)) => json!({"Error": {"Code": code, "Message": message}}),
    };
    let mut response = response;
    response["RequestId"] = "fake-request".into();
    Json(json!({"Response": response}))
}

fn answer(fake: &Fake, headers: &HeaderMap, body: &[u8]) -> Result<Value, (&'static str, &'static str)> {
    let options = &fake.0.options;
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
    let key = |id: &str| (id == options.tencent_secret_id).then(|| options.tencent_secret_key.clone());
    verify("sms", fake.now(), body, header, key)?;
    if header("x-tc-region").unwrap_or_default().is_empty() {
        return Err(("MissingParameter", "X-TC-Region is missing"));
    }
    if header("x-tc-action").as_deref() != Some("SendSms") || header("x-tc-version").as_deref() != Some("2021-01-11") {
        return Err(("InvalidAction", "only SendSms of 2021-01-11 is here"));
    }
    let call: Value = serde_json::from_slice(body).map_err(|_| ("InvalidParameter", "the body is no JSON"))?;
    let numbers = call["PhoneNumberSet"].as_array().filter(|numbers| !numbers.is_empty());
    let numbers = numbers.ok_or(("MissingParameter.EmptyPhoneNumberSet", "nobody to send to"))?;
    if numbers.len() > 200 {
        return Err(("LimitExceeded.PhoneNumberCountLimit", "more than 200 numbers"));
    }
    if call["SmsSdkAppId"] != options.tencent_sdk_app_id.as_str() {
        return Err(("UnauthorizedOperation.SmsSdkAppIdVerifyFail", "the application is not this account's"));
    }
    let statuses: Vec<_> =
        numbers.iter().map(|number| status(fake, &call, number.as_str().unwrap_or_default())).collect();
    Ok(json!({"SendStatusSet": statuses}))
}

fn status(fake: &Fake, call: &Value, to: &str) -> Value {
    let text = |field: &str| call[field].as_str().unwrap_or_default().to_owned();
    let context = text("SessionContext");
    let message = Message {
        template: text("TemplateId"),
        params: call["TemplateParamSet"].clone(),
        sign: text("SignName"),
        ..Message::new(Platform::Tencent, &context, to)
    };
    let (serial, fee, code, words) = match fake.receive(message) {
        Ok(serial) => (serial, 1, "Ok", "send success"),
        Err(outcome) => {
            let (code, words) = match outcome {
                Outcome::NoSuchNumber => ("InvalidParameterValue.IncorrectPhoneNumber", "incorrect phone number"),
                Outcome::TooOften => ("LimitExceeded.PhoneNumberThirtySecondLimit", "one in thirty seconds"),
                Outcome::Trouble => ("InternalError.OtherError", "trouble of our own"),
                Outcome::Unsubscribed => ("FailedOperation.PhoneNumberInBlacklist", "on the blacklist"),
            };
            (String::new(), 0, code, words)
        }
    };
    json!({
        "SerialNo": serial, "PhoneNumber": to, "Fee": fee, "SessionContext": context,
        "Code": code, "Message": words, "IsoCode": if to.starts_with("+86") { "CN" } else { "" },
    })
}
