//! Webhooks: addresses that hear of events, by the scheme of Standard Webhooks.

use crate::page::PageRequest;
use crate::text::{Check, line, optional_line};
use crate::{DeliveryId, EventId, Moment, Problem, WebhookId, event, limits, problem::Fault};
use serde::{Deserialize, Serialize};

/// Webhooks of one organisation.
pub const MOST: i64 = 50;
/// The longest time that an old secret works on after a rotation, in hours: a week.
pub const MAX_KEEP_HOURS: i64 = 168;
/// Days that deliveries are kept.
pub const KEPT_DAYS: i64 = 30;
/// Days without a success after which a webhook is switched off.
pub const PATIENCE_DAYS: i64 = 5;

crate::words!(
    /// Why the server switched a webhook off.
    OffReason {
        /// The receiver said that the address is gone (410).
        Gone = "gone",
        /// Nothing was taken for days.
        Failing = "failing",
    }
);

crate::words!(
    /// Where a delivery stands.
    DeliveryState {
        /// Not taken yet; is or will be tried.
        Waiting = "waiting",
        /// Taken: the receiver answered with 2xx.
        Done = "done",
        /// Given up.
        Failed = "failed",
    }
);

/// An address that hears of events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// Where events are sent.
    pub url: String,
    /// What it is for.
    pub description: String,
    /// Names of events, `member.*` for all of a subject, `*` for all.
    pub events: Vec<String>,
    /// Whether it is on.
    pub enabled: bool,
    /// Why the server switched it off.
    pub off_reason: Option<OffReason>,
    /// The first failure since something was taken.
    pub failing_since: Option<Moment>,
    /// Until when the secret before the present one signs too.
    pub old_until: Option<Moment>,
    /// Deliveries that wait.
    pub waiting: i64,
    /// Deliveries that were given up.
    pub failed: i64,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: Moment,
    /// Changes with every change.
    pub revision: i64,
}

/// A webhook with its secret, which is shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshWebhook {
    /// The webhook.
    pub webhook: Webhook,
    /// What deliveries are signed with: `whsec_…`.
    pub secret: String,
}

/// Secrets do not belong into a log.
impl std::fmt::Debug for FreshWebhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FreshWebhook").field("webhook", &self.webhook).finish_non_exhaustive()
    }
}

/// A request to make or change a webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct SaveWebhook {
    /// Where events are sent.
    #[serde(default)]
    pub url: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// Names of events, `member.*` for all of a subject, `*` for all.
    #[serde(default)]
    pub events: Vec<String>,
    /// Whether it is on.
    #[serde(default)]
    pub enabled: bool,
}

impl SaveWebhook {
    /// Trims texts, takes events named twice once.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.url = check.take("url", line(&self.url, limits::URL));
        self.description = check.take("description", optional_line(&self.description, limits::NOTE));
        self.events.sort();
        self.events.dedup();
        if self.events.is_empty() {
            check.fault("events", Fault::Missing, None);
        } else if !self.events.iter().all(|one| event::is_known(one)) {
            check.fault("events", Fault::Unknown, None);
        }
        check.done()?;
        Ok(self)
    }
}

/// An event on its way to a webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Its id.
    pub id: DeliveryId,
    /// The event: its id goes out as `webhook-id`, the same with every try.
    pub event_id: EventId,
    /// The event's name.
    pub event: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: i64,
    /// The next try.
    pub next_at: Option<Moment>,
    /// The last one.
    pub tried_at: Option<Moment>,
    /// The HTTP status of the last answer.
    pub status: Option<i64>,
    /// The beginning of the last answer.
    pub answer: String,
    /// Why nothing came back.
    pub problem: String,
    /// Milliseconds until the last answer.
    pub duration: Option<i64>,
    /// When the event happened.
    pub created_at: Moment,
    /// What is sent, as JSON.
    pub payload: String,
}

/// Which deliveries are wanted, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryQuery {
    /// Of which webhook.
    pub webhook: WebhookId,
    /// Only in this state.
    #[serde(default)]
    pub state: Option<DeliveryState>,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}
