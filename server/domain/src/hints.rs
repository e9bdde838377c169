//! Hints that something changed: sent to open browsers, which then ask again. Never data, so that rights stay in the queries.

use model::OrganisationId;
use tokio::sync::broadcast;

/// Something changed.
#[derive(Debug, Clone)]
pub struct Hint {
    /// In which organisation.
    pub organisation: OrganisationId,
    /// What: one of [`model::topics::TOPICS`].
    pub topic: &'static str,
}

/// Carries hints from transactions to browsers.
#[derive(Debug, Clone)]
pub struct Hints {
    sender: broadcast::Sender<Hint>,
}

impl Default for Hints {
    fn default() -> Self {
        // A browser that is 256 hints behind asks for everything anew; more would only be kept to be thrown away.
        Self { sender: broadcast::channel(256).0 }
    }
}

impl Hints {
    /// Hears every hint from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Hint> {
        self.sender.subscribe()
    }

    /// Sends a hint to the browsers of this process.
    pub fn send(&self, organisation: OrganisationId, topic: &'static str) {
        // Nobody listening is no failure.
        let _ = self.sender.send(Hint { organisation, topic });
    }
}
