//! Agents, teams and codes, made from a seed.

use super::{options::FakeOptions, world::Activity};
use crate::fake::people::{Person, mix};

/// The number of the first agent.
const FIRST_AGENT: i64 = 1001;
const FIRST_TEAM: i64 = 55;

/// The code for the work after a contact. Nobody chooses it.
pub(super) const AFTER_WORK: i64 = 10;

/// Codes that every team has at first: number, name, minutes until the agent is logged out.
const CODES: [(i64, &str, i64); 7] = [
    (AFTER_WORK, "After Call Work", 120),
    (11, "Break", 30),
    (12, "Lunch", 90),
    (13, "Training", 240),
    (14, "On Call", 120),
    (15, "In Meeting", 120),
    (16, "Do Not Disturb", 120),
];

const TEAMS: [&str; 8] =
    ["Support", "Sales", "Billing", "Returns", "Premium", "Back Office", "Night Shift", "Training"];

/// An agent in full.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Agent {
    pub(super) id: i64,
    pub(super) user_id: String,
    pub(super) user_name: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) email: String,
    pub(super) is_active: bool,
    pub(super) team: i64,
    /// Unix milliseconds.
    pub(super) updated: i64,
    pub(super) activity: Activity,
}

#[derive(Debug, Clone)]
pub(super) struct Team {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) codes: Vec<Code>,
}

#[derive(Debug, Clone)]
pub(super) struct Code {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) is_active: bool,
    pub(super) timeout: i64,
}

pub(super) fn teams(options: &FakeOptions) -> Vec<Team> {
    let codes = || {
        let code = |(id, name, timeout): (i64, &str, i64)| Code { id, name: name.to_owned(), is_active: true, timeout };
        CODES.into_iter().map(code).collect()
    };
    let name = |place: usize| match TEAMS.get(place) {
        Some(name) => (*name).to_owned(),
        None => format!("Team {}", place + 1),
    };
    let count = options.teams.max(1) as usize;
    (FIRST_TEAM..).zip(0..count).map(|(id, place)| Team { id, name: name(place), codes: codes() }).collect()
}

pub(super) fn agents(options: &FakeOptions, now: i64) -> Vec<Agent> {
    let mut agents: Vec<Agent> = Vec::with_capacity(options.agents as usize);
    for number in 0..options.agents {
        let before = agents.last().map(|agent| agent.email.clone()).unwrap_or_default();
        agents.push(agent(options, number, before, now));
    }
    agents
}

fn agent(options: &FakeOptions, number: u32, before: String, now: i64) -> Agent {
    let dice = mix(options.seed, 40, number.into());
    let one_of = |purpose: u64, percent: u32| mix(options.seed, purpose, number.into()) % 100 < u64::from(percent);
    let person = Person::new(options.seed, number);
    let address = person.mail(&options.mail_domain);
    let email = match () {
        () if one_of(41, options.no_mail_percent) => String::new(),
        () if one_of(42, options.duplicate_percent) && !before.is_empty() => before,
        () if one_of(43, options.capital_percent) => with_capitals(&address),
        () => address.clone(),
    };
    let is_active = !one_of(44, options.inactive_percent);
    let logged_in = is_active && one_of(45, options.logged_in_percent);
    let mut activity = Activity::default();
    if logged_in {
        activity.log_in(now - 3_600_000);
        match dice % 10 {
            0..6 => activity.available(now - 60_000),
            6..8 => activity.begin_contact(now - 60_000, 8_000_000 + i64::from(number), dice % 10 == 7),
            8 => activity.unavailable(now - 60_000, 11),
            _ => {}
        }
    }
    Agent {
        id: FIRST_AGENT + i64::from(number),
        user_id: format!("11ea{:04x}-{:04x}-fa4e-0000-{:012x}", dice >> 48, (dice >> 32) & 0xffff, number),
        user_name: address,
        first_name: person.first,
        last_name: person.last,
        email,
        is_active,
        team: FIRST_TEAM + i64::from(number % options.teams.max(1)),
        updated: now - 86_400_000,
        activity,
    }
}

/// `Anna.Tan7@Example.Com`: every word begins with a capital letter.
fn with_capitals(address: &str) -> String {
    let mut begins = true;
    let mut shown = String::with_capacity(address.len());
    for c in address.chars() {
        shown.push(if begins { c.to_ascii_uppercase() } else { c });
        begins = !c.is_ascii_alphanumeric();
    }
    shown
}
