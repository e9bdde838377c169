//! What platforms told and nobody took in yet.
//!
//! It is kept in memory: a platform wants its answer within three seconds, and many events are taken in by one transaction. What is
//! lost with the process, everything is read for at the next start.

use super::hear::Heard;
use model::ConnectionId;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

/// Events that are kept; what comes on top is read from the platform later.
const MOST: usize = 20_000;

/// What waits. Cheap to clone.
#[derive(Clone, Default)]
pub struct Inbox {
    waiting: Arc<Mutex<Waiting>>,
    wake: Arc<Notify>,
}

#[derive(Default)]
struct Waiting {
    events: Vec<(ConnectionId, Heard)>,
    lost: HashSet<ConnectionId>,
    /// This process began: what was told before is not known.
    began: bool,
}

/// What was taken out.
pub(super) struct Taken {
    /// By connection, in the order of arrival.
    pub events: HashMap<ConnectionId, Vec<Heard>>,
    /// Of these, something was lost.
    pub lost: HashSet<ConnectionId>,
    /// The first time in this process.
    pub first: bool,
}

impl std::fmt::Debug for Inbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inbox(…)")
    }
}

impl Inbox {
    pub(super) fn put(&self, connection: ConnectionId, heard: Heard) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.events.len() < MOST {
            waiting.events.push((connection, heard));
        } else {
            waiting.lost.insert(connection);
        }
        drop(waiting);
        self.wake.notify_one();
    }

    pub(super) fn take(&self) -> Taken {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let first = !std::mem::replace(&mut waiting.began, true);
        let (events, lost) = (std::mem::take(&mut waiting.events), std::mem::take(&mut waiting.lost));
        drop(waiting);
        let mut by: HashMap<ConnectionId, Vec<Heard>> = HashMap::new();
        for (connection, heard) in events {
            by.entry(connection).or_default().push(heard);
        }
        Taken { events: by, lost, first }
    }

    /// What was taken out came to nothing.
    pub(super) fn lose(&self, first: bool, lost: HashSet<ConnectionId>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.began &= !first;
        waiting.lost.extend(lost);
    }

    /// Somebody changed something that presence goes by.
    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    pub(super) async fn woken(&self) {
        self.wake.notified().await;
    }
}
