//! From a stored connection to a client of its platform.

use super::directories;
use super::rows::Row;
use crate::archive::Source;
use crate::{Error, Result, Services};
use connectors::cxone::CXone;
use connectors::directory::Directory;
use connectors::http::{Http, HttpSettings};
use connectors::ringcentral::RingCentral;
use connectors::secret::Secret;
use connectors::wecom::{ProviderCredential, WeCom, WeComConfig, WeComError};
use model::setting::Setting;
use model::{Code, ConnectionId, Problem};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// How long a receiver of webhooks may take; it should put the event into a queue of its own and answer.
const WEBHOOK_TIME: Duration = Duration::from_secs(10);

/// What was made of connections, each with the revision that it was made of.
type Made<T> = Arc<Mutex<HashMap<ConnectionId, (i64, T)>>>;

/// Clients of WeCom by connection and revision, so that their tokens and limits are shared by everything that calls the platform.
#[derive(Clone, Default)]
pub struct Clients {
    made: Made<WeCom>,
    archives: Made<Source>,
    directories: Made<Arc<dyn Directory>>,
    telephony: Made<RingCentral>,
    centres: Made<CXone>,
    webhooks: Arc<OnceLock<Http>>,
}

impl std::fmt::Debug for Clients {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clients(…)")
    }
}

/// All values of a connection, the credentials among them.
#[derive(Clone)]
pub(crate) struct Values(BTreeMap<Setting, String>);

impl Values {
    /// Opens the seal of a stored connection.
    pub(crate) fn of(services: &Services, row: &Row) -> Result<Self> {
        let mut values = row.settings();
        values.extend(secrets(services, row)?);
        Ok(Self(values))
    }

    /// A value; empty if it is not set.
    pub(crate) fn text(&self, setting: Setting) -> String {
        self.0.get(&setting).cloned().unwrap_or_default()
    }

    /// A credential; empty if it is not set.
    pub(crate) fn secret(&self, setting: Setting) -> Secret {
        Secret::new(self.text(setting))
    }

    /// An address.
    pub(crate) fn address(&self, setting: Setting) -> Result<url::Url> {
        url::Url::parse(&self.text(setting)).map_err(|error| Error::Broken(error.to_string()))
    }
}

/// The credentials of a connection.
pub(super) fn secrets(services: &Services, row: &Row) -> Result<BTreeMap<Setting, String>> {
    let text = services.seal.open(row.id.as_str(), &row.secrets_sealed)?;
    let stored: BTreeMap<String, String> = serde_json::from_str(&text)?;
    Ok(stored.into_iter().filter_map(|(name, value)| Some((Setting::from_word(&name)?, value))).collect())
}

/// The settings that the client of WeCom takes.
pub(super) fn config(services: &Services, row: &Row) -> Result<WeComConfig> {
    let values = Values::of(services, row)?;
    let archive = values.secret(Setting::Archive);
    let (provider_corp, provider) = (values.text(Setting::ProviderCorpId), values.secret(Setting::Provider));
    Ok(WeComConfig {
        base_url: values.address(Setting::BaseUrl)?,
        corp_id: values.text(Setting::CorpId),
        contact_secret: values.secret(Setting::Contact),
        app_secret: values.secret(Setting::App),
        // Empty until the archive or messages need it.
        agent_id: values.text(Setting::AgentId).parse().unwrap_or_default(),
        archive_secret: if archive.is_empty() { None } else { Some(archive) },
        callback_token: values.secret(Setting::CallbackToken),
        callback_aes_key: values.secret(Setting::CallbackKey),
        provider: (!provider.is_empty()).then_some(ProviderCredential { corp_id: provider_corp, secret: provider }),
    })
}

