//! Subscriptions [guide: webhooks].

use jiff::Timestamp;
use serde::Deserialize;

use super::{id::SubscriptionId, moment, words::words};
use crate::lenient;

words! {
    /// Whether a subscription delivers.
    SubscriptionStatus {
        Active,
        /// Held back for now.
        Suspended,
        /// For ever: the address did not answer well. Delete it and make another.
        Blacklisted,
    }
}

/// A subscription. Its filters name the account by number where `~` was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    pub id: SubscriptionId,
    #[serde(default)]
    pub status: SubscriptionStatus,
    #[serde(default, deserialize_with = "lenient::list")]
    pub event_filters: Vec<String>,
    /// Filters that deliver nothing, and why.
    #[serde(default, deserialize_with = "lenient::list")]
    pub disabled_filters: Vec<DisabledFilter>,
    #[serde(default, deserialize_with = "moment")]
    pub creation_time: Option<Timestamp>,
    #[serde(default, deserialize_with = "moment")]
    pub expiration_time: Option<Timestamp>,
    /// Seconds left.
    #[serde(default, deserialize_with = "lenient::int")]
    pub expires_in: i64,
    #[serde(default)]
    pub delivery_mode: DeliveryMode,
    #[serde(default)]
    pub blacklisted_data: Option<Blacklisted>,
}

impl Subscription {
    /// Whether everything that was asked for arrives.
    pub fn delivers(&self) -> bool {
        self.status == SubscriptionStatus::Active && self.disabled_filters.is_empty()
    }

    /// Whether it will never deliver again and must be made anew.
    pub fn is_dead(&self) -> bool {
        self.status == SubscriptionStatus::Blacklisted || self.blacklisted_data.is_some()
    }
}

/// A filter that delivers nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct DisabledFilter {
    #[serde(deserialize_with = "lenient::text")]
    pub filter: String,
    #[serde(deserialize_with = "lenient::text")]
    pub reason: String,
    #[serde(deserialize_with = "lenient::text")]
    pub message: String,
}

/// How it delivers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct DeliveryMode {
    /// `WebHook` for ours.
    #[serde(deserialize_with = "lenient::text")]
    pub transport_type: String,
    #[serde(deserialize_with = "lenient::text")]
    pub address: String,
}

/// Since when it is blocked, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Blacklisted {
    #[serde(deserialize_with = "moment")]
    pub blacklisted_at: Option<Timestamp>,
    #[serde(deserialize_with = "lenient::text")]
    pub reason: String,
}
