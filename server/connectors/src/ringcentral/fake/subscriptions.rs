//! Who is told what.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::account::ACCOUNT;

#[derive(Debug, Clone)]
pub(super) struct Subscription {
    pub(super) id: String,
    pub(super) address: String,
    pub(super) verification: String,
    /// With the account's number in place of `~`.
    pub(super) filters: Vec<String>,
    /// Milliseconds.
    pub(super) created: i64,
    /// Seconds.
    pub(super) lives: i64,
    /// Milliseconds.
    pub(super) ends: i64,
    pub(super) status: &'static str,
    pub(super) blacklisted: Option<(i64, &'static str)>,
    /// Events in a row that did not arrive.
    pub(super) failures: u32,
}

impl Subscription {
    pub(super) fn json(&self, base: &str, now: i64) -> Value {
        let mut body = json!({
            "uri": format!("{base}/restapi/v1.0/subscription/{}", self.id),
            "id": self.id,
            "creationTime": time(self.created, false),
            "status": self.status,
            "eventFilters": self.filters,
            "disabledFilters": [],
            "expirationTime": time(self.ends, false),
            "expiresIn": (self.ends - now) / 1_000,
            "deliveryMode": {"transportType": "WebHook", "encryption": false, "address": self.address},
        });
        if let Some((at, reason)) = self.blacklisted {
            body["blacklistedData"] = json!({"blacklistedAt": time(at, false), "reason": reason});
        }
        body
    }

    pub(super) fn renew(&mut self, now: i64) {
        self.ends = now + self.lives * 1_000;
    }

    pub(super) fn blacklist(&mut self, now: i64, reason: &'static str) {
        (self.status, self.blacklisted) = ("Blacklisted", Some((now, reason)));
    }

    /// Whether it is told of an event at a path.
    pub(super) fn wants(&self, path: &str) -> bool {
        self.filters.iter().any(|filter| {
            let filter = filter.split('?').next().unwrap_or_default();
            filter == path || is_presence(filter, path)
        })
    }
}

/// The account's presence is that of each of its extensions.
fn is_presence(filter: &str, path: &str) -> bool {
    let account = format!("/restapi/v1.0/account/{ACCOUNT}");
    filter == format!("{account}/presence")
        && path.starts_with(&format!("{account}/extension/"))
        && path.ends_with("/presence")
}

/// The permission that a filter needs; `None` for a filter the platform does not have.
pub(super) fn permission_of(filter: &str) -> Option<&'static str> {
    let path = filter.split('?').next().unwrap_or_default();
    let rest = path.strip_prefix("/restapi/v1.0/")?;
    let segments: Vec<&str> = rest.split('/').collect();
    match segments.as_slice() {
        ["account", _, "presence" | "extension"] | ["account", _, "directory", "entries"] => Some("ReadAccounts"),
        ["account", _, "extension", _, "presence"] => Some("ReadPresence"),
        ["subscription", "~"] => Some("SubscriptionWebhook"),
        _ => None,
    }
}

/// As the platform writes it; in old samples with the zone in digits.
pub(super) fn time(milliseconds: i64, old: bool) -> String {
    let zone = if old { "+0000" } else { "Z" };
    let time = Timestamp::from_millisecond(milliseconds).unwrap_or_default();
    format!("{}{zone}", time.strftime("%Y-%m-%dT%H:%M:%S%.3f"))
}
