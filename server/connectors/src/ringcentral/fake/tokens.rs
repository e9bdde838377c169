//! Tokens, on the fake's clock.

use std::collections::VecDeque;

#[derive(Default)]
pub(super) struct Tokens {
    /// Token and end in milliseconds, oldest first.
    good: VecDeque<(String, i64)>,
    issued: u64,
}

pub(super) enum Standing {
    Good,
    Expired,
    Unknown,
}

impl Tokens {
    /// A new one every time, as the platform makes. The oldest ends when there are too many.
    pub(super) fn issue(&mut self, seed: u64, ends: i64, sessions: usize) -> String {
        self.issued += 1;
        let token = format!("fake-rc-{seed:x}-{:04x}", self.issued);
        self.good.push_back((token.clone(), ends));
        while self.good.len() > sessions.max(1) {
            self.good.pop_front();
        }
        token
    }

    pub(super) fn standing(&self, token: &str, now: i64) -> Standing {
        match self.good.iter().find(|(known, _)| known == token) {
            Some((_, ends)) if now < *ends => Standing::Good,
            Some(_) => Standing::Expired,
            None => Standing::Unknown,
        }
    }

    /// How many are good.
    pub(super) fn count(&self, now: i64) -> usize {
        self.good.iter().filter(|(_, ends)| now < *ends).count()
    }

    pub(super) fn revoke(&mut self, token: &str) {
        self.good.retain(|(known, _)| known != token);
    }

    pub(super) fn kill_all(&mut self) {
        self.good.clear();
    }
}
