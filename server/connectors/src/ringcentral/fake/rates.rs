//! Calls of the last minute by group, and the penalty that every call begins anew.

use std::collections::{HashMap, VecDeque};

/// Milliseconds.
const WINDOW: i64 = 60_000;

#[derive(Default)]
pub(super) struct Rates(HashMap<&'static str, Rate>);

#[derive(Default)]
struct Rate {
    calls: VecDeque<i64>,
    penalty_until: i64,
}

impl Rates {
    /// Counts calls at a time in milliseconds: how many are left, or `None` when it was one too many.
    pub(super) fn count(&mut self, group: &'static str, calls: u32, limit: u32, penalty: i64, now: i64) -> Option<u32> {
        let rate = self.0.entry(group).or_default();
        while rate.calls.front().is_some_and(|at| now - at >= WINDOW) {
            rate.calls.pop_front();
        }
        let used = u32::try_from(rate.calls.len()).unwrap_or(u32::MAX).saturating_add(calls);
        if now < rate.penalty_until || used > limit {
            rate.penalty_until = now + penalty * 1_000;
            return None;
        }
        rate.calls.extend((0..calls).map(|_| now));
        Some(limit - used)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_during_the_penalty_begins_it_anew() {
        let mut rates = Rates::default();
        let mut call = |second: i64| rates.count("heavy", 1, 1, 60, second * 1_000);
        assert_eq!(call(0), Some(0));
        assert_eq!(call(1), None);
        assert_eq!(call(60), None);
        assert_eq!(call(119), None);
        assert_eq!(call(179), Some(0));
    }
}
