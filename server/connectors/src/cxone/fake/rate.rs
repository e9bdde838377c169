//! Counts the calls of a second, for the limit.

#[derive(Default)]
pub(super) struct Rate {
    second: i64,
    calls: u32,
}

impl Rate {
    /// Calls in the running second, this one included. Takes Unix milliseconds.
    pub(super) fn in_second(&mut self, now: i64) -> u32 {
        if self.second != now / 1000 {
            (self.second, self.calls) = (now / 1000, 0);
        }
        self.calls += 1;
        self.calls
    }
}
