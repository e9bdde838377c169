//! Connections: configured links to outside platforms.

use crate::outbox::Medium;
use crate::run::RunKind;
use crate::setting::{self, Setting};
use crate::text::{Check, line};
use crate::{ConnectionId, Moment, Problem, limits, problem::Fault};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

crate::words!(
    /// The platforms that can be connected.
    ConnectionKind {
        /// WeCom (企业微信).
        WeCom = "wecom",
        /// A mail server (RFC 5321).
        Smtp = "smtp",
        /// Text messages by Tencent Cloud.
        SmsTencent = "sms_tencent",
        /// Text messages by Aliyun.
        SmsAliyun = "sms_aliyun",
        /// Text messages by Twilio.
        SmsTwilio = "sms_twilio",
        /// Text messages by any gateway that is called over HTTP.
        SmsHttp = "sms_http",
        /// Messages that another program wrote into files.
        ArchiveFile = "archive_file",
        /// RingCentral: telephony.
        RingCentral = "ringcentral",
        /// NICE CXone Mpower: a contact centre.
        CXone = "cxone",
        /// Any platform whose accounts another program wrote into a file.
        DirectoryFile = "directory_file",
        /// Any platform that tells its accounts by SCIM 2.0 (RFC 7644).
        DirectoryScim = "directory_scim",
        /// An identity provider that keeps members and groups up to date by SCIM 2.0 (RFC 7644).
        Scim = "scim",
    }
);

impl ConnectionKind {
    /// Whether people and customers are synchronised with it.
    pub const fn synchronises(self) -> bool {
        matches!(self, Self::WeCom)
    }

    /// What is read from it.
    pub const fn syncs(self) -> &'static [RunKind] {
        match self {
            Self::WeCom => &[RunKind::SyncContacts, RunKind::SyncCustomers, RunKind::SyncSeats, RunKind::SyncArchive],
            Self::ArchiveFile => &[RunKind::SyncArchive],
            _ if self.maps() => &[RunKind::SyncMappings],
            _ => &[],
        }
    }

    /// Whether its accounts are mapped to members.
    pub const fn maps(self) -> bool {
        matches!(self, Self::RingCentral | Self::CXone | Self::DirectoryFile | Self::DirectoryScim)
    }

    /// Whether it can be tried out from here. An identity provider calls; it is not called.
    pub const fn is_tested(self) -> bool {
        !matches!(self, Self::Scim)
    }

    /// What it sends, if it sends messages to people.
    pub const fn sends(self) -> Option<Medium> {
        match self {
            Self::WeCom
            | Self::ArchiveFile
            | Self::RingCentral
            | Self::CXone
            | Self::DirectoryFile
            | Self::DirectoryScim
            | Self::Scim => None,
            Self::Smtp => Some(Medium::Email),
            Self::SmsTencent | Self::SmsAliyun | Self::SmsTwilio | Self::SmsHttp => Some(Medium::Sms),
        }
    }
}

crate::words!(
    /// Whether a connection works.
    ConnectionState {
        /// Never tried.
        New = "new",
        /// The last call went well.
        Good = "good",
        /// The last call failed.
        Bad = "bad",
        /// Switched off.
        Paused = "paused",
    }
);

/// A connection as admins see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// Its id.
    pub id: ConnectionId,
    /// Which platform.
    pub kind: ConnectionKind,
    /// Its name, for those who have several.
    pub name: String,
    /// Its settings, without the credentials.
    pub settings: BTreeMap<Setting, String>,
    /// Credentials that are set.
    pub secrets: Vec<Setting>,
    /// Where the platform sends its callbacks, an identity provider its requests.
    pub callback_url: String,
    /// Whether it works.
    pub state: ConnectionState,
    /// What the last failure was.
    pub problem: Option<Problem>,
    /// What *Test* found last; empty if it never ran.
    pub steps: Vec<TestStep>,
    /// Whether *Test* is under way.
    pub testing: bool,
    /// When it was last tried.
    pub tested_at: Option<Moment>,
    /// The brake's limit, in percent.
    pub brake_percent: i64,
    /// When its runs start by themselves.
    pub schedules: Vec<Schedule>,
    /// The newest run of each kind.
    pub last_runs: Vec<crate::run::Run>,
    /// When it was made.
    pub created_at: Moment,
    /// Changes with every change.
    pub revision: i64,
}

/// How a connection does. The start page asks for no more: all settings of all platforms would come with their names. A list on the wire:
/// names of fields are a kilobyte that the browser loads before it shows anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Health", into = "Health")]
pub struct ConnectionHealth {
    /// The connection.
    pub id: ConnectionId,
    /// Its name.
    pub name: String,
    /// Whether people and customers are synchronised with it.
    pub synchronises: bool,
    /// Whether it works.
    pub state: ConnectionState,
    /// What the last failure was.
    pub problem: Option<Problem>,
    /// When it was last tried.
    pub tested_at: Option<Moment>,
    /// The newest run.
    pub last_run: Option<crate::run::Run>,
    /// Changes with every change.
    pub revision: i64,
}

type Health =
    (ConnectionId, String, bool, ConnectionState, Option<Problem>, Option<Moment>, Option<crate::run::Run>, i64);

impl From<Health> for ConnectionHealth {
    fn from((id, name, synchronises, state, problem, tested_at, last_run, revision): Health) -> Self {
        Self { id, name, synchronises, state, problem, tested_at, last_run, revision }
    }
}

