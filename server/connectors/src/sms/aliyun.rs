//! 阿里云短信服务, version 2017-05-25, in the RPC style: every parameter is signed, the signature is one more.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac as _};
use jiff::Timestamp;
use reqwest::{Method, header::CONTENT_TYPE};
use serde_json::Value;
use sha1::Sha1;

use super::{
    answer::{object, text as string},
    config::AliyunConfig,
    text::{Moment, Text},
};
use crate::{
    delivery::{Reason, Receipt, SendError},
    http::Http,
    secret::Secret,
};

const FORM: &str = "application/x-www-form-urlencoded";

pub(super) async fn send(config: &AliyunConfig, http: &Http, text: &Text, at: &Moment) -> Result<Receipt, SendError> {
    let mut params = BTreeMap::from([
        ("PhoneNumbers", number(&text.to)),
        ("SignName", text.sign.clone()),
        ("TemplateCode", text.template.code.clone()),
        ("OutId", text.id.clone()),
    ]);
    if !text.template.params.is_empty() {
        params.insert("TemplateParam", text.template.json());
    }
    let answer = call(config, http, params, at).await?;
    Ok(Receipt { provider_id: string(&answer, "/BizId").to_owned() })
}

/// Sends to nobody. That a parameter is missing is found after the signature was checked.
pub(super) async fn test(config: &AliyunConfig, http: &Http, at: &Moment) -> Result<(), SendError> {
    match call(config, http, BTreeMap::new(), at).await {
        Err(error) if error.reason == Reason::BadNumber => Ok(()),
        // Which of the three is found first is the platform's business. A missing key is not among them.
        Err(error)
            if ["MissingPhoneNumbers", "MissingSignName", "MissingTemplateCode"]
                .iter()
                .any(|code| error.detail.starts_with(code)) =>
        {
            Ok(())
        }
        outcome => outcome.map(drop),
    }
}

