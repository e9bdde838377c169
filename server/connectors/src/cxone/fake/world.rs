//! Everything the fake knows.

use std::{collections::HashMap, time::Instant};

use super::{
    control::Fault,
    ledger::Ledger,
    options::FakeOptions,
    population::{self, Agent, Team},
    tokens::Tokens,
};
use crate::{cxone::types::Correlation, fake::machine_time};

pub(super) struct World {
    pub(super) options: FakeOptions,
    pub(super) tokens: Tokens,
    /// In the order of their numbers.
    pub(super) agents: Vec<Agent>,
    pub(super) teams: Vec<Team>,
    pub(super) correlations: Vec<Correlation>,
    /// By partner and id.
    pub(super) rules: HashMap<(String, String), serde_json::Value>,
    pub(super) ledger: Ledger,
    pub(super) faults: Vec<Fault>,
    pub(super) next_contact: i64,
    started: Instant,
    start: i64,
    moved: i64,
}

/// What an agent is doing. Times are Unix milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Activity {
    /// As the platform numbers states: 0 logged out, 1 available, 2 unavailable, 3 inbound contact, 4 outbound contact.
    pub(super) state: i64,
    pub(super) code: i64,
    pub(super) after_work: bool,
    pub(super) since: i64,
    pub(super) session_since: i64,
    pub(super) contact: i64,
    /// State and code that wait for the contact's end.
    pub(super) next: Option<(i64, i64)>,
}

impl Activity {
    pub(super) fn is_logged_in(&self) -> bool {
        self.state != 0
    }

    pub(super) fn is_in_contact(&self) -> bool {
        (3..=7).contains(&self.state)
    }

    /// Sessions begin unavailable.
    pub(super) fn log_in(&mut self, now: i64) {
        *self = Self { state: 2, since: now, session_since: now, ..Self::default() };
    }

    pub(super) fn log_out(&mut self, now: i64) {
        *self = Self { since: now, ..Self::default() };
    }

    pub(super) fn available(&mut self, now: i64) {
        self.become_state(now, 1, 0);
    }

    pub(super) fn unavailable(&mut self, now: i64, code: i64) {
        self.become_state(now, 2, code);
    }

    pub(super) fn begin_contact(&mut self, now: i64, contact: i64, outbound: bool) {
        self.become_state(now, if outbound { 4 } else { 3 }, 0);
        self.contact = contact;
    }

    /// What was asked for meanwhile, else the work afterwards, else available.
    pub(super) fn end_contact(&mut self, now: i64, after_work: bool) {
        match self.next.take() {
            Some((state, code)) => self.become_state(now, state, code),
            None if after_work => {
                self.become_state(now, 2, population::AFTER_WORK);
                self.after_work = true;
            }
            None => self.available(now),
        }
    }

    fn become_state(&mut self, now: i64, state: i64, code: i64) {
        *self = Self { state, code, since: now, session_since: self.session_since, ..Self::default() };
    }
}

impl World {
    pub(super) fn new(options: FakeOptions) -> Self {
        let start = options.start.unwrap_or_else(machine_time);
        Self {
            tokens: Tokens::default(),
            agents: population::agents(&options, start * 1000),
            teams: population::teams(&options),
            correlations: Vec::new(),
            rules: HashMap::new(),
            ledger: Ledger::default(),
            faults: Vec::new(),
            next_contact: 9_000_000,
            started: Instant::now(),
            start,
            moved: 0,
            options,
        }
    }

    /// Unix milliseconds.
    pub(super) fn now(&self) -> i64 {
        let passed = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(0);
        (self.start + self.moved) * 1000 + passed
    }

    pub(super) fn advance(&mut self, seconds: i64) {
        self.moved += seconds;
    }

    pub(super) fn set_clock(&mut self, unix: i64) {
        self.moved += unix - self.now() / 1000;
    }

    pub(super) fn agent(&self, id: i64) -> Option<&Agent> {
        self.agents.iter().find(|agent| agent.id == id)
    }

    pub(super) fn agent_mut(&mut self, id: i64) -> Option<&mut Agent> {
        self.agents.iter_mut().find(|agent| agent.id == id)
    }

    pub(super) fn team(&self, id: i64) -> Option<&Team> {
        self.teams.iter().find(|team| team.id == id)
    }

    pub(super) fn code_name(&self, team: i64, code: i64) -> &str {
        let codes = self.team(team).map(|team| team.codes.as_slice()).unwrap_or_default();
        codes.iter().find(|known| known.id == code).map_or("", |known| &known.name)
    }
}
