//! Reading single groups, of which a callback told that they changed.

use super::Upstream;
use crate::Services;
use crate::connections::rows::Row;
use connectors::wecom::WeComError;
use std::collections::BTreeSet;

/// Whether an answer says that a group is no more (document 90313).
pub(crate) fn is_dissolved(error: &WeComError) -> bool {
    matches!(error.code(), Some(49008 | 40050 | 90501))
}

/// What reading groups came to.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// Those that are there.
    pub there: Vec<Upstream>,
    /// Those that are no more, by their ids there.
    pub gone: Vec<String>,
    /// Whether the platform was in trouble before all were read.
    pub failed: bool,
}

/// Reads these groups.
pub(crate) async fn read(services: &Services, connection: &Row, chats: BTreeSet<&str>) -> Read {
    let mut read = Read::default();
    if chats.is_empty() {
        return read;
    }
    let Ok(client) = services.clients.of(services, connection) else {
        return Read { failed: true, ..read };
    };
    for chat in chats {
        match client.group(chat).await {
            Ok(found) => read.there.push(Upstream::of(&found, None)),
            Err(error) if is_dissolved(&error) => read.gone.push(chat.to_owned()),
            Err(error) => {
                tracing::warn!(%error, connection = %connection.id, "a group could not be read");
                return Read { failed: true, ..read };
            }
        }
    }
    read
}
