//! How calls go wrong on purpose.

use serde::{Deserialize, Serialize};

/// Paths are actions, such as `CreateStaff`.
pub type Fault = crate::fake::Fault<FaultKind>;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// A refusal with the platform's code, such as `InternalError.DBError`. Nothing is done.
    Code(String),
    /// A gateway's 502 page. Nothing is done.
    HttpHtml,
    /// 200 and nothing. Nothing is done.
    Empty,
    /// The right answer, broken off in the middle, with a length that fits. What was asked for is done.
    HalfJson,
    /// Milliseconds to wait before a right answer.
    SlowMs(u64),
    /// The connection ends within the answer. Nothing is done.
    Cut,
    /// The connection ends within the answer. What was asked for is done.
    DoneAndCut,
}
