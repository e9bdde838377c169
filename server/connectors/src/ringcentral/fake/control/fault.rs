//! How calls go wrong on purpose.

use serde::{Deserialize, Serialize};

/// Paths are such as `GET v1.0/account/~/presence`.
pub type Fault = crate::fake::Fault<FaultKind>;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// A refusal with the platform's code, such as `CMN-201`.
    Code(String),
    /// 429, with or without a wait in seconds; `above_groups` leaves out the headers of the group, as limits of the
    /// account do.
    Throttle { retry_after: Option<u64>, above_groups: bool },
    /// 503, with or without a wait in seconds.
    Unavailable { retry_after: Option<u64> },
    /// A gateway's 502 page.
    HttpHtml,
    /// 200 and nothing.
    Empty,
    /// The right answer, broken off in the middle, with a length that fits. What was asked for is done.
    HalfJson,
    /// Milliseconds to wait before a right answer.
    SlowMs(u64),
    /// The connection ends within the answer.
    Cut,
    /// All tokens end before the call is looked at; without a path at once.
    KillTokens,
}
