//! Whether messages may be missing between two pulls.

use std::time::Duration;

use super::After;

/// How long the platform keeps messages and files [D 91774].
pub const KEPT: Duration = Duration::from_secs(5 * 86_400);

/// Messages that may be missing. It is a possibility and not a count: see [`Gap::between`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The last number the caller had.
    pub after_seq: u64,
    /// The first number that was still there; `None` when nothing was.
    pub first_seq: Option<u64>,
}

impl Gap {
    /// Judges the first number of a page, `None` for an empty one.
    ///
    /// The platform says nothing when it has forgotten what is asked for: it begins with the oldest that it still has. It promises
    /// messages *after* a number, and that numbers grow, but nowhere that they follow one another, so a jump alone proves nothing. And
    /// nothing can have been forgotten that came within the days it keeps. Both must hold: the numbers jump, and the caller's last sure
    /// moment is further back than those days, or unknown.
    ///
    /// An empty page after such a time counts too: whatever came meanwhile has come and gone, and the next jump, seen from a pull that
    /// was caught up, would look harmless. Before the first pull nothing is missing; it was never there to be had.
    pub(crate) fn between(after: After, first_seq: Option<u64>) -> Option<Self> {
        let followed = first_seq.is_some_and(|first| first <= after.seq.saturating_add(1));
        let away = match (after.age, first_seq) {
            (Some(age), _) => age > KEPT,
            // An empty page tells nothing to somebody who does not know since when.
            (None, first) => first.is_some(),
        };
        (after.seq > 0 && !followed && away).then_some(Self { after_seq: after.seq, first_seq })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u64 = 86_400;

    fn judged(seq: u64, days: Option<u64>, first: Option<u64>) -> bool {
        let after = After { seq, age: days.map(|days| Duration::from_secs(days * DAY)) };
        Gap::between(after, first).is_some()
    }

    #[test]
    fn a_jump_counts_only_after_more_days_than_the_platform_keeps() {
        assert!(judged(500, Some(6), Some(900)));
        assert!(!judged(500, Some(6), Some(501)), "the very next one is there");
        assert!(!judged(500, Some(4), Some(900)), "numbers need not follow one another");
        assert!(judged(500, None, Some(900)), "who does not know is warned");
        assert!(!judged(0, Some(6), Some(900)), "the first pull misses nothing");
    }

    #[test]
    fn an_empty_page_after_a_long_absence_counts() {
        assert!(judged(500, Some(6), None));
        assert!(!judged(500, Some(1), None));
        assert!(!judged(500, None, None));
    }
}
