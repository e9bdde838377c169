//! Stays inside the platform's limit: so many calls of one action in a second, whoever makes them.
//!
//! A call counts from the moment it is sent until a second after its answer, because nobody here knows when in between
//! the platform counted it. Other programs with the same key are not seen; what they use up shows as
//! `RequestLimitExceeded`, after which everybody waits: of that action, or of all when the whole account was meant. After
//! several refusals in a row the circuit opens: calls are refused here at once until the pause is over, and then one at a
//! time may try.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Notify, time::Instant};

use super::error::{CccError, FIRST_PAUSE};

/// How hard the platform may be called.
#[derive(Debug, Clone)]
pub struct LimitSettings {
    /// Calls of one action in a window: the platform's 20 unless it granted more.
    pub per_window: u32,
    /// The platform's second.
    pub window: Duration,
    /// Refusals in a row until the circuit opens.
    pub circuit_after: u32,
    /// The longest pause that we choose.
    pub longest_pause: Duration,
    /// The longest a call waits here; beyond it [`CccError::HeldBack`] is returned.
    pub patience: Duration,
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self {
            per_window: 20,
            window: Duration::from_secs(1),
            circuit_after: 5,
            longest_pause: Duration::from_secs(60),
            patience: Duration::from_secs(61),
        }
    }
}

/// Clones share the counts.
#[derive(Debug, Clone)]
pub(super) struct Limits(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: LimitSettings,
    /// Multiplies every pause after a refusal; 1 outside tests.
    pace: f64,
    state: Mutex<State>,
    changed: Arc<Notify>,
}

#[derive(Debug, Default)]
struct State {
    lanes: HashMap<&'static str, Lane>,
    /// Of the whole account.
    account: Refusals,
}

/// One action.
#[derive(Debug, Default)]
struct Lane {
    under_way: u32,
    /// When calls of the last window ended, oldest first.
    ended: VecDeque<Instant>,
    refusals: Refusals,
}

#[derive(Debug, Default)]
struct Refusals {
    in_a_row: u32,
    until: Option<Instant>,
}

/// Leave to make one call, which counts as ended on drop.
#[derive(Debug)]
pub(super) struct Permit {
    limits: Limits,
    action: &'static str,
}

#[derive(Debug, PartialEq, Eq)]
enum Turn {
    Now,
    WhenOneEnds,
    After(Duration),
    Refused(Duration),
}

impl Limits {
    pub(super) fn new(settings: LimitSettings, pace: f64) -> Self {
        Self(Arc::new(Inner { settings, pace, state: Mutex::default(), changed: Arc::default() }))
    }

    /// Waits for a turn, up to the patience set.
    pub(super) async fn enter(&self, action: &'static str) -> Result<Permit, CccError> {
        loop {
            // Registered before looking, so that a call ending in between is not missed.
            let changed = Arc::clone(&self.0.changed).notified_owned();
            match self.turn(action, Instant::now()) {
                Turn::Now => return Ok(Permit { limits: self.clone(), action }),
                Turn::WhenOneEnds => changed.await,
                Turn::After(wait) if wait <= self.0.settings.patience => tokio::time::sleep(wait).await,
                Turn::After(wait) | Turn::Refused(wait) => return Err(CccError::HeldBack { action, wait }),
            }
        }
    }

    /// After a refusal for too many calls: a pause that doubles from one to the next. The pause.
    pub(super) fn refused(&self, action: &'static str, code: &str) -> Duration {
        let settings = &self.0.settings;
        let mut state = self.state();
        // Without a detail it is the action that was called too often; every detail names something wider.
        let refusals = if code.contains('.') { &mut state.account } else { &mut state.lane(action).refusals };
        refusals.in_a_row = refusals.in_a_row.saturating_add(1);
        let pause = FIRST_PAUSE.saturating_mul(1 << (refusals.in_a_row - 1).min(16)).min(settings.longest_pause);
        refusals.until = refusals.until.max(Some(Instant::now() + pause.mul_f64(self.0.pace)));
        pause
    }

    /// After any answer that was no such refusal. One that was asked for before a pause began ends nothing.
    pub(super) fn accepted(&self, action: &'static str) {
        self.accepted_at(action, Instant::now());
    }

    /// Forgets refusals, so that a corrected setting is tried at once.
    pub(super) fn reset(&self) {
        let mut state = self.state();
        state.account = Refusals::default();
        state.lanes.values_mut().for_each(|lane| lane.refusals = Refusals::default());
    }

    fn accepted_at(&self, action: &'static str, now: Instant) {
        let mut state = self.state();
        state.account.accepted(now);
        state.lane(action).refusals.accepted(now);
    }

    fn turn(&self, action: &'static str, now: Instant) -> Turn {
        let Inner { settings, .. } = &*self.0;
        let mut state = self.state();
        let under_way: u32 = state.lanes.values().map(|lane| lane.under_way).sum();
        if let Some(turn) = state.account.turn(settings, under_way, now) {
            return turn;
        }
        let lane = state.lane(action);
        if let Some(turn) = lane.refusals.turn(settings, lane.under_way, now) {
            return turn;
        }
        while lane.ended.front().is_some_and(|ended| now.duration_since(*ended) >= settings.window) {
            lane.ended.pop_front();
        }
        let counted = usize::try_from(lane.under_way).unwrap_or(usize::MAX).saturating_add(lane.ended.len());
        if counted < settings.per_window.max(1) as usize {
            lane.under_way += 1;
            return Turn::Now;
        }
        lane.ended.front().map_or(Turn::WhenOneEnds, |ended| Turn::After(*ended + settings.window - now))
    }

