//! Interop seats a service provider bought, computed from the member's number until one is moved.

use std::collections::HashMap;

use super::mix;

const DAY: i64 = 86_400;

/// A seat of kind 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Licence {
    pub(crate) code: String,
    pub(crate) active: i64,
    pub(crate) expires: i64,
    /// When it came from somebody else; `None` for the first holder.
    pub(crate) moved: Option<i64>,
}

pub(crate) struct Licences {
    seed: u64,
    /// When the corporation begins, in Unix seconds: computed times lie around it.
    start: i64,
    /// How many of a hundred members have no active seat.
    without: u32,
    changed: HashMap<u32, Option<Licence>>,
}

impl Licences {
    pub(crate) fn new(seed: u64, start: i64, without: u32) -> Self {
        Self { seed, start, without, changed: HashMap::new() }
    }

    /// A member's seat, ended or not.
    pub(crate) fn of(&self, member: u32) -> Option<Licence> {
        match self.changed.get(&member) {
            Some(changed) => changed.clone(),
            None => self.compute(member),
        }
    }

    pub(crate) fn active(&self, member: u32, now: i64) -> Option<Licence> {
        self.of(member).filter(|seat| seat.expires > now)
    }

    pub(crate) fn put(&mut self, member: u32, seat: Option<Licence>) {
        self.changed.insert(member, seat);
    }

    /// A seat nobody had before.
    pub(crate) fn fresh(&self, member: u32, active: i64, expires: i64) -> Licence {
        let code = format!("LAFAKE{:016x}", mix(self.seed, 18, member.into()));
        Licence { code, active, expires, moved: None }
    }

    /// Of those without an active seat one in two had one.
    fn compute(&self, member: u32) -> Option<Licence> {
        let days = i64::try_from(mix(self.seed, 17, member.into()) % 300).unwrap_or(0);
        if member.wrapping_mul(37) % 100 < self.without {
            let ended = self.fresh(member, self.start - (days + 400) * DAY, self.start - (days + 1) * DAY);
            return days.rem_euclid(2).eq(&0).then_some(ended);
        }
        Some(self.fresh(member, self.start - (days + 1) * DAY, self.start + (days + 400) * DAY))
    }
}
