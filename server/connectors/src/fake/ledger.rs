//! What came in, the latest of it.

use std::collections::VecDeque;

/// Entries kept. A person looks at the newest; a test that sends more asks for the count.
const KEPT: usize = 2_000;

/// The latest entries, each under a number that stays its own after older ones were dropped.
#[derive(Debug)]
pub(crate) struct Ledger<T> {
    entries: VecDeque<(u64, T)>,
    last: u64,
}

impl<T> Default for Ledger<T> {
    fn default() -> Self {
        Self { entries: VecDeque::new(), last: 0 }
    }
}

impl<T> Ledger<T> {
    pub(crate) fn push(&mut self, entry: T) {
        self.last += 1;
        self.entries.push_back((self.last, entry));
        if self.entries.len() > KEPT {
            self.entries.pop_front();
        }
    }

    /// The newest entry that fits.
    pub(crate) fn find(&mut self, fits: impl Fn(&T) -> bool) -> Option<&mut T> {
        self.entries.iter_mut().rev().map(|(_, entry)| entry).find(|entry| fits(entry))
    }

    pub(crate) fn get(&self, number: u64) -> Option<&T> {
        self.entries.iter().find(|(its, _)| *its == number).map(|(_, entry)| entry)
    }

    pub(crate) fn newest_first(&self) -> impl Iterator<Item = (u64, &T)> {
        self.entries.iter().rev().map(|(number, entry)| (*number, entry))
    }

    /// Numbers are not given twice, so a page that is still open somewhere never shows another entry.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_entries_go_and_numbers_stay() {
        let mut ledger = Ledger::default();
        for entry in 1..=KEPT + 3 {
            ledger.push(entry);
        }
        assert_eq!(ledger.newest_first().count(), KEPT);
        assert_eq!(ledger.newest_first().next(), Some((2_003, &2_003)));
        assert_eq!((ledger.get(3), ledger.get(4)), (None, Some(&4)));
        ledger.clear();
        ledger.push(0);
        assert_eq!(ledger.newest_first().next(), Some((2_004, &0)));
    }
}