/// Whether licences go over with what a leaver held: somebody turned it on, and the provider's credentials are there.
pub(crate) fn moves_licences(services: &Services, row: &Row) -> Result<bool> {
    let values = Values::of(services, row)?;
    let is_on = values.text(Setting::MoveLicences) == "on";
    Ok(is_on && !values.text(Setting::ProviderCorpId).is_empty() && !values.secret(Setting::Provider).is_empty())
}

/// The HTTP client of an installation's connections.
pub(crate) fn http(services: &Services) -> Result<Http> {
    let settings = HttpSettings { allow_private: services.settings.allow_private_addresses, ..HttpSettings::default() };
    Http::new(settings).map_err(|error| Error::Broken(error.to_string()))
}

impl Clients {
    /// The client that calls webhooks: as guarded as that of connections, with less patience.
    pub(crate) fn webhooks(&self, services: &Services) -> Result<Http> {
        if let Some(http) = self.webhooks.get() {
            return Ok(http.clone());
        }
        let settings = HttpSettings {
            total_timeout: WEBHOOK_TIME,
            allow_private: services.settings.allow_private_addresses,
            ..HttpSettings::default()
        };
        let http = Http::new(settings).map_err(|error| Error::Broken(error.to_string()))?;
        Ok(self.webhooks.get_or_init(|| http).clone())
    }

    /// The archive of a connection as it is configured now.
    pub(crate) async fn archive(&self, services: &Services, row: &Row) -> Result<Source> {
        let known = |made: &HashMap<ConnectionId, (i64, Source)>| match made.get(&row.id) {
            Some((revision, source)) if *revision == row.revision => Some(source.clone()),
            _ => None,
        };
        if let Some(source) = known(&self.archives.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(source);
        }
        let source = Source::open(services, row).await?;
        let mut made = self.archives.lock().unwrap_or_else(PoisonError::into_inner);
        made.insert(row.id.clone(), (row.revision, source.clone()));
        Ok(source)
    }

    /// Who has an account on the platform of a connection, as it is configured now.
    pub(crate) async fn directory(&self, services: &Services, row: &Row) -> Result<Arc<dyn Directory>> {
        if let Some((revision, directory)) =
            self.directories.lock().unwrap_or_else(PoisonError::into_inner).get(&row.id)
            && *revision == row.revision
        {
            return Ok(directory.clone());
        }
        let directory = directories::open(services, row).await?;
        let mut made = self.directories.lock().unwrap_or_else(PoisonError::into_inner);
        made.insert(row.id.clone(), (row.revision, directory.clone()));
        Ok(directory)
    }

    /// The client of RingCentral: one for its directory and for presence, because the platform counts all calls together.
    pub(crate) fn ring_central(&self, services: &Services, row: &Row) -> Result<RingCentral> {
        once(&self.telephony, row, || directories::ring_central(services, &Values::of(services, row)?))
    }

    /// The client of CXone, likewise.
    pub(crate) fn cxone(&self, services: &Services, row: &Row) -> Result<CXone> {
        once(&self.centres, row, || directories::cxone(services, &Values::of(services, row)?))
    }

    /// The client of a connection as it is configured now.
    pub(crate) fn of(&self, services: &Services, row: &Row) -> Result<WeCom> {
        once(&self.made, row, || Ok(WeCom::new(config(services, row)?, http(services)?)))
    }
}

/// What was made of a connection as it is now, or made new.
fn once<T: Clone>(all: &Made<T>, row: &Row, make: impl FnOnce() -> Result<T>) -> Result<T> {
    let mut made = all.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((revision, it)) = made.get(&row.id)
        && *revision == row.revision
    {
        return Ok(it.clone());
    }
    let it = make()?;
    made.insert(row.id.clone(), (row.revision, it.clone()));
    Ok(it)
}

/// A failure of the platform as people are told it.
pub(crate) fn problem(error: &WeComError) -> Problem {
    let problem = Problem::new(Code::Platform).with("call", error.api()).with("detail", error);
    match error.code() {
        Some(code) => problem.with("platform_code", code),
        None => problem,
    }
}
