//! Which events are news.

use jiff::{SignedDuration, Timestamp};

/// A number this much younger than the last one counts although it is lower: the platform does not say that it never
/// begins again.
const BEGINS_AGAIN: SignedDuration = SignedDuration::from_hours(1);

/// The place of an event in the row of one extension's events. Keep the last one of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Grows with every event of an extension.
    pub sequence: i64,
    pub at: Timestamp,
}

impl Seen {
    /// Whether an event after this one tells something new. Repeats and late ones do not.
    pub fn admits(&self, event: &Self) -> bool {
        event.sequence > self.sequence || event.at.duration_since(self.at) > BEGINS_AGAIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_events_and_repeats_are_no_news_but_a_new_beginning_is() {
        let seen = |sequence, second| Seen { sequence, at: Timestamp::from_second(second).unwrap() };
        let last = seen(41, 1_000);
        assert!(last.admits(&seen(42, 999)));
        assert!(!last.admits(&seen(41, 1_001)));
        assert!(!last.admits(&seen(40, 1_001)));
        assert!(!last.admits(&seen(1, 4_600)));
        assert!(last.admits(&seen(1, 4_601)));
    }
}
