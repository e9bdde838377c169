//! Telephony and a contact centre, whose accounts are mapped to the members.

use super::fill::{bring, idle};
use connectors::ringcentral::fake::Action;
use connectors::{cxone, ringcentral};
use domain::{Result, Services, Viewer, changes, connections, mappings, presence};
use model::change;
use model::connection::{ConnectionKind, SaveConnection};
use model::mapping::{ConfirmMappings, Evidence};
use model::presence_sync::{Direction, SavePresenceSync};
use model::run::RunKind;
use model::setting::Setting;
use model::{Code, ConnectionId};
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
        let telephony = found(services, viewer, ConnectionKind::RingCentral).await?;
        one(services, viewer, (ConnectionKind::CXone, "CXone"), settings.into()).await?;
        let centre = found(services, viewer, ConnectionKind::CXone).await?;
        let save = SavePresenceSync { direction: Direction::Both, ..SavePresenceSync::usual(telephony, centre) };
        presence::save(services, viewer, &save).await?;
        Ok(())
    }

    /// Lets calls and meetings begin and end for as long as the demo runs, so that the board lives.
    pub(super) fn live(&self) {
        let fake = self.telephony.fake.clone();
        tokio::spawn(async move {
            let people: Vec<String> = fake.people().into_iter().map(|(extension, _)| extension).take(LIVELY).collect();
            for at in 0_usize.. {
                tokio::time::sleep(BEAT).await;
                // Somebody begins, and whoever began some beats ago ends.
                for (at, begins) in [(Some(at), true), (at.checked_sub(LASTS), false)] {
                    let Some(extension) = at.and_then(|at| people.get(at * STRIDE % people.len().max(1)).cloned())
                    else {
                        continue;
                    };
                    let action = match (at.unwrap_or_default() % 4, begins) {
                        (0, true) => Action::MeetingBegins { extension },
                        (0, false) => Action::MeetingEnds { extension },
                        (_, true) => Action::CallBegins { extension, telephony_status: None },
                        (_, false) => Action::CallEnds { extension },
                    };
                    // Somebody removed an extension by hand: the others go on.
                    let _ = fake.act(action);
                }
            }
        });
    }
}

/// People who telephone in the demo.
const LIVELY: usize = 60;
/// Between two beginnings.
const BEAT: std::time::Duration = std::time::Duration::from_secs(7);
/// Beats that a call lasts.
const LASTS: usize = 6;
/// Not one after the other in the list.
const STRIDE: usize = 7;

async fn found(services: &Services, viewer: &Viewer, kind: ConnectionKind) -> Result<ConnectionId> {
    let all = connections::list(services, viewer).await?;
    Ok(all.into_iter().find(|one| one.kind == kind).map(|one| one.id).ok_or(Code::NotFound)?)
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
