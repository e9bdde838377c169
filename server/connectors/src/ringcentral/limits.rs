//! Stays inside the platform's limits [guide: rate limits]: calls a minute of one user through one application, counted
//! in groups.
//!
//! A call counts from the moment it is sent until a minute after its answer, because nobody here knows when in between
//! the platform counted it. What other programs of the same user use up shows in `X-Rate-Limit-Remaining`, and is
//! counted along.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use reqwest::header::HeaderMap;
use tokio::{sync::Notify, time::Instant};

use super::{
    api::{Api, Group},
    error::RingCentralError,
};
use crate::http::Answer;

/// Calls a window by group, until the platform's headers say otherwise: it adjusts them for each application.
#[derive(Debug, Clone)]
pub struct LimitSettings {
    pub light: u32,
    pub medium: u32,
    pub heavy: u32,
    pub auth: u32,
    pub window: Duration,
    /// The longest a call waits here; beyond it [`RingCentralError::HeldBack`] is returned.
    pub patience: Duration,
}

impl Default for LimitSettings {
    fn default() -> Self {
        let (window, patience) = (Duration::from_secs(60), Duration::from_secs(61));
        Self { light: 50, medium: 40, heavy: 10, auth: 5, window, patience }
    }
}

impl LimitSettings {
    fn of(&self, group: Group) -> u32 {
        match group {
            Group::Light => self.light,
            Group::Medium => self.medium,
            Group::Heavy => self.heavy,
            Group::Auth => self.auth,
        }
    }
}

/// Clones share the counts.
#[derive(Debug, Clone)]
pub(crate) struct Limits(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: LimitSettings,
    state: Mutex<State>,
    changed: Arc<Notify>,
}

#[derive(Debug, Default)]
struct State {
    /// By name in small letters; the platform may have groups we do not know.
    counters: HashMap<String, Counter>,
    /// Calls that the platform counts in another group than its documents say.
    moved: HashMap<&'static str, String>,
    /// A limit above all groups was hit.
    blocked_until: Option<Instant>,
}

#[derive(Debug)]
struct Counter {
    limit: u32,
    window: Duration,
    under_way: u32,
    /// When calls of the last window ended, oldest first.
    ended: VecDeque<Instant>,
    blocked_until: Option<Instant>,
}

/// Leave to make one call, which counts as ended on drop.
#[derive(Debug)]
pub(crate) struct Permit {
    limits: Limits,
    group: String,
}

#[derive(Debug, PartialEq, Eq)]
enum Turn {
    Now,
    WhenOneEnds,
    After(Duration),
    Blocked(Duration),
}

impl Limits {
    pub(crate) fn new(settings: LimitSettings) -> Self {
        Self(Arc::new(Inner { settings, state: Mutex::default(), changed: Arc::default() }))
    }

    /// Waits for a turn, up to the patience set. What is blocked is told at once.
    pub(crate) async fn enter(&self, api: &'static Api) -> Result<Permit, RingCentralError> {
        loop {
            // Registered before looking, so that a call ending in between is not missed.
            let changed = Arc::clone(&self.0.changed).notified_owned();
            let (group, turn) = self.state().turn(api, Instant::now(), &self.0.settings);
            match turn {
                Turn::Now => return Ok(Permit { limits: self.clone(), group }),
                Turn::WhenOneEnds => changed.await,
                Turn::After(wait) if wait <= self.0.settings.patience => tokio::time::sleep(wait).await,
                Turn::After(wait) | Turn::Blocked(wait) => {
                    return Err(RingCentralError::HeldBack { api: api.name, wait });
                }
            }
        }
    }

    /// What an answer's headers say about the group of its call. That nothing remains in a refusal is no news: how long
    /// it lasts is said by its wait ([`Limits::block`]).
    pub(crate) fn heard(&self, api: &'static Api, answer: &Answer) {
        let headers = &answer.headers;
        let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
        let number = |name: &str| text(name)?.parse::<u32>().ok();
        let mut state = self.state();
        let group = text("x-rate-limit-group").map(str::to_ascii_lowercase).filter(|group| !group.is_empty());
        if let Some(group) = &group {
            state.place(api, group);
        }
        let (limit, window) = (number("x-rate-limit-limit"), number("x-rate-limit-window"));
        let remaining = number("x-rate-limit-remaining").filter(|_| answer.status != 429);
        state.counter(api, &self.0.settings).1.heard(Instant::now(), limit, window, remaining);
    }

