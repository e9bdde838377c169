//! Connections: configured links to outside platforms.

use crate::text::{Check, line, optional_line};
use crate::{ConnectionId, Moment, Problem, limits, problem::Fault};
use serde::{Deserialize, Serialize};

crate::words!(
    /// The platforms that can be connected.
    ConnectionKind {
        /// WeCom (企业微信).
        WeCom = "wecom",
    }
);

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

crate::words!(
    /// A credential that is sealed at rest and never sent back.
    SecretName {
        /// Contact-sync secret (通讯录同步).
        Contact = "contact_secret",
        /// Secret of the self-built app.
        App = "app_secret",
        /// Session-archive secret (会话内容存档).
        Archive = "archive_secret",
        /// Secret of the service provider, for licences.
        Provider = "provider_secret",
        /// Token that callbacks are signed with.
        CallbackToken = "callback_token",
        /// Key that callbacks are encrypted with.
        CallbackKey = "callback_aes_key",
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
    /// Where the platform's interface is.
    pub base_url: String,
    /// WeCom: the corp id.
    pub corp_id: String,
    /// WeCom: the agent id of the self-built app.
    pub agent_id: String,
    /// Credentials that are set.
    pub secrets: Vec<SecretName>,
    /// Where the platform sends its callbacks.
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

impl SecretName {
    /// Whether nothing works without it.
    #[must_use]
    pub const fn is_needed(self) -> bool {
        matches!(self, Self::Contact | Self::App)
    }
}

/// A request to make or change a connection. An empty secret leaves the stored one as it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct SaveConnection {
    /// Which; `None` makes a new one.
    #[serde(default)]
    pub id: Option<ConnectionId>,
    /// The revision that the editor saw.
    #[serde(default)]
    pub revision: i64,
    /// Its name.
    pub name: String,
    /// Where the platform's interface is.
    pub base_url: String,
    /// WeCom: the corp id.
    pub corp_id: String,
    /// WeCom: the agent id of the self-built app.
    pub agent_id: String,
    /// New values of credentials.
    #[serde(default)]
    pub secrets: Vec<(SecretName, String)>,
    /// Credentials that are no longer to be kept. The two without which nothing works can only be replaced.
    #[serde(default)]
    pub forget: Vec<SecretName>,
    /// The brake's limit, in percent.
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
        self.base_url = check.take("base_url", line(&self.base_url, limits::URL));
        self.base_url.truncate(self.base_url.trim_end_matches('/').len());
        if !self.base_url.is_empty() && !self.base_url.starts_with("https://") && !self.base_url.starts_with("http://")
        {
            check.fault("base_url", Fault::Malformed, None);
        }
        self.corp_id = check.take("corp_id", line(&self.corp_id, limits::NAME));
        self.agent_id = check.take("agent_id", optional_line(&self.agent_id, 18));
        if !self.agent_id.chars().all(|c| c.is_ascii_digit()) {
            check.fault("agent_id", Fault::Malformed, None);
        }
        if !(0..=100).contains(&self.brake_percent) {
            check.fault("brake_percent", Fault::OutOfRange, Some(100));
        }
        let mut secrets = Vec::new();
        for (name, value) in std::mem::take(&mut self.secrets) {
            let value = check.take(name.word(), optional_line(&value, limits::SECRET));
            let malformed = match name {
                SecretName::CallbackKey => {
                    value.len() != 43 || !value.chars().all(|c| c.is_ascii_alphanumeric() || c == '+' || c == '/')
                }
                SecretName::CallbackToken => value.len() > 32 || !value.chars().all(|c| c.is_ascii_alphanumeric()),
                _ => false,
            };
            if value.is_empty() {
                continue;
            }
            if malformed {
                check.fault(name.word(), Fault::Malformed, None);
            }
            secrets.push((name, value));
        }
        for name in &self.forget {
            if name.is_needed() || secrets.iter().any(|(given, _)| given == name) {
                check.fault(name.word(), Fault::Missing, None);
            }
        }
        if new {
            for needed in SecretName::ALL.iter().copied().filter(|name| name.is_needed()) {
                if !secrets.iter().any(|(name, _)| *name == needed) {
                    check.fault(needed.word(), Fault::Missing, None);
                }
            }
        }
        self.secrets = secrets;
        check.done()?;
        Ok(self)
    }
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
        /// Something answers, but it is not WeCom.
        NotThePlatform = "not_the_platform",
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
    /// Which credential.
    pub secret: SecretName,
    /// What was found.
    pub finding: Finding,
    /// The address, the call or the platform's own text.
    pub detail: String,
}
