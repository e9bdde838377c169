//! Customer groups, computed from their number until somebody changes them.
//!
//! A group belongs to somebody who has customers of his own; some of them are in it, beside a few colleagues and a few
//! of theirs.

use std::collections::BTreeMap;

use super::{Customers, mix, names, pick, some_time};

const KINDS: [&str; 5] = ["客户交流群", "新品推荐群", "售后服务群", "询价群", "老客户群"];
/// Customers a computed owner must have for a group.
const FEWEST: usize = 3;

/// Somebody in a group, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person {
    Member(u32),
    Customer(u32),
}

#[derive(Debug, Clone)]
pub(crate) struct Joined {
    pub(crate) who: Person,
    pub(crate) at: i64,
    /// 1 brought by a member, 2 by a link, 3 by a QR code.
    pub(crate) scene: u8,
    /// Who brought him, by number.
    pub(crate) by: Option<u32>,
}

#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) owner: u32,
    pub(crate) name: String,
    pub(crate) created: i64,
    pub(crate) people: Vec<Joined>,
    /// Counts changes of members.
    pub(crate) version: u32,
    pub(crate) dissolved: bool,
    /// Whether the owner got it from somebody who left.
    pub(crate) inherited: bool,
    /// Whether a new owner has to be confirmed in WeCom.
    pub(crate) full: bool,
}

impl Group {
    pub(crate) fn new(owner: u32, name: String, created: i64) -> Self {
        let people = vec![Joined { who: Person::Member(owner), at: created, scene: 1, by: None }];
        Self { owner, name, created, people, version: 1, dissolved: false, inherited: false, full: false }
    }

    /// Who is not in the group joins it first.
    pub(crate) fn hand_to(&mut self, owner: u32, at: i64) {
        let before = self.owner;
        self.owner = owner;
        self.join(Joined { who: Person::Member(owner), at, scene: 1, by: Some(before) });
    }

    fn join(&mut self, joined: Joined) {
        if !self.people.iter().any(|person| person.who == joined.who) {
            self.people.push(joined);
            self.version += 1;
        }
    }
}

pub(crate) struct Groups {
    seed: u64,
    /// The first owner of each computed group.
    owners: Vec<u32>,
    changed: BTreeMap<u32, Group>,
    next: u32,
}

impl Groups {
    /// `count` groups, when anybody has enough customers.
    pub(crate) fn new(seed: u64, count: u32, members: u32, customers: &Customers) -> Self {
        let able: Vec<u32> = (0..members).filter(|member| customers.own(*member).len() >= FEWEST).collect();
        let count = if able.is_empty() { 0 } else { count };
        let owners: Vec<u32> = (0..count).map(|group| pick(&able, mix(seed, 13, group.into()))).collect();
        Self { seed, owners, changed: BTreeMap::new(), next: count }
    }

    /// One beyond the highest number ever given.
    pub(crate) fn end(&self) -> u32 {
        self.next
    }

    pub(crate) fn id(&self, group: u32) -> String {
        format!("wrFAKE{:08x}", group ^ self.mask())
    }

    pub(crate) fn find(&self, chat_id: &str) -> Option<u32> {
        let digits = chat_id.strip_prefix("wrFAKE").filter(|digits| digits.len() == 8)?;
        let group = u32::from_str_radix(digits, 16).ok()? ^ self.mask();
        (group < self.next).then_some(group)
    }

    /// The owner's number; `None` for a dissolved group.
    pub(crate) fn owner(&self, group: u32) -> Option<u32> {
        match self.changed.get(&group) {
            Some(changed) => (!changed.dissolved).then_some(changed.owner),
            None => self.owners.get(group as usize).copied(),
        }
    }

    pub(crate) fn get(&self, group: u32, customers: &Customers) -> Option<Group> {
        match self.changed.get(&group) {
            Some(changed) => Some(changed.clone()),
            None => self.owners.get(group as usize).map(|owner| self.compute(group, *owner, customers)),
        }
    }

    pub(crate) fn put(&mut self, number: u32, group: Group) {
        self.changed.insert(number, group);
    }

    pub(crate) fn add(&mut self, group: Group) -> u32 {
        let number = self.next;
        self.next += 1;
        self.put(number, group);
        number
    }

    fn compute(&self, number: u32, owner: u32, customers: &Customers) -> Group {
        let dice = mix(self.seed, 14, number.into());
        let place = pick(&names::FIRM_PLACES, dice);
        let name = format!("{place}{}{}", pick(&names::FIRM_TRADES, dice >> 8), pick(&KINDS, dice >> 16));
        let created = some_time(dice >> 20);
        let mut group = Group::new(owner, name, created);
        let colleagues = (1..=8).map(|ahead| owner + ahead).filter(|member| !customers.own(*member).is_empty());
        for member in colleagues.take(1 + usize::try_from(dice % 3).unwrap_or(0)) {
            group.join(Joined { who: Person::Member(member), at: created + 60, scene: 1, by: Some(owner) });
            self.invite(&mut group, member, 2, customers);
        }
        let wanted = FEWEST + usize::try_from((dice >> 40) % 24).unwrap_or(0);
        self.invite(&mut group, owner, wanted, customers);
        group.version = 1 + u32::try_from(dice % 90).unwrap_or(0);
        group
    }

    /// Some of a member's own customers join, by invitation or by a code.
    fn invite(&self, group: &mut Group, member: u32, wanted: usize, customers: &Customers) {
        let own = customers.own(member);
        let step = (own.len() / wanted.max(1)).max(1);
        for (place, customer) in own.step_by(step).take(wanted).enumerate() {
            let dice = mix(self.seed, 15, customer.into());
            let scene = pick(&[1, 1, 2, 3], dice);
            let later = i64::try_from(dice % 86_400).unwrap_or(0) + i64::try_from(place).unwrap_or(0) * 3_600;
            let by = (scene != 3).then_some(member);
            group.join(Joined { who: Person::Customer(customer), at: group.created + later, scene, by });
        }
    }

    fn mask(&self) -> u32 {
        u32::try_from(mix(self.seed, 16, 0) >> 32).unwrap_or(0)
    }
}
