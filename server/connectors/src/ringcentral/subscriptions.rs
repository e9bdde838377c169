//! Subscriptions to events by webhook [guide: webhooks].

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::{
    api::{RENEW, SUBSCRIBE, SUBSCRIPTION, SUBSCRIPTIONS, UNSUBSCRIBE},
    client::{Request, RingCentral},
    error::{Decision, RingCentralError},
    types::{Subscription, SubscriptionId},
};
use crate::secret::Secret;

/// The presence of every extension. Needs `ReadAccounts`.
pub const ACCOUNT_PRESENCE: &str = "/restapi/v1.0/account/~/presence";
/// Who comes, changes and goes. Needs `ReadAccounts`.
pub const DIRECTORY_ENTRIES: &str = "/restapi/v1.0/account/~/directory/entries";

/// The longest a webhook may live: ten years.
const LONGEST: Duration = Duration::from_secs(315_360_000);

/// The filter that reminds of the end of a subscription, `threshold` before it and then every `interval`. The platform
/// wants a threshold of at most half the life, and an interval of at most half the threshold.
pub fn reminder(threshold: Duration, interval: Duration) -> String {
    format!("/restapi/v1.0/subscription/~?threshold={}&interval={}", threshold.as_secs(), interval.as_secs())
}

/// What to subscribe to, and where it goes.
#[derive(Debug, Clone)]
pub struct SubscriptionRequest<'a> {
    /// HTTPS, with a random part in the path.
    pub address: &'a Url,
    /// Comes back with each event in a header: the only thing that tells the platform from others.
    pub verification_token: &'a Secret,
    /// Such as [`ACCOUNT_PRESENCE`].
    pub event_filters: &'a [String],
    /// At most ten years.
    pub expires_in: Duration,
}

#[derive(Deserialize)]
struct All {
    records: Vec<Subscription>,
}

impl RingCentral {
    /// Subscribes. The platform calls the address before it answers, and wants its `Validation-Token` back within three
    /// seconds: [`Delivery::Handshake`](super::webhook::Delivery). Not repeated when the answer broke, because another
    /// one would deliver everything twice: [`RingCentralError::may_have_happened`] says when to look into
    /// [`RingCentral::subscriptions`] first.
    ///
    /// # Errors
    /// `SUB-505` when there are too many, `SUB-520` to `SUB-525` when the address does not answer as it should. Needs
    /// the permission `SubscriptionWebhook`, and those of the filters.
    pub async fn create_subscription(
        &self,
        wanted: &SubscriptionRequest<'_>,
    ) -> Result<Subscription, RingCentralError> {
        let body = json!({
            "eventFilters": wanted.event_filters,
            "expiresIn": wanted.expires_in.min(LONGEST).as_secs(),
            "deliveryMode": {
                "transportType": "WebHook",
                "address": wanted.address.as_str(),
                "verificationToken": wanted.verification_token.expose(),
            },
        });
        self.read(Request::new(&SUBSCRIBE).json(&body)?.once()).await
    }

    /// # Errors
    /// `CMN-102` or `SUB-507` when there is none or it ended: [`Decision::Gone`].
    pub async fn subscription(&self, id: &SubscriptionId) -> Result<Subscription, RingCentralError> {
        self.read(Request::new(&SUBSCRIPTION).id(id.as_str())).await
    }

    /// Those of this user and application, blocked ones too. Not paged: there are at most thirty.
    ///
    /// # Errors
    /// As every call.
    pub async fn subscriptions(&self) -> Result<Vec<Subscription>, RingCentralError> {
        Ok(self.read::<All>(Request::new(&SUBSCRIPTIONS)).await?.records)
    }

    /// Gives a subscription its whole life again. One that is blocked stays so.
    ///
    /// # Errors
    /// [`Decision::Gone`] when it ended already.
    pub async fn renew_subscription(&self, id: &SubscriptionId) -> Result<Subscription, RingCentralError> {
        self.read(Request::new(&RENEW).id(id.as_str())).await
    }

    /// Ends a subscription; one that is no longer there is as good as ended.
    ///
    /// # Errors
    /// As every call.
    pub async fn delete_subscription(&self, id: &SubscriptionId) -> Result<(), RingCentralError> {
        match self.done(Request::new(&UNSUBSCRIBE).id(id.as_str())).await {
            Err(error) if error.decision() == Decision::Gone => Ok(()),
            outcome => outcome,
        }
    }
}
