//! Stays below a rate of our own, because the platform publishes none, and keeps still when it asks for that.
//!
//! A refusal with 429 or 503 is about the tenant, not about the call: all callers wait. After several in a row the
//! circuit opens: calls are refused here at once, until the pause is over and a single one may try.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::error::{CXoneError, FIRST_PAUSE};

/// How hard the platform may be called.
#[derive(Debug, Clone)]
pub struct LimitSettings {
    /// Calls of one client in a second, evenly spread.
    pub per_second: u32,
    /// Refusals in a row until the circuit opens.
    pub circuit_after: u32,
    /// The longest pause that we choose ourselves; the platform's own word counts whatever it says.
    pub longest_pause: Duration,
    /// The longest a call waits here; beyond it [`CXoneError::HeldBack`] is returned.
    pub patience: Duration,
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self {
            per_second: 5,
            circuit_after: 5,
            longest_pause: Duration::from_secs(120),
            patience: Duration::from_secs(61),
        }
    }
}

#[derive(Debug)]
pub(super) struct Limits {
    settings: LimitSettings,
    /// Multiplies every pause that somebody asked for; 1 outside tests.
    pace: f64,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// When the next call may be sent, as the rate goes.
    next: Option<Instant>,
    blocked_until: Option<Instant>,
    /// Refusals since the last call that was not refused.
    refused: u32,
    /// The one call that tries whether the platform is back is under way.
    trying: bool,
}

/// Leave to make one call; given back on drop.
#[derive(Debug)]
pub(super) struct Permit {
    limits: Arc<Limits>,
    trying: bool,
}

enum Turn {
    Now { trying: bool },
    After(Duration),
    Refused(Duration),
}

impl Limits {
    pub(super) fn new(settings: LimitSettings, pace: f64) -> Self {
        Self { settings, pace, state: Mutex::default() }
    }

    /// Waits for a turn, up to the patience set.
    pub(super) async fn enter(self: &Arc<Self>, api: &'static str) -> Result<Permit, CXoneError> {
        loop {
            match self.turn(Instant::now()) {
                Turn::Now { trying } => return Ok(Permit { limits: Arc::clone(self), trying }),
                Turn::After(wait) if wait <= self.settings.patience => tokio::time::sleep(wait).await,
                Turn::After(wait) | Turn::Refused(wait) => return Err(CXoneError::HeldBack { api, wait }),
            }
        }
    }

    /// After 429 or 503: nobody calls for as long as the platform asked, or for a pause that doubles from refusal to
    /// refusal. The pause.
    pub(super) fn refused(&self, asked: Option<Duration>) -> Duration {
        let mut state = self.state();
        state.refused = state.refused.saturating_add(1);
        let doubled = FIRST_PAUSE.saturating_mul(1 << (state.refused - 1).min(16)).min(self.settings.longest_pause);
        let pause = asked.unwrap_or(doubled);
        let until = Instant::now() + pause.mul_f64(self.pace);
        state.blocked_until = state.blocked_until.max(Some(until));
        pause
    }

    /// After any answer that was no such refusal. One that was asked for before a pause began ends nothing.
    pub(super) fn accepted(&self) {
        self.accepted_at(Instant::now());
    }

    fn accepted_at(&self, now: Instant) {
        let mut state = self.state();
        if state.blocked_until.is_none_or(|until| now >= until) {
            state.refused = 0;
        }
    }

    fn turn(&self, now: Instant) -> Turn {
        let mut state = self.state();
        let open = state.refused >= self.settings.circuit_after;
        if let Some(until) = state.blocked_until.filter(|until| now < *until) {
            return if open { Turn::Refused(until - now) } else { Turn::After(until - now) };
        }
        if open && state.trying {
            return Turn::Refused(FIRST_PAUSE);
        }
        if let Some(next) = state.next.filter(|next| now < *next) {
            return Turn::After(next - now);
        }
        state.next = Some(now + Duration::from_secs(1) / self.settings.per_second.max(1));
        state.trying |= open;
        Turn::Now { trying: open }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if self.trying {
            self.limits.state().trying = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn waits(limits: &Limits, now: Instant) -> Duration {
        match limits.turn(now) {
            Turn::Now { .. } => Duration::ZERO,
            Turn::After(wait) | Turn::Refused(wait) => wait,
        }
    }

    #[test]
    fn no_second_holds_more_calls_than_the_rate() {
        let limits = Limits::new(LimitSettings::default(), 1.0);
        let mut now = Instant::now();
        let begin = now;
        for _ in 0..10 {
            let wait = waits(&limits, now);
            if wait > Duration::ZERO {
                now += wait;
                assert_eq!(waits(&limits, now), Duration::ZERO);
            }
        }
        assert_eq!(now - begin, SECOND * 9 / 5);
    }

    #[test]
    fn pauses_double_unless_the_platform_says_how_long() {
        let limits = Limits::new(LimitSettings::default(), 1.0);
        let pauses: Vec<_> = (0..8).map(|_| limits.refused(None).as_secs()).collect();
        assert_eq!(pauses, [2, 4, 8, 16, 32, 64, 120, 120]);
        assert_eq!(limits.refused(Some(SECOND * 7)), SECOND * 7);
        limits.accepted_at(Instant::now() + SECOND * 200);
        assert_eq!(limits.refused(None), FIRST_PAUSE);
    }

    #[test]
    fn an_open_circuit_refuses_all_and_then_lets_one_try() {
        let limits = Limits::new(LimitSettings { circuit_after: 2, ..LimitSettings::default() }, 1.0);
        let now = Instant::now();
        limits.refused(None);
        assert!(matches!(limits.turn(now), Turn::After(_)), "closed: one may wait");
        limits.refused(Some(SECOND * 30));
        assert!(matches!(limits.turn(now), Turn::Refused(_)));
        let later = now + SECOND * 31;
        assert!(matches!(limits.turn(later), Turn::Now { trying: true }));
        assert!(matches!(limits.turn(later + SECOND), Turn::Refused(_)), "one is enough");
        limits.state().trying = false;
        limits.accepted_at(later);
        assert!(matches!(limits.turn(later + SECOND), Turn::Now { trying: false }));
    }

    #[test]
    fn a_late_good_answer_lifts_no_pause() {
        let limits = Limits::new(LimitSettings::default(), 1.0);
        limits.refused(Some(SECOND * 30));
        limits.accepted();
        assert!(waits(&limits, Instant::now()) > SECOND * 29);
    }
}
