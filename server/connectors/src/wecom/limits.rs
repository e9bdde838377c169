//! Stays inside the platform's limits [D 90312]: 10 000 calls a minute and 150 000 an hour of one API by one
//! corporation, and an unpublished number of simultaneous calls, refused with 45033.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Notify, time::Instant};

use super::error::WeComError;

/// How hard one API may be called.
#[derive(Debug, Clone)]
pub struct LimitSettings {
    /// Simultaneous calls of one API.
    pub in_flight: usize,
    pub per_minute: u32,
    pub per_hour: u32,
    /// After a 45033 halved the simultaneous calls, one is given back each time this passes without another.
    pub recover_after: Duration,
    /// The longest a call waits here; beyond it [`WeComError::HeldBack`] is returned.
    pub patience: Duration,
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self {
            in_flight: 5,
            per_minute: 10_000,
            per_hour: 150_000,
            recover_after: Duration::from_secs(60),
            patience: Duration::from_secs(61),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Limits {
    settings: LimitSettings,
    apis: Mutex<HashMap<&'static str, Arc<Api>>>,
}

/// Leave to make one call; given back on drop.
#[derive(Debug)]
pub(crate) struct Permit(Arc<Api>);

#[derive(Debug)]
struct Api {
    state: Mutex<State>,
    changed: Arc<Notify>,
}

#[derive(Debug)]
struct State {
    in_flight: usize,
    width: usize,
    narrowed_at: Option<Instant>,
    minute: Window,
    hour: Window,
    blocked_until: Option<Instant>,
}

enum Turn {
    Now,
    WhenOneEnds,
    After(Duration),
    Blocked(Duration),
}

impl Limits {
    pub(crate) fn new(settings: LimitSettings) -> Self {
        Self { settings, apis: Mutex::default() }
    }

    /// Waits for a turn, up to the patience set.
    pub(crate) async fn enter(&self, name: &'static str) -> Result<Permit, WeComError> {
        let api = self.api(name);
        loop {
            // Registered before looking, so that a call ending in between is not missed.
            let changed = Arc::clone(&api.changed).notified_owned();
            let turn = api.state().turn(Instant::now(), &self.settings);
            match turn {
                Turn::Now => return Ok(Permit(api)),
                Turn::WhenOneEnds => changed.await,
                Turn::After(wait) if wait <= self.settings.patience => tokio::time::sleep(wait).await,
                Turn::After(wait) | Turn::Blocked(wait) => return Err(WeComError::HeldBack { api: name, wait }),
            }
        }
    }

    /// After 45033: half as many at a time.
    pub(crate) fn narrow(&self, name: &'static str) {
        let api = self.api(name);
        let mut state = api.state();
        state.width = (state.width / 2).max(1);
        state.narrowed_at = Some(Instant::now());
    }

    /// After 45009: none at all until the block is over, because calls during a block are refused and may count.
    pub(crate) fn block(&self, name: &'static str, wait: Duration) {
        let api = self.api(name);
        api.state().blocked_until = Some(Instant::now() + wait);
    }

    #[cfg(test)]
    fn width(&self, name: &'static str) -> usize {
        self.api(name).state().width
    }

    fn api(&self, name: &'static str) -> Arc<Api> {
        let mut apis = self.apis.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(apis.entry(name).or_insert_with(|| Arc::new(Api::new(&self.settings))))
    }
}

impl Api {
    fn new(settings: &LimitSettings) -> Self {
        Self {
            state: Mutex::new(State {
                in_flight: 0,
                width: settings.in_flight.max(1),
                narrowed_at: None,
                minute: Window::new(Duration::from_secs(1), settings.per_minute),
                hour: Window::new(Duration::from_secs(60), settings.per_hour),
                blocked_until: None,
            }),
            changed: Arc::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn turn(&mut self, now: Instant, settings: &LimitSettings) -> Turn {
        if let Some(until) = self.blocked_until {
            if now < until {
                return Turn::Blocked(until - now);
            }
            self.blocked_until = None;
        }
        if self.narrowed_at.is_some_and(|at| now >= at + settings.recover_after) {
            self.width = (self.width + 1).min(settings.in_flight.max(1));
            self.narrowed_at = (self.width < settings.in_flight).then_some(now);
        }
        if self.in_flight >= self.width {
            return Turn::WhenOneEnds;
        }
        let wait = self.minute.wait(now).max(self.hour.wait(now));
        if wait > Duration::ZERO {
            return Turn::After(wait);
        }
        self.minute.count(now);
        self.hour.count(now);
        self.in_flight += 1;
        Turn::Now
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.state().in_flight -= 1;
        self.0.changed.notify_waiters();
    }
}

const SLOTS: usize = 60;

/// Counts over the last sixty slots. A bucket that refills would allow nearly twice the limit in its first minute, and
/// the platform's own minute may begin anywhere.
#[derive(Debug)]
struct Window {
    slot: Duration,
    limit: u32,
    counts: [u32; SLOTS],
    total: u32,
    began: Option<Instant>,
    newest: u64,
}

impl Window {
    fn new(slot: Duration, limit: u32) -> Self {
        Self { slot, limit: limit.max(1), counts: [0; SLOTS], total: 0, began: None, newest: 0 }
    }

    fn advance(&mut self, now: Instant) {
        let began = *self.began.get_or_insert(now);
        let slot = u64::try_from((now - began).as_nanos() / self.slot.as_nanos()).unwrap_or(u64::MAX);
        let steps = slot.saturating_sub(self.newest).min(SLOTS as u64);
        for step in 1..=steps {
            let old = &mut self.counts[place(self.newest + step)];
            self.total -= *old;
            *old = 0;
        }
        if steps == SLOTS as u64 {
            self.counts = [0; SLOTS];
            self.total = 0;
        }
        self.newest = self.newest.max(slot);
    }

    fn wait(&mut self, now: Instant) -> Duration {
        self.advance(now);
        if self.total < self.limit {
            return Duration::ZERO;
        }
        let began = self.began.unwrap_or(now);
        let oldest = (self.newest.saturating_sub(SLOTS as u64 - 1)..=self.newest)
            .find(|slot| self.counts[place(*slot)] > 0)
            .unwrap_or(self.newest);
        let leaves = u32::try_from(oldest + SLOTS as u64).unwrap_or(u32::MAX);
        (began + self.slot * leaves).saturating_duration_since(now).max(Duration::from_millis(1))
    }

    fn count(&mut self, now: Instant) {
        self.advance(now);
        self.counts[place(self.newest)] += 1;
        self.total += 1;
    }
}

fn place(slot: u64) -> usize {
    usize::try_from(slot % SLOTS as u64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn ends(state: &mut State) {
        state.in_flight -= 1;
    }

    #[test]
    fn no_minute_holds_more_calls_than_the_limit() {
        let settings = LimitSettings { per_minute: 10, ..LimitSettings::default() };
        let state = Api::new(&settings);
        let mut state = state.state();
        let start = Instant::now();
        for call in 0..10 {
            assert!(matches!(state.turn(start + SECOND * call, &settings), Turn::Now));
            ends(&mut state);
        }
        let Turn::After(wait) = state.turn(start + SECOND * 10, &settings) else { panic!("an eleventh call") };
        assert_eq!(wait, SECOND * 50);
        assert!(matches!(state.turn(start + SECOND * 59, &settings), Turn::After(_)));
        assert!(matches!(state.turn(start + SECOND * 60, &settings), Turn::Now));
        ends(&mut state);
        assert!(matches!(state.turn(start + SECOND * 60, &settings), Turn::After(_)));
        assert!(matches!(state.turn(start + SECOND * 600, &settings), Turn::Now));
    }

    #[tokio::test]
    async fn a_long_wait_is_told_instead_of_sat_out() {
        let limits = Limits::new(LimitSettings { per_hour: 1, ..LimitSettings::default() });
        drop(limits.enter("a").await.unwrap());
        assert!(matches!(limits.enter("a").await, Err(WeComError::HeldBack { .. })));
        drop(limits.enter("b").await.unwrap());
    }

    #[test]
    fn halved_parallelism_grows_back() {
        let settings = LimitSettings::default();
        let limits = Limits::new(settings.clone());
        limits.narrow("a");
        assert_eq!(limits.width("a"), 2);
        limits.narrow("a");
        limits.narrow("a");
        assert_eq!(limits.width("a"), 1);
        limits.api("a").state().turn(Instant::now() + SECOND * 61, &settings);
        assert_eq!(limits.width("a"), 2);
    }

    #[tokio::test]
    async fn a_sixth_call_waits_for_one_to_end() {
        let limits = Arc::new(Limits::new(LimitSettings::default()));
        let mut held = Vec::new();
        for _ in 0..5 {
            held.push(limits.enter("a").await.unwrap());
        }
        let waiting = tokio::spawn({
            let limits = Arc::clone(&limits);
            async move { limits.enter("a").await.map(drop) }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        held.pop();
        waiting.await.unwrap().unwrap();
    }
}
