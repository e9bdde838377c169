//! Telephony and a contact centre, whose accounts are mapped to the members.

use super::fill::{bring, idle};
use connectors::{cxone, ringcentral};
use domain::{Result, Services, Viewer, changes, connections, mappings};
use model::change;
use model::connection::{ConnectionKind, SaveConnection};
use model::mapping::{ConfirmMappings, Evidence};
use model::run::RunKind;
use model::setting::Setting;
use std::collections::BTreeMap;

/// The people of the made-up WeCom have their addresses here.
pub(super) const DOMAIN: &str = "example.test";

/// The platforms.
pub(super) struct Telephony {
    pub telephony: ringcentral::fake::Running,
    pub centre: cxone::fake::Running,
}

impl Telephony {
    /// Starts both, with the people of the made-up WeCom of the same seed.
    pub(super) async fn start(seed: u64) -> std::io::Result<Self> {
        let telephony = ringcentral::fake::FakeOptions {
            seed,
            accounts: 260,
            mail_domain: DOMAIN.to_owned(),
            duplicates: 3,
            ..ringcentral::fake::FakeOptions::default()
        };
        let centre =
            cxone::fake::FakeOptions { seed, mail_domain: DOMAIN.to_owned(), ..cxone::fake::FakeOptions::default() };
        Ok(Self { telephony: ringcentral::fake::start(telephony).await?, centre: cxone::fake::start(centre).await? })
    }

    /// Connects both and maps whoever can be mapped; the rest waits for a person.
    pub(super) async fn connect(&self, services: &Services, viewer: &Viewer) -> Result<()> {
        let (telephony, centre) = (self.telephony.config(), self.centre.config());
        let settings = [
            (Setting::BaseUrl, telephony.base_url.to_string()),
            (Setting::ClientId, telephony.client_id.clone()),
            (Setting::ClientSecret, telephony.client_secret.expose().to_owned()),
            (Setting::Jwt, telephony.jwt.expose().to_owned()),
        ];
        one(services, viewer, (ConnectionKind::RingCentral, "RingCentral"), settings.into()).await?;
        let settings = [
            (Setting::BaseUrl, centre.login_url.to_string()),
            (Setting::ClientId, centre.client_id.clone()),
            (Setting::ClientSecret, centre.client_secret.expose().to_owned()),
            (Setting::AccessKeyId, centre.access_key_id.clone()),
            (Setting::AccessKeySecret, centre.access_key_secret.expose().to_owned()),
        ];
        one(services, viewer, (ConnectionKind::CXone, "CXone"), settings.into()).await
    }
}

async fn one(
    services: &Services,
    viewer: &Viewer,
    (kind, name): (ConnectionKind, &str),
    settings: BTreeMap<Setting, String>,
) -> Result<()> {
    let save = SaveConnection {
        id: None,
        revision: 0,
        kind,
        name: name.to_owned(),
        settings,
        forget: Vec::new(),
        brake_percent: change::BRAKE_PERCENT,
    };
    let connection = connections::save(services, viewer, &save).await?;
    connections::test(services, viewer, &connection.id).await?;
    idle(services).await?;
    bring(services, viewer, &connection.id, RunKind::SyncMappings).await?;
    // WeCom tells newer applications no address: whose name there is one of is confirmed, the others wait.
    let score = Evidence::Name.weight();
    let confirm = ConfirmMappings { connection: connection.id.clone(), score };
    let Some(set) = mappings::confirm(services, viewer, &confirm).await? else { return Ok(()) };
    changes::apply(services, viewer, &set, change::BRAKE_WORD).await?;
    idle(services).await
}
