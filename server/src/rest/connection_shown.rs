//! A connection as it is told.

use super::Told;
use super::moment::At;
use model::Problem;
use model::connection::{Connection as Known, ConnectionKind, ConnectionState, Finding};
use model::problem::Fault;
use model::run::RunKind;
use model::setting::Setting;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A configured link to an outside platform.
#[derive(Debug, Serialize, ToSchema)]
pub struct Connection {
    id: String,
    /// wecom, smtp, sms_tencent, sms_aliyun, sms_twilio, sms_http, archive_file or scim.
    #[schema(value_type = String, example = "wecom")]
    kind: ConnectionKind,
    name: String,
    /// Where the platform's interface is, for kinds that have one.
    #[schema(required)]
    base_url: Option<String>,
    /// new, good, bad or paused.
    #[schema(value_type = String, example = "good")]
    state: ConnectionState,
    /// By their names, without the credentials.
    settings: BTreeMap<String, String>,
    /// Names of the credentials that are set.
    #[schema(value_type = Vec<String>)]
    secrets: Vec<Setting>,
    /// When its synchronisations start by themselves.
    schedule: Vec<Scheduled>,
    /// Whether a test is under way.
    testing: bool,
    /// What the last test found.
    test: Vec<Step>,
    #[schema(required)]
    tested_at: Option<At>,
    /// The brake's limit in percent.
    brake_percent: i64,
    /// Where the platform sends its callbacks.
    callback_url: String,
    created_at: At,
    /// Changes with every change; the `ETag` holds it too.
    revision: i64,
}

/// When a synchronisation starts by itself.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Schedule {
    /// contacts, customers, seats or messages.
    #[schema(example = "contacts")]
    pub kind: String,
    /// Five fields: minute, hour, day of month, month, day of week.
    #[schema(example = "0 3 * * *")]
    pub cron: String,
    /// An IANA time zone.
    #[serde(default = "utc")]
    #[schema(example = "Asia/Shanghai", default = "UTC")]
    pub zone: String,
    /// Whether it is on.
    #[serde(default = "on")]
    #[schema(default = true)]
    pub enabled: bool,
}

fn utc() -> String {
    "UTC".to_owned()
}

const fn on() -> bool {
    true
}

/// When a synchronisation starts by itself, and when it does next.
#[derive(Debug, Serialize, ToSchema)]
pub struct Scheduled {
    /// contacts, customers, seats or messages.
    kind: &'static str,
    cron: String,
    zone: String,
    enabled: bool,
    #[schema(required)]
    next_at: Option<At>,
}

/// What a test found about one setting.
#[derive(Debug, Serialize, ToSchema)]
pub struct Step {
    /// Which setting was tried.
    #[schema(value_type = String, example = "contact_secret")]
    setting: Setting,
    /// good, not_set, or what is wrong, in one word of the program.
    #[schema(value_type = String, example = "good")]
    finding: Finding,
    /// The platform's own text.
    detail: String,
}

/// The run of a kind of synchronisation.
///
/// # Errors
/// A word that is none.
pub fn sync_kind(word: &str) -> Told<RunKind> {
    match word {
        "contacts" => Ok(RunKind::SyncContacts),
        "customers" => Ok(RunKind::SyncCustomers),
        "seats" => Ok(RunKind::SyncSeats),
        "messages" => Ok(RunKind::SyncArchive),
        "mappings" => Ok(RunKind::SyncMappings),
        _ => Err(Problem::field("kind", Fault::Unknown).into()),
    }
}

/// The word of a kind of synchronisation.
const fn sync_word(kind: RunKind) -> &'static str {
    match kind {
        RunKind::SyncCustomers => "customers",
        RunKind::SyncSeats => "seats",
        RunKind::SyncArchive => "messages",
        RunKind::SyncMappings => "mappings",
        _ => "contacts",
    }
}

impl From<Known> for Connection {
    fn from(known: Known) -> Self {
        let schedule = known.schedules.into_iter().map(|schedule| Scheduled {
            kind: sync_word(schedule.kind),
            cron: schedule.cron,
            zone: schedule.zone,
            enabled: schedule.enabled,
            next_at: schedule.next_at.map(At),
        });
        let steps = known.steps.into_iter();
        Self {
            base_url: known.settings.get(&Setting::BaseUrl).cloned(),
            id: known.id.0,
            kind: known.kind,
            name: known.name,
            state: known.state,
            settings: known.settings.into_iter().map(|(name, value)| (name.word().to_owned(), value)).collect(),
            secrets: known.secrets,
            schedule: schedule.collect(),
            testing: known.testing,
            test: steps
                .map(|step| Step { setting: step.setting, finding: step.finding, detail: step.detail })
                .collect(),
            tested_at: known.tested_at.map(At),
            brake_percent: known.brake_percent,
            callback_url: known.callback_url,
            created_at: At(known.created_at),
            revision: known.revision,
        }
    }
}
