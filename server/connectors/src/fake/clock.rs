//! A clock of the fake's own: it goes like the machine's, and may be moved.

use std::time::Instant;

use super::machine_time;

#[derive(Debug)]
pub(crate) struct Clock {
    started: Instant,
    /// Unix milliseconds at the start, with everything it was moved by since.
    start: i64,
}

impl Clock {
    /// Starts at a Unix second, the machine's when `None`.
    pub(crate) fn new(start: Option<i64>) -> Self {
        Self { started: Instant::now(), start: start.unwrap_or_else(machine_time) * 1_000 }
    }

    /// Unix milliseconds.
    pub(crate) fn now(&self) -> i64 {
        self.start + i64::try_from(self.started.elapsed().as_millis()).unwrap_or(0)
    }

    pub(crate) fn advance(&mut self, seconds: i64) {
        self.start += seconds * 1_000;
    }

    pub(crate) fn set(&mut self, unix: i64) {
        self.start += unix * 1_000 - self.now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moved_clock_goes_on_from_there() {
        let mut clock = Clock::new(Some(1_000));
        clock.advance(60);
        assert!((1_060_000..1_070_000).contains(&clock.now()));
        clock.set(5);
        assert!((5_000..15_000).contains(&clock.now()));
    }
}
