use connectors::{
    delivery::{Decision, Reason, SendError},
    sms::{Sms, SmsConfig, fake::Running},
};
use futures::future::join_all;
use url::Url;

use super::{client, http, now, started, text};

/// One client of each gateway.
fn all(running: &Running) -> Vec<Sms> {
    configs(running).into_iter().map(client).collect()
}

fn configs(running: &Running) -> Vec<SmsConfig> {
    vec![
        SmsConfig::Tencent(running.tencent()),
        SmsConfig::Aliyun(running.aliyun()),
        SmsConfig::Twilio(running.twilio()),
        SmsConfig::Generic(running.generic()),
    ]
}

fn moved(config: SmsConfig, url: &str) -> SmsConfig {
    let base_url = Url::parse(url).unwrap();
    match config {
        SmsConfig::Tencent(config) => SmsConfig::Tencent(connectors::sms::TencentConfig { base_url, ..config }),
        SmsConfig::Aliyun(config) => SmsConfig::Aliyun(connectors::sms::AliyunConfig { base_url, ..config }),
        SmsConfig::Twilio(config) => SmsConfig::Twilio(connectors::sms::TwilioConfig { base_url, ..config }),
        SmsConfig::Generic(config) => SmsConfig::Generic(connectors::sms::GenericConfig { base_url, ..config }),
    }
}

fn outcome(error: &SendError) -> (Decision, Reason) {
    (error.decision, error.reason)
}

#[tokio::test]
async fn every_gateway_takes_a_text_and_names_it() {
    let running = started().await;
    for sms in all(&running) {
        let receipt = sms.send(&text("+8613800000100"), &now()).await.unwrap();
        assert!(!receipt.provider_id.is_empty());
        assert_eq!(running.fake.messages()[0].provider_id, receipt.provider_id);
        sms.test(&now()).await.unwrap();
    }
    assert_eq!((running.fake.messages().len(), running.fake.received()), (4, 4), "a test sends nothing");
}

#[tokio::test]
async fn each_scripted_refusal_has_its_decision() {
    use Decision::{RefuseRecipient, Retry};
    let running = started().await;
    let expected: [[(Decision, Reason); 4]; 4] = [
        [(RefuseRecipient, Reason::BadNumber); 4],
        [
            (RefuseRecipient, Reason::TooOften),
            (RefuseRecipient, Reason::TooOften),
            (Retry, Reason::TooOften),
            (Retry, Reason::TooOften),
        ],
        [(Retry, Reason::Busy); 4],
        [(RefuseRecipient, Reason::OptedOut); 4],
    ];
    for (script, expected) in (1..).zip(expected) {
        for (sms, mut expected) in all(&running).iter().zip(expected) {
            // A gateway nobody knows has no code to tell these apart by.
            if matches!(sms.config(), SmsConfig::Generic(_)) && expected.0 == RefuseRecipient {
                expected.1 = Reason::Rejected;
            }
            let error = sms.send(&text(&format!("+861380000000{script}")), &now()).await.unwrap_err();
            assert_eq!(outcome(&error), expected, "{script}: {:?}", sms.config());
            assert!(!error.detail.is_empty());
        }
    }
    assert_eq!(running.fake.messages(), []);
}

#[tokio::test]
async fn passing_trouble_has_passed_the_second_time() {
    let running = started().await;
    for sms in all(&running) {
        sms.send(&text("+8613800000003"), &now()).await.unwrap_err();
        sms.send(&text("+8613800000003"), &now()).await.unwrap();
    }
}

#[tokio::test]
async fn a_text_that_is_sent_again_keeps_its_id() {
    let running = started().await;
    for sms in all(&running) {
        for _ in 0..2 {
            sms.send(&text("+8613800000100"), &now()).await.unwrap();
        }
    }
    let messages = running.fake.messages();
    let twice: Vec<_> = messages.iter().filter(|message| message.times_seen == 2).collect();
    assert_eq!(twice.len(), 3, "Twilio has no field for an id");
    assert!(twice.iter().all(|message| message.id == "m-+8613800000100"));
}

#[tokio::test]
async fn what_is_no_number_is_not_sent() {
    let running = started().await;
    for sms in all(&running) {
        for to in
            ["", "13800000000", "+", "+0123456789", "+86 138", "+8613800000000,+8613800000001", "+123456789012345678"]
        {
            let error = sms.send(&text(to), &now()).await.unwrap_err();
            assert_eq!(outcome(&error), (Decision::RefuseRecipient, Reason::BadNumber));
        }
    }
    assert_eq!(running.fake.received(), 0);
}

#[tokio::test]
async fn a_private_address_is_refused() {
    let running = started().await;
    for config in configs(&running) {
        let sms = Sms::new(moved(config, "https://127.0.0.1:8443/"), http(false)).unwrap();
        for error in [sms.send(&text("+8613800000100"), &now()).await.unwrap_err(), sms.test(&now()).await.unwrap_err()]
        {
            assert_eq!(outcome(&error), (Decision::StopChannel, Reason::PrivateAddress));
        }
    }
}

#[tokio::test]
async fn credentials_do_not_travel_without_tls() {
    let running = started().await;
    for config in configs(&running) {
        let error = Sms::new(moved(config, "http://sms.example.com/"), http(false)).unwrap_err();
        assert_eq!(outcome(&error), (Decision::StopChannel, Reason::NotTls));
    }
}

#[tokio::test]
async fn a_gateway_that_is_not_there_is_tried_again_and_a_wrong_address_is_not() {
    let running = started().await;
    for config in configs(&running) {
        let generic = matches!(config, SmsConfig::Generic(_));
        let gone = client(moved(config.clone(), "http://127.0.0.1:1/"));
        for error in
            [gone.send(&text("+8613800000100"), &now()).await.unwrap_err(), gone.test(&now()).await.unwrap_err()]
        {
            assert_eq!(outcome(&error), (Decision::Retry, Reason::Unreachable));
        }
        let elsewhere = client(moved(config, running.url("nowhere").as_str()));
        let error = elsewhere.send(&text("+8613800000100"), &now()).await.unwrap_err();
        assert_eq!(outcome(&error), (Decision::StopChannel, Reason::NotThePlatform));
        assert!(generic || elsewhere.test(&now()).await.is_err(), "a test tells too, where there is a call for it");
    }
}

#[tokio::test]
async fn no_secret_is_shown() {
    let running = started().await;
    for sms in all(&running) {
        let shown = format!("{sms:?}");
        for secret in ["fake-secret-key", "fake-access-key-secret", "fake-auth-token"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

#[tokio::test]
async fn fifty_texts_at_once_all_arrive() {
    let running = started().await;
    for sms in all(&running) {
        let texts: Vec<_> = (0..50).map(|number| text(&format!("+86138000010{number:02}"))).collect();
        let moments: Vec<_> = texts.iter().map(|_| now()).collect();
        let outcomes = join_all(texts.iter().zip(&moments).map(|(text, at)| sms.send(text, at))).await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    }
    assert_eq!(running.fake.messages().len(), 200);
}
