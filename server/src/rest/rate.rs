//! How many requests a key, or an identity provider, may send: a bucket that holds a minute's worth and fills evenly.
//!
//! In memory, a bucket a key and a process: whoever runs several replicas lets a key send so many to each.

use model::{Moment, moment};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Buckets that are remembered before full ones are forgotten.
const MANY: usize = 1_000;

/// The buckets of all keys.
#[derive(Debug, Default)]
pub struct Rates(Mutex<HashMap<String, Bucket>>);

/// What is left in a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Requests that may be sent now.
    pub requests: i64,
    /// Seconds until it is full.
    pub seconds: i64,
}

#[derive(Debug)]
struct Bucket {
    /// In thousandths of a request times 60: whole numbers, however short the time that passed.
    level: i64,
    full: i64,
    at: Moment,
}

/// What one request takes out of a bucket. A bucket fills by its rate each millisecond.
const ONE: i64 = moment::MINUTE;

impl Bucket {
    fn fill(&mut self, per_minute: i64, now: Moment) {
        let passed = now.since(self.at).clamp(0, moment::MINUTE);
        self.full = per_minute * ONE;
        self.level = (self.level + passed * per_minute).min(self.full);
        self.at = now;
    }
}

impl Rates {
    /// Takes one request out of the bucket of a key, by its id; what is left in it.
    ///
    /// # Errors
    /// The seconds until there is one in it again.
    pub fn take(&self, key: &str, per_minute: i64, now: Moment) -> Result<Left, i64> {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MANY {
            buckets.retain(|_, bucket| now.since(bucket.at) < moment::MINUTE);
        }
        let new = || Bucket { level: per_minute * ONE, full: per_minute * ONE, at: now };
        let bucket = buckets.entry(key.to_owned()).or_insert_with(new);
        bucket.fill(per_minute, now);
        if bucket.level >= ONE {
            bucket.level -= ONE;
            let missing = bucket.full - bucket.level;
            let seconds = seconds((missing + per_minute - 1) / per_minute.max(1));
            return Ok(Left { requests: bucket.level / ONE, seconds });
        }
        let wait = (ONE - bucket.level + per_minute - 1) / per_minute.max(1);
        Err(seconds(wait).max(1))
    }
}

/// Milliseconds as whole seconds, none too few.
const fn seconds(milliseconds: i64) -> i64 {
    (milliseconds + moment::SECOND - 1) / moment::SECOND
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minutes_worth_at_once_and_then_one_by_one() {
        let rates = Rates::default();
        let key = "k";
        let start = Moment(1_000_000);
        for _ in 0..60 {
            assert!(rates.take(key, 60, start).is_ok());
        }
        assert_eq!(rates.take(key, 60, start), Err(1));
        assert_eq!(rates.take(key, 60, start.plus(999)), Err(1));
        assert_eq!(rates.take(key, 60, start.plus(1_000)), Ok(Left { requests: 0, seconds: 60 }));
        assert_eq!(rates.take(key, 60, start.plus(1_000)), Err(1));
        let own = Ok(Left { requests: 59, seconds: 1 });
        assert_eq!(rates.take("other", 60, start), own, "each key has its own");
        assert_eq!(rates.take(key, 1, start.plus(1_000)), Err(60), "a rate that was lowered counts at once");
    }
}
