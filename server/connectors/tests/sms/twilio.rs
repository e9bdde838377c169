use connectors::{
    delivery::{Decision, Reason},
    sms::{SmsConfig, Text, TwilioConfig, TwilioSender},
};

use super::{client, now, started, text};

#[tokio::test]
async fn a_text_arrives_word_for_word() {
    let running = started().await;
    let receipt = client(SmsConfig::Twilio(running.twilio())).send(&text("+8613800000100"), &now()).await.unwrap();
    assert!(receipt.provider_id.starts_with("SM") && receipt.provider_id.len() == 34);
    let message = &running.fake.messages()[0];
    assert_eq!((message.to.as_str(), message.text.as_str()), ("+8613800000100", text("").text.as_str()));
    let service = TwilioSender::MessagingService("MG00000000000000000000000000000001".to_owned());
    let sms = client(SmsConfig::Twilio(TwilioConfig { sender: service, ..running.twilio() }));
    sms.send(&text("+8613800000101"), &now()).await.unwrap();
}

#[tokio::test]
async fn wrong_credentials_stop_the_channel() {
    let running = started().await;
    let good = running.twilio();
    for config in [
        TwilioConfig { auth_token: "wrong".into(), ..good.clone() },
        TwilioConfig { account_sid: "AC9".to_owned(), ..good.clone() },
        TwilioConfig { api_key_sid: Some("SK1".to_owned()), ..good.clone() },
    ] {
        let sms = client(SmsConfig::Twilio(config));
        for error in [sms.send(&text("+8613800000100"), &now()).await.unwrap_err(), sms.test(&now()).await.unwrap_err()]
        {
            assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::WrongCredentials));
        }
    }
    let foreign = TwilioSender::From("+15550000000".to_owned());
    let sms = client(SmsConfig::Twilio(TwilioConfig { sender: foreign, ..good }));
    let error = sms.send(&text("+8613800000100"), &now()).await.unwrap_err();
    assert_eq!((error.decision, error.reason), (Decision::StopChannel, Reason::BadSender));
}

#[tokio::test]
async fn a_text_above_the_limit_is_refused_before_it_is_sent() {
    let running = started().await;
    let sms = client(SmsConfig::Twilio(running.twilio()));
    let long = Text { text: "长".repeat(1_601), ..text("+8613800000100") };
    assert_eq!(sms.send(&long, &now()).await.unwrap_err().reason, Reason::TooLarge);
    sms.send(&Text { text: "长".repeat(1_600), ..long }, &now()).await.unwrap();
    assert_eq!(running.fake.received(), 1);
}
