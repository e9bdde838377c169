//! From a stored connection to a client of its platform.

use super::rows::Row;
use crate::{Error, Result, Services};
use connectors::http::{Http, HttpSettings};
use connectors::secret::Secret;
use connectors::wecom::{WeCom, WeComConfig, WeComError};
use model::connection::SecretName;
use model::{Code, ConnectionId, Problem};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Clients by connection and revision, so that their tokens and limits are shared by everything that calls the platform.
#[derive(Clone, Default)]
pub struct Clients {
    made: Arc<Mutex<HashMap<ConnectionId, (i64, WeCom)>>>,
}

impl std::fmt::Debug for Clients {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clients(…)")
    }
}

/// The secrets of a connection.
pub(super) fn secrets(services: &Services, row: &Row) -> Result<Vec<(SecretName, String)>> {
    let text = services.seal.open(row.id.as_str(), &row.secrets_sealed)?;
    let stored: std::collections::BTreeMap<String, String> = serde_json::from_str(&text)?;
    Ok(stored.into_iter().filter_map(|(name, value)| Some((SecretName::from_word(&name)?, value))).collect())
}

/// The settings that the client of a platform takes.
pub(super) fn config(services: &Services, row: &Row) -> Result<WeComConfig> {
    let secrets = secrets(services, row)?;
    let secret = |name| {
        let value = secrets.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        Secret::new(value.unwrap_or_default())
    };
    let archive = secret(SecretName::Archive);
    Ok(WeComConfig {
        base_url: url::Url::parse(&row.base_url).map_err(|error| Error::Broken(error.to_string()))?,
        corp_id: row.corp_id.clone(),
        contact_secret: secret(SecretName::Contact),
        app_secret: secret(SecretName::App),
        // Empty until the archive or messages need it.
        agent_id: row.agent_id.parse().unwrap_or_default(),
        archive_secret: if archive.is_empty() { None } else { Some(archive) },
        callback_token: secret(SecretName::CallbackToken),
        callback_aes_key: secret(SecretName::CallbackKey),
    })
}

impl Clients {
    /// The client of a connection as it is configured now.
    pub(crate) fn of(&self, services: &Services, row: &Row) -> Result<WeCom> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((revision, client)) = made.get(&row.id)
            && *revision == row.revision
        {
            return Ok(client.clone());
        }
        let settings =
            HttpSettings { allow_private: services.settings.allow_private_addresses, ..HttpSettings::default() };
        let http = Http::new(settings).map_err(|error| Error::Broken(error.to_string()))?;
        let client = WeCom::new(config(services, row)?, http);
        made.insert(row.id.clone(), (row.revision, client.clone()));
        Ok(client)
    }
}

/// A failure of the platform as people are told it.
pub(crate) fn problem(error: &WeComError) -> Problem {
    let problem = Problem::new(Code::Platform).with("call", error.api()).with("detail", error);
    match error.code() {
        Some(code) => problem.with("platform_code", code),
        None => problem,
    }
}