    /// After a 429: nothing of the group until the wait is over, because each call begins the penalty anew. One without
    /// the group's headers speaks of a limit above all groups.
    pub(crate) fn block(&self, api: &'static Api, headers: &HeaderMap, wait: Duration) {
        let until = Instant::now() + wait;
        let mut state = self.state();
        if headers.contains_key("x-rate-limit-group") {
            let counter = state.counter(api, &self.0.settings).1;
            counter.blocked_until = counter.blocked_until.max(Some(until));
        } else {
            state.blocked_until = state.blocked_until.max(Some(until));
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn turn(&mut self, api: &'static Api, now: Instant, settings: &LimitSettings) -> (String, Turn) {
        let above = self.blocked_until.filter(|until| now < *until);
        let (group, counter) = self.counter(api, settings);
        match above.max(counter.blocked_until.filter(|until| now < *until)) {
            Some(until) => (group, Turn::Blocked(until - now)),
            None => (group, counter.turn(now)),
        }
    }

    /// Remembers the group a call is in, when it is another one than documented.
    fn place(&mut self, api: &'static Api, group: &str) {
        if self.moved.get(api.name).map_or(api.group.name(), String::as_str) != group {
            self.moved.insert(api.name, group.to_owned());
        }
    }

    fn counter(&mut self, api: &'static Api, settings: &LimitSettings) -> (String, &mut Counter) {
        let group = self.moved.get(api.name).cloned().unwrap_or_else(|| api.group.name().to_owned());
        let counter =
            self.counters.entry(group.clone()).or_insert_with(|| Counter::new(settings.of(api.group), settings.window));
        (group, counter)
    }
}

impl Counter {
    fn new(limit: u32, window: Duration) -> Self {
        Self { limit: limit.max(1), window, under_way: 0, ended: VecDeque::new(), blocked_until: None }
    }

    fn turn(&mut self, now: Instant) -> Turn {
        while self.ended.front().is_some_and(|at| now >= *at + self.window) {
            self.ended.pop_front();
        }
        if self.used() < self.limit {
            self.under_way += 1;
            return Turn::Now;
        }
        self.ended.front().map_or(Turn::WhenOneEnds, |at| Turn::After(*at + self.window - now))
    }

    fn heard(&mut self, now: Instant, limit: Option<u32>, window: Option<u32>, remaining: Option<u32>) {
        if let Some(limit) = limit.filter(|limit| *limit > 0) {
            self.limit = limit;
        }
        if let Some(seconds) = window.filter(|seconds| *seconds > 0) {
            self.window = Duration::from_secs(seconds.into());
        }
        if let Some(remaining) = remaining {
            let others = self.limit.saturating_sub(remaining).saturating_sub(self.used());
            self.ended.extend((0..others).map(|_| now));
        }
    }

    fn used(&self) -> u32 {
        u32::try_from(self.ended.len()).unwrap_or(u32::MAX).saturating_add(self.under_way)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(counter) = self.limits.state().counters.get_mut(&self.group) {
            counter.under_way = counter.under_way.saturating_sub(1);
            counter.ended.push_back(Instant::now());
        }
        self.limits.0.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::ringcentral::api::{ACCOUNT_PRESENCE, PRESENCE, SEARCH};

    const SECOND: Duration = Duration::from_secs(1);

    fn ends(counter: &mut Counter, at: Instant) {
        counter.under_way -= 1;
        counter.ended.push_back(at);
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn no_minute_holds_more_calls_than_the_limit() {
        let mut counter = Counter::new(10, SECOND * 60);
        let start = Instant::now();
        for call in 0..10 {
            assert_eq!(counter.turn(start + SECOND * call), Turn::Now);
            ends(&mut counter, start + SECOND * call);
        }
        assert_eq!(counter.turn(start + SECOND * 10), Turn::After(SECOND * 50));
        assert_eq!(counter.turn(start + SECOND * 60), Turn::Now);
        assert_eq!(counter.turn(start + SECOND * 60), Turn::After(SECOND));
    }

    #[test]
    fn a_call_counts_for_a_minute_after_its_answer() {
        let mut counter = Counter::new(1, SECOND * 60);
        let start = Instant::now();
        assert_eq!(counter.turn(start), Turn::Now);
        assert_eq!(counter.turn(start + SECOND * 61), Turn::WhenOneEnds);
        ends(&mut counter, start + SECOND * 62);
        assert_eq!(counter.turn(start + SECOND * 63), Turn::After(SECOND * 59));
    }

    #[test]
    fn what_others_use_up_is_counted_along() {
        let mut counter = Counter::new(50, SECOND * 60);
        let start = Instant::now();
        assert_eq!(counter.turn(start), Turn::Now);
        counter.heard(start, Some(20), Some(30), Some(3));
        ends(&mut counter, start);
        for _ in 0..3 {
            assert_eq!(counter.turn(start), Turn::Now);
        }
        assert_eq!(counter.turn(start), Turn::After(SECOND * 30));
    }

    #[tokio::test]
    async fn a_penalty_holds_back_its_group_and_no_other() {
        let limits = Limits::new(LimitSettings::default());
        let heavy = headers(&[("x-rate-limit-group", "Heavy")]);
        limits.block(&SEARCH, &heavy, SECOND * 60);
        limits.block(&SEARCH, &heavy, SECOND);
        let Err(RingCentralError::HeldBack { wait, .. }) = limits.enter(&ACCOUNT_PRESENCE).await else {
            panic!("sent into the penalty")
        };
        assert!(wait > SECOND * 58, "a shorter wait does not end a longer one");
        limits.enter(&PRESENCE).await.unwrap();
    }

    #[tokio::test]
    async fn a_429_without_a_group_holds_back_everything() {
        let limits = Limits::new(LimitSettings::default());
        limits.block(&SEARCH, &HeaderMap::new(), SECOND * 60);
        assert!(limits.enter(&PRESENCE).await.is_err());
    }

    #[tokio::test]
    async fn a_group_nobody_documented_has_a_count_of_its_own() {
        let limits = Limits::new(LimitSettings { patience: Duration::ZERO, ..LimitSettings::default() });
        let odd = [("x-rate-limit-group", "Bulk"), ("x-rate-limit-limit", "1"), ("x-rate-limit-remaining", "0")];
        drop(limits.enter(&SEARCH).await.unwrap());
        let answer = Answer { status: 200, content_type: None, headers: headers(&odd), body: Bytes::new() };
        limits.heard(&SEARCH, &answer);
        assert!(limits.enter(&SEARCH).await.is_err());
        drop(limits.enter(&ACCOUNT_PRESENCE).await.unwrap());
    }

    #[tokio::test]
    async fn a_long_wait_is_told_instead_of_sat_out() {
        let limits = Limits::new(LimitSettings { heavy: 1, patience: SECOND, ..LimitSettings::default() });
        drop(limits.enter(&SEARCH).await.unwrap());
        assert!(matches!(limits.enter(&ACCOUNT_PRESENCE).await, Err(RingCentralError::HeldBack { .. })));
    }
}
