//! Counts calls, for tests and for the limits.

use std::collections::{BTreeMap, HashMap};

#[derive(Default)]
pub(super) struct Ledger {
    calls: BTreeMap<String, u64>,
    refusals: BTreeMap<i64, u64>,
    minutes: HashMap<String, (i64, u32)>,
    in_flight: HashMap<String, u32>,
    most_in_flight: BTreeMap<String, u32>,
    wrong_secrets: (i64, u32),
    /// Calls under way that hand over a member's customers, by his id.
    assigning: HashMap<String, u32>,
}

impl Ledger {
    pub(super) fn count(&mut self, path: &str) {
        *self.calls.entry(path.to_owned()).or_default() += 1;
    }

    pub(super) fn refused(&mut self, code: i64) {
        *self.refusals.entry(code).or_default() += 1;
    }

    pub(super) fn calls(&self, path: &str) -> u64 {
        self.calls.get(path).copied().unwrap_or(0)
    }

    /// Calls of a path in the running minute, this one included.
    pub(super) fn in_minute(&mut self, path: &str, now: i64) -> u32 {
        let (minute, count) = self.minutes.entry(path.to_owned()).or_default();
        if *minute != now / 60 {
            (*minute, *count) = (now / 60, 0);
        }
        *count += 1;
        *count
    }

    pub(super) fn enter(&mut self, path: &str) -> u32 {
        let count = self.in_flight.entry(path.to_owned()).or_default();
        *count += 1;
        let most = self.most_in_flight.entry(path.to_owned()).or_default();
        *most = (*most).max(*count);
        *count
    }

    pub(super) fn leave(&mut self, path: &str) {
        if let Some(count) = self.in_flight.get_mut(path) {
            *count = count.saturating_sub(1);
        }
    }

    /// Whether another call that hands over the same member's customers is under way.
    pub(super) fn begin_assignment(&mut self, userid: &str) -> bool {
        let count = self.assigning.entry(userid.to_owned()).or_default();
        *count += 1;
        *count > 1
    }

    pub(super) fn end_assignment(&mut self, userid: &str) {
        if let Some(count) = self.assigning.get_mut(userid) {
            *count -= 1;
            if *count == 0 {
                self.assigning.remove(userid);
            }
        }
    }

    /// Wrong secrets in the running hour, this one included when `add`.
    pub(super) fn wrong_secrets(&mut self, now: i64, add: bool) -> u32 {
        if self.wrong_secrets.0 != now / 3600 {
            self.wrong_secrets = (now / 3600, 0);
        }
        self.wrong_secrets.1 += u32::from(add);
        self.wrong_secrets.1
    }

    pub(super) fn summary(&self) -> serde_json::Value {
        serde_json::json!({"calls": self.calls, "refusals": self.refusals, "most_in_flight": self.most_in_flight})
    }
}
