//! Numbers that must not be taken for each other, and places in a listing.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An agent of the contact centre. An integer in answers, a text in some requests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AgentId(pub i64);

/// A team. An integer in answers, a text in some requests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TeamId(pub i64);

/// The number of an unavailable code.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OutStateId(pub i64);

impl fmt::Display for AgentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for TeamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for OutStateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// When the platform was asked, on its own clock and in its own spelling: `lastPollTime`. Give it back as it came, so
/// that neither the difference between two clocks nor a rounding loses a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PollTime(pub String);

impl PollTime {
    pub(crate) fn from_wire(text: String) -> Option<Self> {
        (!text.trim().is_empty()).then_some(Self(text))
    }
}

/// A place in a listing, in rows from its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub u64);

/// One page. The listing ends when `next` is `None`, not when a page is short. Rows are counted, not marked, so who
/// comes or goes meanwhile moves the others: a row may come twice, and only a later listing tells for certain who is
/// gone.
#[derive(Debug, Clone)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub next: Option<Cursor>,
    /// How many rows the listing has altogether, as the platform counts them; 0 where it does not say.
    pub total: u64,
    /// When this page was made; `None` where the platform does not say.
    pub polled: Option<PollTime>,
}
