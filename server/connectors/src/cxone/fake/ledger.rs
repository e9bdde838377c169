//! Counts calls, for tests and for the limit.

use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Ledger {
    calls: BTreeMap<String, u64>,
    refusals: BTreeMap<u16, u64>,
    second: (i64, u32),
}

impl Ledger {
    pub(super) fn count(&mut self, path: &str) {
        *self.calls.entry(path.to_owned()).or_default() += 1;
    }

    pub(super) fn refused(&mut self, status: u16) {
        *self.refusals.entry(status).or_default() += 1;
    }

    pub(super) fn calls(&self, path: &str) -> u64 {
        self.calls.get(path).copied().unwrap_or(0)
    }

    /// Calls in the running second, this one included. Takes Unix milliseconds.
    pub(super) fn in_second(&mut self, now: i64) -> u32 {
        if self.second.0 != now / 1000 {
            self.second = (now / 1000, 0);
        }
        self.second.1 += 1;
        self.second.1
    }

    pub(super) fn summary(&self) -> serde_json::Value {
        serde_json::json!({"calls": self.calls, "refusals": self.refusals})
    }
}
