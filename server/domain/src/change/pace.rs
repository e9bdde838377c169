//! How many rows one transaction carries out.

use model::Moment;

/// Long enough that the price of making a block durable is shared, short enough that other writers hardly notice.
const WANTED: i64 = 80;
const FEWEST: i64 = 50;
/// Beyond this a block gains nothing.
const MOST: i64 = 1_000;

/// Finds the size of a block at which the writer is held for tens of milliseconds, whatever a row of the kind costs.
#[derive(Debug)]
pub(crate) struct Pace {
    rows: i64,
}

impl Pace {
    pub(crate) const fn new() -> Self {
        Self { rows: 100 }
    }

    /// How many rows the next block has.
    pub(crate) const fn rows(&self) -> i64 {
        self.rows
    }

    /// Learns from a block that took from one moment to the other.
    pub(crate) fn took(&mut self, from: Moment, to: Moment) {
        let took = (to.0 - from.0).max(1);
        self.rows = (self.rows * WANTED / took).clamp(self.rows / 2, self.rows * 2).clamp(FEWEST, MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_grow_and_shrink_towards_tens_of_milliseconds_and_stay_in_bounds() {
        let mut pace = Pace::new();
        for _ in 0..20 {
            pace.took(Moment(0), Moment(1));
        }
        assert_eq!(pace.rows(), MOST);
        // One slow block, a disk that was busy, halves at most.
        pace.took(Moment(0), Moment(60_000));
        assert_eq!(pace.rows(), MOST / 2);
        for _ in 0..20 {
            pace.took(Moment(0), Moment(9_000));
        }
        assert_eq!(pace.rows(), FEWEST);
    }
}