/// The signature of RPC calls: `base64(HMAC-SHA1(secret + "&", METHOD&%2F&encoded query))`, over all parameters but
/// itself.
pub fn sign(method: &str, params: &BTreeMap<&str, String>, secret: &Secret) -> String {
    let query: Vec<_> = params.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    let text = format!("{method}&%2F&{}", encode(&query.join("&")));
    let mut mac =
        Hmac::<Sha1>::new_from_slice(format!("{}&", secret.expose()).as_bytes()).expect("any length is a key");
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

async fn call(
    config: &AliyunConfig,
    http: &Http,
    mut params: BTreeMap<&str, String>,
    at: &Moment,
) -> Result<Value, SendError> {
    let time = Timestamp::from_second(at.now).unwrap_or_default();
    params.extend([
        ("AccessKeyId", config.access_key_id.clone()),
        ("Action", "SendSms".to_owned()),
        ("Format", "JSON".to_owned()),
        ("SignatureMethod", "HMAC-SHA1".to_owned()),
        ("SignatureNonce", at.nonce.clone()),
        ("SignatureVersion", "1.0".to_owned()),
        ("Timestamp", time.strftime("%FT%TZ").to_string()),
        ("Version", "2017-05-25".to_owned()),
    ]);
    params.insert("Signature", sign("POST", &params, &config.access_key_secret));
    let body: Vec<_> = params.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    let request = http.request(Method::POST, config.base_url.clone()).header(CONTENT_TYPE, FORM).body(body.join("&"));
    let answer = object(&http.send(request).await?)?;
    match string(&answer, "/Code") {
        "OK" => Ok(answer),
        "" => Err(SendError::stop(Reason::NotThePlatform, "the answer has no Code")),
        code => Err(judge(code, string(&answer, "/Message"))),
    }
}

/// RFC 3986: everything but letters, digits and `-_.~`. The encoding of forms would write a blank as `+`.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Mainland numbers without the country, others with it, none with the plus.
fn number(e164: &str) -> String {
    e164.strip_prefix("+86").unwrap_or_else(|| e164.trim_start_matches('+')).to_owned()
}

fn judge(code: &str, message: &str) -> SendError {
    let text = format!("{code}: {message}");
    match code {
        "isv.BUSINESS_LIMIT_CONTROL" => SendError::refuse(Reason::TooOften, text),
        "isv.MOBILE_NUMBER_ILLEGAL" => SendError::refuse(Reason::BadNumber, text),
        "MOBILE_IN_BLACK" => SendError::refuse(Reason::OptedOut, text),
        "isv.BLACK_KEY_CONTROL_LIMIT" => SendError::refuse(Reason::Rejected, text),
        // Other templates of the channel may be good, so these do not stop it.
        "isv.SMS_TEMPLATE_ILLEGAL"
        | "isv.TEMPLATE_MISSING_PARAMETERS"
        | "isv.INVALID_JSON_PARAM"
        | "isv.PARAM_LENGTH_LIMIT" => SendError::refuse(Reason::BadTemplate, text),
        "isv.SMS_SIGNATURE_ILLEGAL" => SendError::stop(Reason::BadSign, text),
        "isv.AMOUNT_NOT_ENOUGH" | "isv.OUT_OF_SERVICE" => SendError::stop(Reason::NoMoney, text),
        "isp.SYSTEM_ERROR" => SendError::retry(Reason::Busy, text),
        "isp.RAM_PERMISSION_DENY" | "SignatureDoesNotMatch" | "IncompleteSignature" => {
            SendError::stop(Reason::WrongCredentials, text)
        }
        "SignatureNonceUsed" => SendError::retry(Reason::Other, text),
        code if code.starts_with("InvalidAccessKeyId") => SendError::stop(Reason::WrongCredentials, text),
        code if code.starts_with("InvalidTimeStamp") => SendError::stop(Reason::WrongClock, text),
        code if code.starts_with("Throttling") => SendError::retry(Reason::Busy, text),
        _ => SendError::refuse(Reason::Other, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::Decision::{self, RefuseRecipient, Retry, StopChannel};

    #[test]
    fn published_signatures_are_made_again() {
        let regions = BTreeMap::from(
            [
                ("AccessKeyId", "testid"),
                ("Action", "DescribeRegions"),
                ("Format", "XML"),
                ("SignatureMethod", "HMAC-SHA1"),
                ("SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"),
                ("SignatureVersion", "1.0"),
                ("Timestamp", "2016-02-23T12:46:24Z"),
                ("Version", "2014-05-26"),
            ]
            .map(|(name, value)| (name, value.to_owned())),
        );
        assert_eq!(sign("GET", &regions, &"testsecret".into()), "OLeaidS1JvxuMvnyHOwuJ+uX5qY=");
        let sms = BTreeMap::from(
            [
                ("AccessKeyId", "testId"),
                ("Action", "SendSms"),
                ("Format", "XML"),
                ("OutId", "123"),
                ("PhoneNumbers", "15300000001"),
                ("RegionId", "cn-hangzhou"),
                ("SignName", "阿里云短信测试专用"),
                ("SignatureMethod", "HMAC-SHA1"),
                ("SignatureNonce", "45e25e9b-0a6f-4070-8c85-2956eda1b466"),
                ("SignatureVersion", "1.0"),
                ("TemplateCode", "SMS_71390007"),
                ("TemplateParam", r#"{"customer":"test"}"#),
                ("Timestamp", "2017-07-12T02:42:19Z"),
                ("Version", "2017-05-25"),
            ]
            .map(|(name, value)| (name, value.to_owned())),
        );
        assert_eq!(sign("GET", &sms, &"testSecret".into()), "zJDF+Lrzhj/ThnlvIToysFRq6t4=");
    }

    #[test]
    fn a_post_is_signed_with_its_own_method() {
        let sms = BTreeMap::from(
            [
                ("AccessKeyId", "testId"),
                ("Action", "SendSms"),
                ("Format", "JSON"),
                ("PhoneNumbers", "15300000001"),
                ("SignName", "Console"),
                ("SignatureMethod", "HMAC-SHA1"),
                ("SignatureNonce", "n-1"),
                ("SignatureVersion", "1.0"),
                ("TemplateCode", "SMS_1"),
                ("TemplateParam", r#"{"code":"123456"}"#),
                ("Timestamp", "2023-11-14T22:13:20Z"),
                ("Version", "2017-05-25"),
            ]
            .map(|(name, value)| (name, value.to_owned())),
        );
        assert_eq!(sign("POST", &sms, &"testSecret".into()), "y83m9Slg0gmcSfyAM0WncLRRLK4=");
    }

    #[test]
    fn the_encoding_is_that_of_rfc_3986() {
        assert_eq!(encode("a~b c*d+e/长"), "a~b%20c%2Ad%2Be%2F%E9%95%BF");
        assert_eq!((number("+8615300000001"), number("+85260000000")), ("15300000001".into(), "85260000000".into()));
    }

    #[test]
    fn the_platforms_codes_have_their_decisions() {
        let table: [(&str, Decision, Reason); 13] = [
            ("isv.BUSINESS_LIMIT_CONTROL", RefuseRecipient, Reason::TooOften),
            ("isv.MOBILE_NUMBER_ILLEGAL", RefuseRecipient, Reason::BadNumber),
            ("MOBILE_IN_BLACK", RefuseRecipient, Reason::OptedOut),
            ("isv.SMS_TEMPLATE_ILLEGAL", RefuseRecipient, Reason::BadTemplate),
            ("isv.SMS_SIGNATURE_ILLEGAL", StopChannel, Reason::BadSign),
            ("isv.AMOUNT_NOT_ENOUGH", StopChannel, Reason::NoMoney),
            ("isv.OUT_OF_SERVICE", StopChannel, Reason::NoMoney),
            ("isp.RAM_PERMISSION_DENY", StopChannel, Reason::WrongCredentials),
            ("isp.SYSTEM_ERROR", Retry, Reason::Busy),
            ("SignatureDoesNotMatch", StopChannel, Reason::WrongCredentials),
            ("InvalidAccessKeyId.NotFound", StopChannel, Reason::WrongCredentials),
            ("Throttling.User", Retry, Reason::Busy),
            ("isv.SOMETHING_NEW", RefuseRecipient, Reason::Other),
        ];
        for (code, decision, reason) in table {
            let error = judge(code, "words");
            assert_eq!((error.decision, error.reason), (decision, reason), "{code}");
        }
    }
}
