//! Calls that go wrong on purpose.

use serde::{Deserialize, Serialize};

use crate::cxone::fake::world::World;

/// The next `times` calls of `path` go wrong, after `skip` of them went well. An empty path is any call; killing tokens
/// without a path is at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fault {
    /// Without numbers, such as `agents/{id}/state`.
    #[serde(default)]
    pub path: String,
    #[serde(default)]
    pub skip: u32,
    #[serde(default = "once")]
    pub times: u32,
    pub kind: FaultKind,
}

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
    /// All tokens end before the call is looked at.
    KillTokens,
}

fn once() -> u32 {
    1
}

impl World {
    pub(in super::super) fn add_fault(&mut self, fault: Fault) {
        if fault.kind == FaultKind::KillTokens && fault.path.is_empty() {
            self.tokens.kill_all();
        } else {
            self.faults.push(fault);
        }
    }

    /// Takes the first fault that fits a path, if any, and uses one of its times up.
    pub(in super::super) fn take_fault(&mut self, path: &str) -> Option<FaultKind> {
        let at = self.faults.iter().position(|fault| fault.path.is_empty() || fault.path == path)?;
        let fault = &mut self.faults[at];
        if fault.skip > 0 {
            fault.skip -= 1;
            return None;
        }
        let kind = fault.kind.clone();
        fault.times = fault.times.saturating_sub(1);
        if fault.times == 0 {
            self.faults.remove(at);
        }
        if kind == FaultKind::KillTokens {
            self.tokens.kill_all();
        }
        Some(kind)
    }
}
