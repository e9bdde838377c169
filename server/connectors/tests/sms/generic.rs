use connectors::{
    delivery::{Decision, Reason},
    sms::{
        BodyKind, GenericConfig, GenericMethod, GenericSignature, Sms, SmsConfig, SuccessRule,
        fake::{FakeOptions, Message},
    },
};
use serde_json::json;
use url::Url;

use super::{client, http, now, started, started_with, text};

fn is_whole(message: &Message) -> bool {
    let sent = text("+8613800000100");
    message.to == sent.to && message.text == sent.text && message.id == sent.id && message.sign == sent.sign
}

#[tokio::test]
async fn a_text_arrives_whole_by_every_shape() {
    let running = started().await;
    let json = running.generic();
    let form = "to={to}&text={text}&template={template}&params={params}&sign={sign}&id={id}";
    let as_form = GenericConfig { body_kind: BodyKind::Form, body: form.to_owned(), ..json.clone() };
    let put = GenericConfig { method: GenericMethod::Put, ..json.clone() };
    let base_url = Url::parse(&format!("{}?{form}", running.url("generic"))).unwrap();
    let get = GenericConfig { method: GenericMethod::Get, base_url, body: String::new(), ..json.clone() };
    for config in [json, as_form, put, get] {
        running.fake.clear();
        let receipt = client(SmsConfig::Generic(config)).send(&text("+8613800000100"), &now()).await.unwrap();
        assert!(receipt.provider_id.starts_with("g-"));
        assert!(is_whole(&running.fake.messages()[0]), "{:?}", running.fake.messages());
    }
    let client = client(SmsConfig::Generic(running.generic()));
    client.send(&text("+8613800000100"), &now()).await.unwrap();
    assert_eq!(running.fake.messages()[0].params, json!({"code": "123456", "name": "王芳 & co"}));
}

#[tokio::test]
async fn the_signature_is_over_what_is_sent() {
    let running = started_with(FakeOptions { generic_key: "k".into(), ..Default::default() }).await;
    let signed = running.generic();
    client(SmsConfig::Generic(signed.clone())).send(&text("+8613800000100"), &now()).await.unwrap();
    let base_url = Url::parse(&format!("{}?to={{to}}&text={{text}}", running.url("generic"))).unwrap();
    let get = GenericConfig { method: GenericMethod::Get, base_url, ..signed.clone() };
    client(SmsConfig::Generic(get)).send(&text("+8613800000101"), &now()).await.unwrap();
    let wrong = GenericSignature { header: "X-Signature".to_owned(), key: "other".into() };
    for signature in [None, Some(wrong)] {
        let config = GenericConfig { signature, ..signed.clone() };
        let error = client(SmsConfig::Generic(config)).send(&text("+8613800000100"), &now()).await.unwrap_err();
        assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::WrongCredentials));
    }
}

#[tokio::test]
async fn the_rule_decides_what_success_is() {
    let running = started().await;
    let rule = |pointer: Option<&str>, equals: &str| SuccessRule {
        pointer: pointer.map(str::to_owned),
        equals: equals.to_owned(),
        ..SuccessRule::default()
    };
    for (success, to, taken) in [
        (rule(None, ""), "+8613800000100", true),
        // 200, with a code that says no.
        (rule(None, ""), "+8613800000004", true),
        (rule(Some("/code"), "0"), "+8613800000004", false),
        (rule(Some("/code"), "1"), "+8613800000100", false),
        (rule(Some("/nowhere"), ""), "+8613800000100", false),
        (SuccessRule { status_from: 201, status_to: 201, ..rule(None, "") }, "+8613800000100", false),
    ] {
        let config = GenericConfig { success, ..running.generic() };
        let outcome = client(SmsConfig::Generic(config.clone())).send(&text(to), &now()).await;
        assert_eq!(outcome.is_ok(), taken, "{:?} {to}", config.success);
        if let Err(error) = outcome {
            assert_eq!((error.decision, error.reason), (Decision::RefuseRecipient, Reason::Rejected));
            assert!(error.detail.starts_with("HTTP 200 {\"code\""), "{}", error.detail);
        }
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_is_found_when_it_is_entered() {
    let running = started().await;
    for body in [r#"{"params": "{params}"}"#, r#"{"to": {to}}"#, ""] {
        let config = GenericConfig { body: body.to_owned(), ..running.generic() };
        let error = Sms::new(SmsConfig::Generic(config), http(true)).unwrap_err();
        assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::Malformed), "{body}");
    }
}

#[tokio::test]
async fn headers_are_sent_and_not_shown_and_bad_ones_stop_the_channel() {
    let running = started().await;
    let with =
        |name: &str, value: &str| GenericConfig { headers: vec![(name.to_owned(), value.into())], ..running.generic() };
    let good = client(SmsConfig::Generic(with("X-Api-Key", "hunter2")));
    good.send(&text("+8613800000100"), &now()).await.unwrap();
    assert!(!format!("{good:?}").contains("hunter2"));
    let bad = client(SmsConfig::Generic(with("X-Api-Key", "a\r\nX-Evil: 1")));
    let error = bad.send(&text("+8613800000100"), &now()).await.unwrap_err();
    assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::Malformed));
}
