//! Counts calls, for tests.

use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Ledger {
    calls: BTreeMap<&'static str, u64>,
    refusals: BTreeMap<String, u64>,
}

impl Ledger {
    pub(super) fn count(&mut self, name: &'static str) {
        *self.calls.entry(name).or_default() += 1;
    }

    pub(super) fn refused(&mut self, code: &str) {
        *self.refusals.entry(code.to_owned()).or_default() += 1;
    }

    pub(super) fn calls(&self, name: &str) -> u64 {
        self.calls.get(name).copied().unwrap_or(0)
    }

    pub(super) fn refusals(&self, code: &str) -> u64 {
        self.refusals.get(code).copied().unwrap_or(0)
    }

    pub(super) fn summary(&self) -> serde_json::Value {
        serde_json::json!({"calls": self.calls, "refusals": self.refusals})
    }
}