    fn end(&self, action: &'static str, now: Instant) {
        {
            let mut state = self.state();
            let lane = state.lane(action);
            lane.under_way = lane.under_way.saturating_sub(1);
            lane.ended.push_back(now);
        }
        self.0.changed.notify_waiters();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn lane(&mut self, action: &'static str) -> &mut Lane {
        self.lanes.entry(action).or_default()
    }
}

impl Refusals {
    fn accepted(&mut self, now: Instant) {
        if self.until.is_none_or(|until| now >= until) {
            self.in_a_row = 0;
        }
    }

    /// `None` when nothing here is in the way.
    fn turn(&self, settings: &LimitSettings, under_way: u32, now: Instant) -> Option<Turn> {
        let open = self.in_a_row >= settings.circuit_after;
        match self.until.filter(|until| now < *until) {
            Some(until) if open => Some(Turn::Refused(until - now)),
            Some(until) => Some(Turn::After(until - now)),
            None if open && under_way > 0 => Some(Turn::Refused(FIRST_PAUSE)),
            None => None,
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.limits.end(self.action, Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fake::people::mix;

    const SECOND: Duration = Duration::from_secs(1);
    const ONE: &str = "DeleteStaff";
    const OTHER: &str = "ModifyStaff";

    fn limits(settings: LimitSettings) -> Limits {
        Limits::new(settings, 1.0)
    }

    /// Calls that last as long as it happens, counted by the platform at any moment while they last: whatever comes out,
    /// no second of the platform's holds more than the limit.
    #[test]
    fn no_second_holds_more_calls_than_the_limit_whenever_the_platform_counts_them() {
        for seed in 0..40 {
            let limits = limits(LimitSettings::default());
            let began = Instant::now();
            let dice =
                |purpose, index| Duration::from_millis(mix(seed, purpose, index) % [30, 400, 2_500][seed as usize % 3]);
            let (mut now, mut under_way, mut counted) = (began, Vec::new(), Vec::new());
            let mut sent = 0;
            while sent < 300 {
                under_way.sort_unstable();
                while under_way.first().is_some_and(|end| *end <= now) {
                    limits.end(ONE, under_way.remove(0));
                }
                match limits.turn(ONE, now) {
                    Turn::Now => {
                        let lasts = dice(1, sent);
                        counted.push(now + lasts.mul_f64((mix(seed, 2, sent) % 101) as f64 / 100.0));
                        under_way.push(now + lasts);
                        sent += 1;
                    }
                    Turn::After(wait) => now += wait.min(under_way.first().map_or(wait, |end| *end - now)),
                    Turn::WhenOneEnds => now = under_way[0],
                    Turn::Refused(_) => panic!("nothing was refused"),
                }
            }
            counted.sort_unstable();
            let crowded = counted.windows(21).find(|window| window[20] - window[0] < SECOND);
            assert_eq!(crowded, None, "seed {seed}");
        }
    }

    #[test]
    fn actions_are_counted_apart() {
        let limits = limits(LimitSettings { per_window: 1, ..LimitSettings::default() });
        let now = Instant::now();
        assert_eq!((limits.turn(ONE, now), limits.turn(OTHER, now)), (Turn::Now, Turn::Now));
        assert_eq!(limits.turn(ONE, now), Turn::WhenOneEnds);
        limits.end(ONE, now);
        assert_eq!(limits.turn(ONE, now), Turn::After(SECOND));
        assert_eq!(limits.turn(ONE, now + SECOND), Turn::Now);
    }

    #[test]
    fn pauses_double_and_are_the_actions_or_the_accounts() {
        let limits = limits(LimitSettings { circuit_after: 100, ..LimitSettings::default() });
        let pauses: Vec<_> = (0..8).map(|_| limits.refused(ONE, "RequestLimitExceeded").as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60]);
        let now = Instant::now();
        assert!(matches!(limits.turn(ONE, now), Turn::After(_)));
        assert_eq!(limits.turn(OTHER, now), Turn::Now);
        limits.refused(ONE, "RequestLimitExceeded.UinLimitExceeded");
        assert!(matches!(limits.turn(OTHER, now), Turn::After(_)));
        limits.accepted_at(ONE, now);
        assert!(matches!(limits.turn(OTHER, now), Turn::After(_)), "a late good answer lifts no pause");
        limits.accepted_at(ONE, now + SECOND * 70);
        assert_eq!(limits.refused(ONE, "RequestLimitExceeded"), SECOND);
        limits.reset();
        assert_eq!((limits.turn(ONE, now), limits.turn(OTHER, now)), (Turn::Now, Turn::Now));
    }

    #[test]
    fn an_open_circuit_refuses_all_and_then_lets_one_try() {
        let limits = limits(LimitSettings { circuit_after: 2, ..LimitSettings::default() });
        let now = Instant::now();
        limits.refused(ONE, "RequestLimitExceeded");
        assert!(matches!(limits.turn(ONE, now), Turn::After(_)), "closed: one may wait");
        limits.refused(ONE, "RequestLimitExceeded");
        assert!(matches!(limits.turn(ONE, now), Turn::Refused(_)));
        let later = now + SECOND * 3;
        assert_eq!(limits.turn(ONE, later), Turn::Now);
        assert_eq!(limits.turn(ONE, later), Turn::Refused(FIRST_PAUSE), "one is enough");
        limits.end(ONE, later);
        limits.accepted_at(ONE, later);
        assert_eq!((limits.turn(ONE, later), limits.turn(ONE, later)), (Turn::Now, Turn::Now));
    }
}
