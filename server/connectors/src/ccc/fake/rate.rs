//! Counts the calls of each action in the last second.

use std::collections::{HashMap, VecDeque};

/// Milliseconds.
const WINDOW: i64 = 1_000;

#[derive(Default)]
pub(super) struct Rate(HashMap<&'static str, VecDeque<i64>>);

impl Rate {
    /// Whether one more call fits. Refused calls are not counted. Takes Unix milliseconds.
    pub(super) fn admits(&mut self, action: &'static str, most: u32, now: i64) -> bool {
        let calls = self.0.entry(action).or_default();
        // A clock that was turned back must not keep them for ever.
        calls.retain(|at| (0..WINDOW).contains(&(now - at)));
        let admits = calls.len() < most as usize;
        if admits {
            calls.push_back(now);
        }
        admits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_twenty_first_call_in_any_second_is_refused() {
        let mut rate = Rate::default();
        for call in 0..20 {
            assert!(rate.admits("DeleteStaff", 20, 500 + call * 10));
        }
        assert!(!rate.admits("DeleteStaff", 20, 1_200));
        assert!(rate.admits("ModifyStaff", 20, 1_200), "each action for itself");
        assert!(rate.admits("DeleteStaff", 20, 1_500), "the first is a second old");
        assert!(!rate.admits("DeleteStaff", 20, 1_500));
    }
}
