//! Counts calls and refusals, for tests.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// Calls by their name, refusals by the platform's code or HTTP status.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    calls: BTreeMap<String, u64>,
    refusals: BTreeMap<String, u64>,
}

impl Calls {
    pub(crate) fn count(&mut self, name: &str) {
        *self.calls.entry(name.to_owned()).or_default() += 1;
    }

    pub(crate) fn refused(&mut self, code: &str) {
        *self.refusals.entry(code.to_owned()).or_default() += 1;
    }

    pub(crate) fn calls(&self, name: &str) -> u64 {
        self.calls.get(name).copied().unwrap_or(0)
    }

    pub(crate) fn refusals(&self, code: &str) -> u64 {
        self.refusals.get(code).copied().unwrap_or(0)
    }

    pub(crate) fn summary(&self) -> Value {
        json!({"calls": self.calls, "refusals": self.refusals})
    }
}
