use connectors::{
    delivery::{Decision, Reason},
    sms::{Moment, SmsConfig, TencentConfig},
};
use serde_json::json;

use super::{NOW, client, now, started, text};

#[tokio::test]
async fn a_text_arrives_as_template_values_and_sign() {
    let running = started().await;
    client(SmsConfig::Tencent(running.tencent())).send(&text("+8613800000100"), &now()).await.unwrap();
    let message = &running.fake.messages()[0];
    assert_eq!((message.to.as_str(), message.template.as_str()), ("+8613800000100", "SMS_1"));
    assert_eq!((message.sign.as_str(), &message.params), ("云帆贸易", &json!(["123456", "王芳 & co"])));
    assert_eq!((message.id.as_str(), message.at), ("m-+8613800000100", NOW));
}

#[tokio::test]
async fn wrong_credentials_stop_the_channel_and_say_which() {
    let running = started().await;
    let good = running.tencent();
    for (config, code) in [
        (TencentConfig { secret_key: "wrong".into(), ..good.clone() }, "AuthFailure.SignatureFailure"),
        (TencentConfig { secret_id: "wrong".to_owned(), ..good.clone() }, "AuthFailure.SecretIdNotFound"),
    ] {
        let sms = client(SmsConfig::Tencent(config));
        for error in [sms.send(&text("+8613800000100"), &now()).await.unwrap_err(), sms.test(&now()).await.unwrap_err()]
        {
            assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::WrongCredentials));
            assert!(error.detail.starts_with(code), "{}", error.detail);
        }
    }
    let other = client(SmsConfig::Tencent(TencentConfig { sdk_app_id: "1".to_owned(), ..good }));
    let error = other.send(&text("+8613800000100"), &now()).await.unwrap_err();
    assert!(error.detail.starts_with("UnauthorizedOperation.SmsSdkAppIdVerifyFail"), "{}", error.detail);
    assert_eq!(running.fake.received(), 0);
}

#[tokio::test]
async fn a_machine_with_a_wrong_clock_is_told_so() {
    let running = started().await;
    let sms = client(SmsConfig::Tencent(running.tencent()));
    for wrong in [NOW - 301, NOW + 301] {
        let at = Moment { now: wrong, ..now() };
        let error = sms.send(&text("+8613800000100"), &at).await.unwrap_err();
        assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::WrongClock));
    }
    sms.send(&text("+8613800000100"), &Moment { now: NOW - 299, ..now() }).await.unwrap();
}

#[tokio::test]
async fn a_missing_region_does_not_pass_for_a_good_connection() {
    let running = started().await;
    let sms = client(SmsConfig::Tencent(TencentConfig { region: String::new(), ..running.tencent() }));
    let error = sms.test(&now()).await.unwrap_err();
    assert!(error.detail.starts_with("MissingParameter:"), "{}", error.detail);
}
