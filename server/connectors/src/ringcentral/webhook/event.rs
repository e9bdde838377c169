//! Events, read.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::Seen;
use crate::{
    lenient,
    ringcentral::types::{ExtensionId, Presence, SubscriptionId, moment},
};

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The delivery's own name; the same with a repeat.
    pub uuid: String,
    pub at: Timestamp,
    pub subscription: SubscriptionId,
    pub body: EventBody,
}

/// What it tells.
#[derive(Debug, Clone, PartialEq)]
pub enum EventBody {
    Presence {
        sequence: i64,
        presence: Box<Presence>,
    },
    /// Entries of the directory came, changed or went: read them again.
    Directory(Vec<DirectoryChange>),
    /// An extension was made, changed or deleted.
    Extension(DirectoryChange),
    /// The subscription ends soon.
    Reminder,
    /// Something nobody subscribed to here; the path.
    Other(String),
}

/// Which entry changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct DirectoryChange {
    #[serde(alias = "extensionId")]
    pub id: ExtensionId,
    /// `Create`, `Update` or `Delete`.
    #[serde(deserialize_with = "lenient::text")]
    pub event_type: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope {
    #[serde(default, deserialize_with = "lenient::text")]
    uuid: String,
    event: String,
    #[serde(default, deserialize_with = "moment")]
    timestamp: Option<Timestamp>,
    #[serde(default)]
    subscription_id: SubscriptionId,
    #[serde(default)]
    body: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PresenceBody {
    extension_id: ExtensionId,
    sequence: i64,
    #[serde(flatten)]
    presence: Presence,
}

#[derive(Deserialize)]
struct DirectoryBody {
    #[serde(deserialize_with = "lenient::list")]
    contacts: Vec<DirectoryChange>,
}

impl Event {
    /// Whose presence this tells and where in the row it stands; `None` for other events.
    pub fn seen(&self) -> Option<(&ExtensionId, Seen)> {
        match &self.body {
            EventBody::Presence { sequence, presence } => {
                Some((presence.id(), Seen { sequence: *sequence, at: self.at }))
            }
            _ => None,
        }
    }

    pub(super) fn parse(body: &[u8]) -> Result<Self, String> {
        let envelope: Envelope = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        let at = envelope.timestamp.ok_or("no timestamp")?;
        let body = read(&envelope.event, &envelope.body)?;
        Ok(Self { uuid: envelope.uuid, at, subscription: envelope.subscription_id, body })
    }
}

/// The path names what happened. It may hold `~` or the number of the account, and names the extension although the
/// filter did not, so only its end is looked at.
fn read(path: &str, body: &Value) -> Result<EventBody, String> {
    let path = path.split('?').next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').collect();
    match segments.as_slice() {
        [.., "extension", id, "presence"] => presence(id, body),
        [.., "directory", "entries"] => Ok(EventBody::Directory(part::<DirectoryBody>(body)?.contacts)),
        [.., "account", _, "extension"] => Ok(EventBody::Extension(part(body)?)),
        [.., "subscription", _] => Ok(EventBody::Reminder),
        _ => Ok(EventBody::Other(path.to_owned())),
    }
}

fn presence(id: &str, body: &Value) -> Result<EventBody, String> {
    let PresenceBody { extension_id, sequence, mut presence } = part(body)?;
    if extension_id.as_str() != id {
        return Err(format!("the path names {id} and the body {extension_id}"));
    }
    presence.extension.id = extension_id;
    Ok(EventBody::Presence { sequence, presence: Box::new(presence) })
}

fn part<'a, T: Deserialize<'a>>(body: &'a Value) -> Result<T, String> {
    T::deserialize(body).map_err(|error| error.to_string())
}
