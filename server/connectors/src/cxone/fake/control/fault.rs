//! How calls go wrong on purpose.

use serde::{Deserialize, Serialize};

/// Paths are without numbers, such as `agents/{id}/state`.
pub type Fault = crate::fake::Fault<FaultKind>;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// A refusal with the body that refusals have.
    Status(u16),
    /// A refusal without a body.
    Bare(u16),
    /// 429, with this `Retry-After` or without.
    TooMany(Option<String>),
    /// 503, with this `Retry-After` or without.
    Unavailable(Option<String>),
    /// A gateway's 502 page.
    HttpHtml,
    /// 200 and nothing.
    Empty,
    /// The right answer, broken off in the middle, with a length that fits.
    HalfJson,
    /// Milliseconds to wait before a right answer.
    SlowMs(u64),
    /// The connection ends within the answer.
    Cut,
    /// All tokens end before the call is looked at; without a path at once.
    KillTokens,
}
