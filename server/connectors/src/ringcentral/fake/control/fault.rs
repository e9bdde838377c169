//! Calls that go wrong on purpose.

use serde::{Deserialize, Serialize};

use crate::ringcentral::fake::world::World;

/// The next `times` calls of `path`, such as `GET v1.0/account/~/presence`, go wrong. An empty path is any call;
/// killing tokens without a path is at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fault {
    #[serde(default)]
    pub path: String,
    #[serde(default = "once")]
    pub times: u32,
    pub kind: FaultKind,
}

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
    /// All tokens end before the call is looked at.
    KillTokens,
}

fn once() -> u32 {
    1
}

impl World {
    /// Takes the first fault that fits a call, if any, and uses one of its times up.
    pub(in super::super) fn take_fault(&mut self, name: &str) -> Option<FaultKind> {
        let at = self.faults.iter().position(|fault| fault.path.is_empty() || fault.path == name)?;
        let kind = self.faults[at].kind.clone();
        self.faults[at].times = self.faults[at].times.saturating_sub(1);
        if self.faults[at].times == 0 {
            self.faults.remove(at);
        }
        if kind == FaultKind::KillTokens {
            self.tokens.kill_all();
        }
        Some(kind)
    }
}
