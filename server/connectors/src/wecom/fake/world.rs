//! Everything the fake knows.

use std::{
    collections::{BTreeMap, VecDeque},
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use super::{
    control::Fault,
    ledger::Ledger,
    options::FakeOptions,
    population::{Chats, Customers, Departments, Groups, Licences, Members, Tags, mix},
    standing::Standings,
    tokens::Tokens,
    transfers::Transfers,
};

pub(super) struct World {
    pub(super) options: FakeOptions,
    pub(super) tokens: Tokens,
    pub(super) departments: Departments,
    pub(super) members: Members,
    pub(super) customers: Customers,
    pub(super) tags: Tags,
    pub(super) groups: Groups,
    pub(super) licences: Licences,
    pub(super) standings: Standings,
    /// Of customers.
    pub(super) transfers: Transfers,
    pub(super) group_transfers: Transfers,
    /// Milliseconds the platform works on one call that hands over customers.
    pub(super) transfer_takes: u64,
    pub(super) chats: Chats,
    pub(super) ledger: Ledger,
    pub(super) faults: Vec<Fault>,
    /// Opened texts of events, oldest first, not yet sent.
    events: VecDeque<String>,
    pub(super) events_made: u32,
    pub(super) events_delivered: u32,
    /// What happened to each event that could not be delivered.
    pub(super) undelivered: BTreeMap<String, u32>,
    started: Instant,
    start: i64,
    moved: i64,
}

impl World {
    pub(super) fn new(options: FakeOptions) -> Self {
        let departments = Departments::generate(options.seed, options.departments, &options.company);
        let members = Members::new(options.seed, options.members, &departments);
        let customers =
            Customers::new(options.seed, options.customers, options.members, |member| members.sells(member));
        let start = options.start.unwrap_or_else(machine_time);
        let groups = u32::try_from(u64::from(options.members) * u64::from(options.groups_percent) / 100);
        let groups = Groups::new(options.seed, groups.unwrap_or(u32::MAX), options.members, &customers);
        let licences = Licences::new(options.seed, start, options.unlicensed_percent);
        let (messages, archived) = (options.archive_messages, options.archive_seats);
        let chats = Chats::new(options.seed, messages, archived, start, &members, &customers);
        Self {
            tokens: Tokens::default(),
            departments,
            members,
            customers,
            tags: Tags::generate(),
            groups,
            licences,
            standings: Standings::default(),
            transfers: Transfers::default(),
            group_transfers: Transfers::default(),
            transfer_takes: 0,
            chats,
            ledger: Ledger::default(),
            faults: Vec::new(),
            events: VecDeque::new(),
            events_made: 0,
            events_delivered: 0,
            undelivered: BTreeMap::new(),
            started: Instant::now(),
            start,
            moved: 0,
            options,
        }
    }

    /// Unix seconds.
    pub(super) fn now(&self) -> i64 {
        self.start + self.moved + i64::try_from(self.started.elapsed().as_secs()).unwrap_or(0)
    }

    pub(super) fn advance(&mut self, seconds: i64) {
        self.moved += seconds;
    }

    pub(super) fn set_clock(&mut self, unix: i64) {
        self.moved += unix - self.now();
    }

    pub(super) fn add_fault(&mut self, fault: Fault) {
        if fault.kind == super::FaultKind::KillTokens && fault.path.is_empty() {
            self.tokens.kill_all();
        } else {
            self.faults.push(fault);
        }
    }

    /// Puts an event in the outbox, with duplicates and losses as the options ask.
    pub(super) fn fire(&mut self, event: &str, change: &str, fields: &[(&str, String)]) {
        if self.options.callback_url.is_none() {
            return;
        }
        let mut xml = format!(
            "<xml><ToUserName><![CDATA[{}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>\
             <CreateTime>{}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{event}]]></Event>",
            self.options.corp_id,
            self.now()
        );
        if !change.is_empty() {
            xml.push_str(&format!("<ChangeType><![CDATA[{change}]]></ChangeType>"));
        }
        for (name, value) in fields {
            xml.push_str(&format!("<{name}><![CDATA[{value}]]></{name}>"));
        }
        xml.push_str("</xml>");
        self.events_made += 1;
        let every = |n: u32| n > 0 && self.events_made.is_multiple_of(n);
        if every(self.options.lose_every) {
            return;
        }
        if every(self.options.duplicate_every) {
            self.events.push_back(xml.clone());
        }
        self.events.push_back(xml);
    }

    pub(super) fn take_events(&mut self) -> Vec<String> {
        self.events.drain(..).collect()
    }

    /// The key that the message at a place is encrypted with.
    pub(super) fn message_key(&self, place: u64) -> String {
        let half = |purpose| mix(self.options.seed, purpose, place);
        format!("{:016x}{:016x}", half(30), half(31))
    }

    /// Whether the application sees a department.
    pub(super) fn sees(&self, department: u32) -> bool {
        let roots = &self.options.visible_departments;
        roots.is_empty() || self.departments.line(department).any(|id| roots.contains(&id))
    }
}

#[expect(clippy::disallowed_methods, reason = "the fake is its own clock; this is where it is wound up")]
fn machine_time() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(0))
}
