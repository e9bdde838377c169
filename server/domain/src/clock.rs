//! Time and randomness, handed in instead of taken, so that tests can hold both.

use model::Moment;
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Says what time it is: the system's time, moved by an offset that only tests set.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    offset: Arc<AtomicI64>,
}

impl Clock {
    /// Now.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
    pub fn now(&self) -> Moment {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let milliseconds = since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
        Moment(milliseconds).plus(self.offset.load(Ordering::Relaxed))
    }
    /// Lets time pass, in tests.
    pub fn advance(&self, milliseconds: i64) {
        self.offset.fetch_add(milliseconds, Ordering::Relaxed);
    }
}

/// Makes ids and random text from one generator that is seeded by the system, or by a test.
#[derive(Debug, Clone)]
pub struct Ids {
    clock: Clock,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    rng: ChaCha20Rng,
    last: i64,
    counter: u16,
}

impl Ids {
    /// A generator seeded by the operating system.
    pub fn new(clock: Clock) -> Self {
        Self::with(clock, ChaCha20Rng::from_os_rng())
    }
    /// A generator whose every answer follows from `seed`.
    pub fn seeded(clock: Clock, seed: u64) -> Self {
        Self::with(clock, ChaCha20Rng::seed_from_u64(seed))
    }
    fn with(clock: Clock, rng: ChaCha20Rng) -> Self {
        Self { clock, state: Arc::new(Mutex::new(State { rng, last: 0, counter: 0 })) }
    }

    /// The next id: UUID version 7 (RFC 9562 §5.7) whose 12 bits after the time count up within a millisecond, so that ids of
    /// one process sort in the order they were made.
    pub fn next<T: std::convert::From<String>>(&self) -> T {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now().0;
        if now > state.last {
            state.last = now;
            state.counter = 0;
        } else if state.counter == 0x0fff {
            state.last += 1;
            state.counter = 0;
        } else {
            state.counter += 1;
        }
        let mut bytes = [0; 10];
        state.rng.fill_bytes(&mut bytes);
        bytes[..2].copy_from_slice(&state.counter.to_be_bytes());
        let id = uuid::Builder::from_unix_timestamp_millis(state.last.unsigned_abs(), &bytes).into_uuid();
        T::from(id.to_string())
    }

    /// A secret of 256 bits as 43 URL-safe characters.
    pub fn token(&self) -> String {
        use base64::Engine as _;
        let mut bytes = [0; 32];
        self.fill(&mut bytes);
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
    }

    /// A secret of 128 bits as 22 URL-safe characters: enough for a link that is throttled, short enough for a small QR code.
    pub fn short_token(&self) -> String {
        use base64::Engine as _;
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
    }

    /// `length` characters drawn evenly from `alphabet` (at most 256 characters).
    pub fn text(&self, alphabet: &[u8], length: usize) -> String {
        let fair = 256 - 256 % alphabet.len();
        let mut out = String::with_capacity(length);
        while out.len() < length {
            let mut byte = [0];
            self.fill(&mut byte);
            // Bytes above the last whole multiple would make the first characters likelier.
            if usize::from(byte[0]) < fair {
                out.push(char::from(alphabet[usize::from(byte[0]) % alphabet.len()]));
            }
        }
        out
    }

    /// Fills `bytes` at random.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).rng.fill_bytes(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_process_sort_in_the_order_they_were_made() {
        let ids = Ids::seeded(Clock::default(), 1);
        let made: Vec<String> = (0..10_000).map(|_| ids.next()).collect();
        let mut sorted = made.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(made, sorted);
    }
}
