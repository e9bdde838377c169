//! What sends messages in the demo, and the people who were invited through it.

use connectors::sms::fake as sms;
use connectors::smtp::fake as smtp;
use domain::{Result, Services, Viewer, connections, invitations};
use model::connection::{ConnectionKind, SaveConnection};
use model::invite::{Invite, NewPerson};
use model::language::Language;
use model::role::RoleKey;
use model::setting::Setting;

/// People who were sent a letter or a text message; one mailbox does not exist.
const INVITED: [(&str, &str); 5] = [
    ("Mariana Duarte", "mariana.duarte@example.test"),
    ("韩雪", "han.xue@example.test"),
    ("Owen Marsh", "bounce@example.test"),
    ("丁浩然", "+8613900000021"),
    ("", "li.na@example.test"),
];

/// The made-up mail server and SMS gateway.
pub(super) struct Senders<'a> {
    pub mail: &'a smtp::Running,
    pub texts: &'a sms::Running,
}

impl Senders<'_> {
    /// Connects both.
    pub(super) async fn connect(&self, services: &Services, viewer: &Viewer) -> Result<()> {
        let mail = [
            (Setting::Host, self.mail.address.ip().to_string()),
            (Setting::Port, self.mail.address.port().to_string()),
            (Setting::Security, "none".to_owned()),
            (Setting::From, "Muster <console@example.com>".to_owned()),
        ];
        let texts = [
            (Setting::Url, self.texts.url("generic").to_string()),
            (Setting::Method, "POST".to_owned()),
            (Setting::ContentType, "application/json".to_owned()),
            (Setting::Body, r#"{"to": "{to}", "text": "{text}", "id": "{id}"}"#.to_owned()),
        ];
        for (kind, name, settings) in
            [(ConnectionKind::Smtp, "Mail", Vec::from(mail)), (ConnectionKind::SmsHttp, "SMS", Vec::from(texts))]
        {
            let save = SaveConnection {
                id: None,
                revision: 0,
                kind,
                name: name.to_owned(),
                settings: settings.into_iter().collect(),
                forget: Vec::new(),
                brake_percent: 0,
            };
            let connection = connections::save(services, viewer, &save).await?;
            connections::test(services, viewer, &connection.id).await?;
        }
        Ok(())
    }
}

/// Invites some people.
pub(super) async fn invite(services: &Services, viewer: &Viewer) -> Result<()> {
    let people = INVITED.iter().map(|(name, address)| NewPerson {
        name: (*name).to_owned(),
        address: (*address).to_owned(),
        ..NewPerson::default()
    });
    let invite = Invite {
        people: people.collect(),
        department: None,
        position: "顾问".to_owned(),
        role: RoleKey::default(),
        language: Language::En,
    };
    invitations::invite(services, viewer, &invite).await?;
    Ok(())
}