impl From<ConnectionHealth> for Health {
    fn from(one: ConnectionHealth) -> Self {
        let ConnectionHealth { id, name, synchronises, state, problem, tested_at, last_run, revision } = one;
        (id, name, synchronises, state, problem, tested_at, last_run, revision)
    }
}

impl From<Connection> for ConnectionHealth {
    fn from(connection: Connection) -> Self {
        Self {
            id: connection.id,
            name: connection.name,
            synchronises: connection.kind.synchronises(),
            state: connection.state,
            problem: connection.problem,
            tested_at: connection.tested_at,
            revision: connection.revision,
            last_run: connection.last_runs.into_iter().max_by_key(|run| run.created_at),
        }
    }
}

/// When runs of one kind start by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// What it starts.
    pub kind: crate::run::RunKind,
    /// A cron line of five fields.
    pub cron: String,
    /// The IANA time zone it is read in.
    pub zone: String,
    /// Whether it is on.
    pub enabled: bool,
    /// The next time.
    pub next_at: Option<Moment>,
}

/// A request to set when runs of one kind start by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveSchedule {
    /// Of which connection.
    pub connection: ConnectionId,
    /// What it starts.
    pub kind: crate::run::RunKind,
    /// A cron line of five fields: minute, hour, day of month, month, day of week.
    pub cron: String,
    /// The IANA time zone it is read in.
    pub zone: String,
    /// Whether it is on.
    pub enabled: bool,
}

impl Connection {
    /// A setting's value; empty if it has none.
    #[must_use]
    pub fn setting(&self, setting: Setting) -> &str {
        self.settings.get(&setting).map_or("", String::as_str)
    }
}

/// A request to make or change a connection. An empty credential leaves the stored one as it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveConnection {
    /// Which; `None` makes a new one.
    #[serde(default)]
    pub id: Option<ConnectionId>,
    /// The revision that the editor saw.
    #[serde(default)]
    pub revision: i64,
    /// Which platform; a connection never becomes one of another.
    pub kind: ConnectionKind,
    /// Its name.
    pub name: String,
    /// Its settings; of the credentials only new ones.
    pub settings: BTreeMap<Setting, String>,
    /// Credentials that are no longer to be kept. Those without which nothing works can only be replaced.
    #[serde(default)]
    pub forget: Vec<Setting>,
    /// The brake's limit, in percent; only counts for what synchronises.
    #[serde(default)]
    pub brake_percent: i64,
}

/// Secrets do not belong into a log.
impl std::fmt::Debug for SaveConnection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SaveConnection").field("id", &self.id).field("name", &self.name).finish_non_exhaustive()
    }
}

impl SaveConnection {
    /// Checks every field and trims the texts. `new` asks for the credentials without which nothing works.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self, new: bool) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.name = check.take("name", line(&self.name, limits::NAME));
        self.settings = setting::check(self.kind, &self.settings, |_| !new, &mut check);
        if !(0..=100).contains(&self.brake_percent) {
            check.fault("brake_percent", Fault::OutOfRange, Some(100));
        }
        for name in &self.forget {
            let rule = self.kind.rule(*name);
            if rule.is_none_or(|rule| rule.needed || !rule.form.is_secret()) || self.settings.contains_key(name) {
                check.fault(name.word(), Fault::Missing, None);
            }
        }
        // A password that anybody on the way can read is no password.
        if self.settings.get(&Setting::Security).is_some_and(|security| security == "none")
            && self.settings.contains_key(&Setting::Password)
            && !self.settings.get(&Setting::Host).is_some_and(|host| is_this_machine(host))
        {
            check.fault("security", Fault::Malformed, None);
        }
        check.done()?;
        Ok(self)
    }
}

fn is_this_machine(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

crate::words!(
    /// What one step of *Test* found.
    Finding {
        /// All is well.
        Good = "good",
        /// The credential is not set; what it would be for does not work.
        NotSet = "not_set",
        /// The platform refuses the secret.
        WrongSecret = "wrong_secret",
        /// The platform does not know the corp id.
        WrongCorpId = "wrong_corp_id",
        /// The platform does not trust this server's address; `detail` is the address it saw.
        AddressNotTrusted = "address_not_trusted",
        /// The app may not make this call; `detail` names it.
        MissingScope = "missing_scope",
        /// The app is not listed under customer contact → apps that may call.
        CustomerContactNotAllowed = "customer_contact_not_allowed",
        /// Nothing answers there; `detail` says what happened.
        Unreachable = "unreachable",
        /// Something answers, but it is not the platform.
        NotThePlatform = "not_the_platform",
        /// The server offers no encryption, and nothing secret is sent without.
        NotEncrypted = "not_encrypted",
        /// The address is in a private network.
        PrivateAddress = "private_address",
        /// The sender, the signature or the template is not one that the platform approved; `detail` is its own text.
        NotApproved = "not_approved",
        /// The account there has no money or was stopped.
        NotPaid = "not_paid",
        /// The callback key is not a key.
        KeyMalformed = "key_malformed",
        /// The platform asks to slow down.
        TooFast = "too_fast",
        /// Anything else; `detail` is the platform's own text.
        Other = "other",
    }
);

/// One step of *Test*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestStep {
    /// Which setting is at fault, or was tried.
    pub setting: Setting,
    /// What was found.
    pub finding: Finding,
    /// The address, the call or the platform's own text.
    pub detail: String,
}
