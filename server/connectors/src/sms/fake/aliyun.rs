//! `/aliyun`: SendSms in the RPC style.

use std::collections::BTreeMap;

use axum::{Json, Router, body::Bytes, extract::State, http::StatusCode, routing::post};
use jiff::Timestamp;
use serde_json::{Value, json};
use subtle::ConstantTimeEq as _;

use super::{
    Fake,
    message::{Message, Platform},
    script::Outcome,
};
use crate::sms::sign_aliyun;

/// Seconds a call may be old or early.
const SKEW: u64 = 900;

type Params = BTreeMap<String, String>;
type Refusal = (StatusCode, &'static str, &'static str);

pub(super) fn router() -> Router<Fake> {
    Router::new().route("/aliyun", post(send)).route("/aliyun/", post(send))
}

async fn send(State(fake): State<Fake>, body: Bytes) -> (StatusCode, Json<Value>) {
    let params: Params = url::form_urlencoded::parse(&body).into_owned().collect();
    match check(&fake, &params).and_then(|()| take(&fake, &params)) {
        Ok(id) => (StatusCode::OK, Json(json!({"RequestId": "fake", "Code": "OK", "Message": "OK", "BizId": id}))),
        Err((status, code, words)) => {
            let body = json!({"RequestId": "fake", "Code": code, "Message": words, "HostId": "fake.example.test"});
            (status, Json(body))
        }
    }
}

fn check(fake: &Fake, params: &Params) -> Result<(), Refusal> {
    let options = &fake.0.options;
    let bad = |code, words| Err((StatusCode::BAD_REQUEST, code, words));
    let param = |name: &str| params.get(name).map_or("", String::as_str);
    if param("Action") != "SendSms" || param("Version") != "2017-05-25" {
        return Err((StatusCode::NOT_FOUND, "InvalidAction.NotFound", "only SendSms of 2017-05-25 is here"));
    }
    if param("AccessKeyId") != options.aliyun_access_key_id {
        return Err((StatusCode::NOT_FOUND, "InvalidAccessKeyId.NotFound", "the access key is not known"));
    }
    let time: Option<Timestamp> = param("Timestamp").parse().ok();
    if time.is_none_or(|time| time.as_second().abs_diff(fake.now()) > SKEW) {
        return bad("InvalidTimeStamp.Expired", "the timestamp is more than fifteen minutes off");
    }
    let signed: BTreeMap<&str, String> = params
        .iter()
        .filter(|(name, _)| *name != "Signature")
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    let expected = sign_aliyun("POST", &signed, &options.aliyun_access_key_secret);
    if !bool::from(expected.as_bytes().ct_eq(param("Signature").as_bytes())) {
        return bad("SignatureDoesNotMatch", "the signature does not match");
    }
    if !fake.state().nonces.insert(param("SignatureNonce").to_owned()) {
        return bad("SignatureNonceUsed", "the nonce was used before");
    }
    for (name, code) in [
        ("PhoneNumbers", "MissingPhoneNumbers"),
        ("SignName", "MissingSignName"),
        ("TemplateCode", "MissingTemplateCode"),
    ] {
        if param(name).is_empty() {
            return bad(code, "a parameter is missing");
        }
    }
    Ok(())
}

fn take(fake: &Fake, params: &Params) -> Result<String, Refusal> {
    let param = |name: &str| params.get(name).cloned().unwrap_or_default();
    let values = param("TemplateParam");
    let values: Value = if values.is_empty() { Value::Null } else { serde_json::from_str(&values).unwrap_or_default() };
    if values.is_null() && !param("TemplateParam").is_empty() {
        return Err((StatusCode::OK, "isv.INVALID_JSON_PARAM", "TemplateParam is no JSON"));
    }
    let message = Message {
        template: param("TemplateCode"),
        params: values,
        sign: param("SignName"),
        ..Message::new(Platform::Aliyun, &param("OutId"), &param("PhoneNumbers"))
    };
    fake.receive(message).map_err(|outcome| {
        let (code, words) = match outcome {
            Outcome::NoSuchNumber => ("isv.MOBILE_NUMBER_ILLEGAL", "illegal number"),
            Outcome::TooOften => ("isv.BUSINESS_LIMIT_CONTROL", "flow control"),
            Outcome::Trouble => ("isp.SYSTEM_ERROR", "trouble of our own"),
            // In earnest a report says so later; here the caller should see what a refusal looks like.
            Outcome::Unsubscribed => ("MOBILE_IN_BLACK", "on the blacklist"),
        };
        (StatusCode::OK, code, words)
    })
}
