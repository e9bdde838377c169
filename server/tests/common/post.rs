//! A mail server and SMS gateways to send through, and what arrived there.

use super::{Client, TestApp};
use connectors::sms::fake as sms;
use connectors::smtp::fake as smtp;
use serde_json::{Value, json};

/// A mail server that is connected to an organisation.
pub struct Post {
    /// The server.
    pub mail: smtp::Running,
}

impl Post {
    /// Starts a mail server and connects it.
    pub async fn connect(owner: &Client) -> Self {
        let mail = smtp::start(smtp::FakeOptions::default()).await.expect("the mail server starts");
        owner.ask("connections/save", json!({ "save": Self::settings(&mail) })).await;
        Self { mail }
    }

    /// What an admin types to connect it.
    pub fn settings(mail: &smtp::Running) -> Value {
        json!({
            "kind": "smtp",
            "name": "Mail",
            "settings": {
                "host": mail.address.ip().to_string(),
                "port": mail.address.port().to_string(),
                "security": "none",
                "from": "Muster <console@example.com>",
            },
        })
    }

    /// The newest letter to an address.
    pub fn letter(&self, to: &str) -> smtp::Mail {
        let letters = self.mail.fake.letters();
        let found = letters.into_iter().find(|letter| letter.to.iter().any(|one| one.contains(to)));
        found.unwrap_or_else(|| panic!("no letter to {to}"))
    }

    /// How many letters came to an address.
    pub fn count(&self, to: &str) -> usize {
        self.mail.fake.letters().iter().filter(|letter| letter.to.iter().any(|one| one.contains(to))).count()
    }
}

/// The path of the link in a message.
pub fn link(text: &str) -> String {
    let at = text.find("/join/").expect("a link");
    text[at..].split_whitespace().next().expect("a path").to_owned()
}

/// Starts made-up gateways and connects one; the gateways.
pub async fn gateways(owner: &Client, kind: &str) -> sms::Running {
    let running = sms::start(sms::FakeOptions::default()).await.expect("the gateways start");
    let options = sms::FakeOptions::default();
    let of = |path: &str| running.url(path).to_string();
    let approved = json!({ "sign_name": "Muster", "template_invitation": "SMS_1001", "template_code": "SMS_1002" });
    let mut settings = match kind {
        "sms_tencent" => json!({
            "base_url": of("tencent"), "secret_id": options.tencent_secret_id,
            "secret_key": options.tencent_secret_key.expose(), "region": "ap-guangzhou",
            "sdk_app_id": options.tencent_sdk_app_id,
        }),
        "sms_aliyun" => json!({
            "base_url": of("aliyun"), "access_key_id": options.aliyun_access_key_id,
            "access_key_secret": options.aliyun_access_key_secret.expose(),
        }),
        "sms_twilio" => json!({
            "base_url": of(""), "account_sid": options.twilio_account_sid,
            "auth_token": options.twilio_auth_token.expose(), "sender": options.twilio_from,
        }),
        _ => json!({
            "url": of("generic"), "method": "POST", "content_type": "application/json",
            "body": r#"{"to": "{to}", "text": "{text}", "id": "{id}"}"#,
        }),
    };
    if matches!(kind, "sms_tencent" | "sms_aliyun") {
        for (name, value) in approved.as_object().expect("settings") {
            settings[name] = value.clone();
        }
    }
    let save = json!({ "kind": kind, "name": "SMS", "settings": settings });
    owner.ask("connections/save", json!({ "save": save })).await;
    running
}

impl Client {
    /// Invites these addresses; what became of each.
    pub async fn invite(&self, addresses: &[&str]) -> Vec<Value> {
        let people: Vec<Value> = addresses.iter().map(|address| json!({ "address": address })).collect();
        let invite = json!({ "people": people, "language": "en" });
        self.ask("invitations/invite", json!({ "invite": invite })).await.as_array().expect("a list").clone()
    }

    /// The invitation of one member.
    pub async fn invitation(&self, member: &Value) -> Value {
        self.ask("invitations/personal", json!({ "ids": [member] })).await[0].clone()
    }
}

impl TestApp {
    /// Lets time pass and works off what is due then.
    pub async fn later(&self, millis: i64) {
        self.edge.services.clock.advance(millis);
        self.work().await;
    }
}
