use connectors::{
    delivery::{Decision, Reason},
    sms::{AliyunConfig, Moment, SmsConfig, TemplateChoice, Text},
};
use serde_json::{Value, json};

use super::{NOW, client, now, started, text};

#[tokio::test]
async fn a_text_arrives_as_template_named_values_and_sign() {
    let running = started().await;
    let sms = client(SmsConfig::Aliyun(running.aliyun()));
    sms.send(&text("+8613800000100"), &now()).await.unwrap();
    let message = &running.fake.messages()[0];
    assert_eq!((message.to.as_str(), message.template.as_str()), ("13800000100", "SMS_1"));
    assert_eq!(message.params, json!({"code": "123456", "name": "王芳 & co"}));
    assert_eq!((message.sign.as_str(), message.id.as_str()), ("云帆贸易", "m-+8613800000100"));
    let plain = TemplateChoice { params: Vec::new(), ..text("").template };
    sms.send(&Text { template: plain, ..text("+85260000000") }, &now()).await.unwrap();
    let message = &running.fake.messages()[0];
    assert_eq!((message.to.as_str(), &message.params), ("85260000000", &Value::Null));
}

#[tokio::test]
async fn wrong_credentials_stop_the_channel_and_say_which() {
    let running = started().await;
    let good = running.aliyun();
    for (config, code) in [
        (AliyunConfig { access_key_secret: "wrong".into(), ..good.clone() }, "SignatureDoesNotMatch"),
        (AliyunConfig { access_key_id: "wrong".to_owned(), ..good }, "InvalidAccessKeyId.NotFound"),
    ] {
        let sms = client(SmsConfig::Aliyun(config));
        for error in [sms.send(&text("+8613800000100"), &now()).await.unwrap_err(), sms.test(&now()).await.unwrap_err()]
        {
            assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::WrongCredentials));
            assert!(error.detail.starts_with(code), "{}", error.detail);
        }
    }
    assert_eq!(running.fake.received(), 0);
}

#[tokio::test]
async fn old_and_repeated_calls_are_not_taken() {
    let running = started().await;
    let sms = client(SmsConfig::Aliyun(running.aliyun()));
    let old = sms.send(&text("+8613800000100"), &Moment { now: NOW - 901, ..now() }).await.unwrap_err();
    assert_eq!((old.decision, old.reason), (Decision::StopChannel, Reason::WrongClock));
    let at = now();
    sms.send(&text("+8613800000100"), &at).await.unwrap();
    let again = sms.send(&text("+8613800000100"), &at).await.unwrap_err();
    assert!(again.detail.starts_with("SignatureNonceUsed"), "{}", again.detail);
}
