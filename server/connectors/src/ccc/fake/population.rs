//! Agents and skill groups, made from a seed.

use super::{activity::Activity, options::FakeOptions};
use crate::fake::people::{Person, mix};

const FIRST_GROUP: i64 = 21;

/// Names, and what comes to them: 0 calls, 1 texts.
const GROUPS: [(&str, i64); 8] = [
    ("Billing", 0),
    ("Support", 0),
    ("Sales", 0),
    ("Returns", 0),
    ("Online Chat", 1),
    ("Premium", 0),
    ("Night Shift", 0),
    ("Online Orders", 1),
];

/// An agent in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Agent {
    pub(super) name: String,
    pub(super) mail: String,
    pub(super) phone: String,
    pub(super) nick: String,
    pub(super) staff_number: String,
    pub(super) role: i64,
    pub(super) extension: String,
    /// Numbers of skill groups with priorities.
    pub(super) groups: Vec<(i64, i64)>,
    pub(super) use_mobile_call_out: bool,
    pub(super) use_mobile_accept: i64,
    /// Unix milliseconds.
    pub(super) modified: i64,
    /// No call of the platform tells.
    pub(super) is_forced_offline: bool,
    pub(super) password: String,
    pub(super) activity: Activity,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) id: i64,
    pub(super) name: String,
    /// 0 phone, 1 online, 3 audio, 4 video.
    pub(super) kind: i64,
    pub(super) max_concurrency: i64,
    pub(super) ring_all: bool,
    /// Unix milliseconds.
    pub(super) modified: i64,
}

pub(super) fn groups(options: &FakeOptions, now: i64) -> Vec<Group> {
    let group = |(id, place): (i64, usize)| {
        let (name, kind) = GROUPS[place % GROUPS.len()];
        let name = if place < GROUPS.len() { name.to_owned() } else { format!("{name} {}", place / GROUPS.len() + 1) };
        Group {
            id,
            name,
            kind,
            max_concurrency: if kind == 1 { 5 } else { 1 },
            ring_all: false,
            modified: now - 86_400_000,
        }
    };
    (FIRST_GROUP..).zip(0..options.skill_groups as usize).map(group).collect()
}

pub(super) fn agents(options: &FakeOptions, now: i64) -> Vec<Agent> {
    (0..options.staff).map(|number| agent(options, number, now)).collect()
}

fn agent(options: &FakeOptions, number: u32, now: i64) -> Agent {
    let dice = |purpose| mix(options.seed, purpose, number.into());
    let person = Person::new(options.seed, number);
    let mail = person.mail(&options.mail_domain);
    let groups = i64::from(options.skill_groups);
    let own = i64::from(number) % groups.max(1);
    let mut member_of = Vec::new();
    if groups > 0 {
        member_of.push((FIRST_GROUP + own, 3));
        if groups > 1 && dice(62).is_multiple_of(3) {
            member_of.push((FIRST_GROUP + (own + 1) % groups, 5));
        }
    }
    let mut activity = Activity::new(now - 3_600_000);
    if dice(60) % 100 < u64::from(options.online_percent) {
        activity.log_in(now - 3_600_000);
        activity.turn(now - 3_000_000, "free", "");
        match dice(61) % 10 {
            0..5 => {}
            5..7 => activity.begin_call(now - 60_000, dice(61) % 10 == 6),
            7 => activity.turn(now - 20_000, "afterCallWork", ""),
            8 => activity.turn(now - 600_000, "rest", "lunch"),
            _ => activity.turn(now - 300_000, "notReady", ""),
        }
    }
    Agent {
        mail: if dice(63) % 100 < u64::from(options.capital_percent) { mail.to_uppercase() } else { mail },
        phone: format!("0086138{number:08}"),
        nick: person.first.clone(),
        staff_number: format!("A{:04}", number + 1),
        role: match number {
            0 => 1,
            1 => 2,
            _ => 3,
        },
        // Four digits while they last, the first of them 1 to 8.
        extension: if number < 7_000 { (1_000 + number).to_string() } else { (100_000 + number).to_string() },
        groups: member_of,
        use_mobile_call_out: false,
        use_mobile_accept: 0,
        modified: now - 86_400_000,
        is_forced_offline: false,
        password: "fake-first-password".to_owned(),
        name: person.name,
        activity,
    }
}
