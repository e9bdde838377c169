//! Everything the fake knows.

use std::collections::HashMap;

use super::{
    control::{Fault, FaultKind},
    options::FakeOptions,
    population::{self, Agent, Team},
    rate::Rate,
    tokens::Tokens,
};
use crate::{
    cxone::types::Correlation,
    fake::{Calls, Clock, Faults},
};

pub(super) struct World {
    pub(super) options: FakeOptions,
    pub(super) tokens: Tokens,
    /// In the order of their numbers.
    pub(super) agents: Vec<Agent>,
    pub(super) teams: Vec<Team>,
    pub(super) correlations: Vec<Correlation>,
    /// By partner and id.
    pub(super) rules: HashMap<(String, String), serde_json::Value>,
    pub(super) calls: Calls,
    pub(super) rate: Rate,
    pub(super) faults: Faults<FaultKind>,
    pub(super) next_contact: i64,
    pub(super) clock: Clock,
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
        let clock = Clock::new(options.start);
        Self {
            tokens: Tokens::default(),
            agents: population::agents(&options, clock.now()),
            teams: population::teams(&options),
            correlations: Vec::new(),
            rules: HashMap::new(),
            calls: Calls::default(),
            rate: Rate::default(),
            faults: Faults::default(),
            next_contact: 9_000_000,
            clock,
            options,
        }
    }

    /// Unix milliseconds.
    pub(super) fn now(&self) -> i64 {
        self.clock.now()
    }

    pub(super) fn add_fault(&mut self, fault: Fault) {
        if fault.kind == FaultKind::KillTokens && fault.path.is_empty() {
            self.tokens.kill_all();
        } else {
            self.faults.add(fault);
        }
    }

    pub(super) fn take_fault(&mut self, path: &str) -> Option<FaultKind> {
        let kind = self.faults.take(path)?;
        if kind == FaultKind::KillTokens {
            self.tokens.kill_all();
        }
        Some(kind)
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
