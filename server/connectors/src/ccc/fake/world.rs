//! Everything the fake knows.

use super::{
    control::{Fault, FaultKind},
    options::FakeOptions,
    population::{self, Agent, Group},
    rate::Rate,
};
use crate::fake::{Calls, Clock, Faults};

pub(super) struct World {
    pub(super) options: FakeOptions,
    /// In the order they were made.
    pub(super) agents: Vec<Agent>,
    pub(super) groups: Vec<Group>,
    pub(super) next_group: i64,
    pub(super) seats: u32,
    pub(super) rate: Rate,
    pub(super) calls: Calls,
    pub(super) faults: Faults<FaultKind>,
    pub(super) clock: Clock,
    /// Mails with random passwords that the platform sent: addresses.
    pub(super) mails: Vec<String>,
    answers: u64,
}

impl World {
    pub(super) fn new(options: FakeOptions) -> Self {
        let clock = Clock::new(options.start);
        let groups = population::groups(&options, clock.now());
        Self {
            agents: population::agents(&options, clock.now()),
            next_group: groups.last().map_or(21, |group| group.id + 1),
            groups,
            seats: options.seats,
            rate: Rate::default(),
            calls: Calls::default(),
            faults: Faults::default(),
            clock,
            mails: Vec::new(),
            answers: 0,
            options,
        }
    }

    /// Unix milliseconds.
    pub(super) fn now(&self) -> i64 {
        self.clock.now()
    }

    pub(super) fn add_fault(&mut self, fault: Fault) {
        self.faults.add(fault);
    }

    pub(super) fn request_id(&mut self) -> String {
        self.answers += 1;
        format!("fa4e0000-0000-4000-8000-{:012x}", self.answers)
    }

    /// Addresses are the same whatever their case: nobody published whether they are, and two agents who differ in it
    /// alone would be one mailbox.
    pub(super) fn agent(&self, mail: &str) -> Option<&Agent> {
        self.agents.iter().find(|agent| agent.mail.eq_ignore_ascii_case(mail.trim()))
    }

    pub(super) fn agent_mut(&mut self, mail: &str) -> Option<&mut Agent> {
        self.agents.iter_mut().find(|agent| agent.mail.eq_ignore_ascii_case(mail.trim()))
    }

    pub(super) fn group(&self, id: i64) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    pub(super) fn group_named(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name == name)
    }

    /// The agent who has a phone number, unless it is himself.
    pub(super) fn has_phone(&self, phone: &str, except: &str) -> bool {
        !phone.is_empty()
            && self.agents.iter().any(|agent| agent.phone == phone && !agent.mail.eq_ignore_ascii_case(except))
    }

    /// Ends a session for good, until it is lifted.
    pub(super) fn force_offline(&mut self, mail: &str) -> Option<()> {
        let now = self.now();
        let agent = self.agent_mut(mail)?;
        agent.is_forced_offline = true;
        if agent.activity.is_online() {
            agent.activity.log_out(now);
        }
        Some(())
    }

    pub(super) fn delete_group(&mut self, id: i64) -> Option<()> {
        let at = self.groups.iter().position(|group| group.id == id)?;
        self.groups.remove(at);
        for agent in &mut self.agents {
            agent.groups.retain(|(group, _)| *group != id);
        }
        Some(())
    }
}
