//! Customers and who follows them, computed from their number until somebody changes that.
//!
//! Members own ranges of customers, as departments own ranges of members. One customer in 25 is also followed by the
//! member after, one in 125 by the two after. Who does not sell, and one in eight of the others, is outside 客户联系; one in
//! eleven has nobody.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ops::Range,
};

use serde_json::{Value, json};

use super::{mix, names, pick, some_time, tags::Tags};

/// Ids are the number times this, modulo 2⁴⁸: they look arbitrary and turn back. Odd, so that it has an inverse.
const SPREAD: u64 = 0x9e37_79b9_7f4b;
const MASK: u64 = (1 << 48) - 1;

/// What a member noted about a customer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Note {
    pub(crate) remark: String,
    pub(crate) description: String,
    pub(crate) company: String,
    pub(crate) mobiles: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) created: i64,
    pub(crate) add_way: i64,
    pub(crate) state: String,
    /// Who arranged it, when that was neither of them; empty else.
    pub(crate) operator: String,
    /// The customer removed the member: a one-way relation, still listed.
    pub(crate) one_way: bool,
}

pub(crate) struct Customers {
    seed: u64,
    base: u32,
    next: u32,
    /// The first customer of each computed member, and the end.
    starts: Vec<u32>,
    /// Whether each computed member is in 客户联系.
    serving: Vec<bool>,
    gone: HashSet<(u32, u32)>,
    added: HashMap<u32, BTreeSet<u32>>,
    added_followers: HashMap<u32, BTreeSet<u32>>,
    notes: HashMap<(u32, u32), Note>,
}

impl Customers {
    pub(crate) fn new(seed: u64, count: u32, members: u32, sells: impl Fn(u32) -> bool) -> Self {
        let serving: Vec<bool> =
            (0..members).map(|member| sells(member) && !mix(seed, 6, member.into()).is_multiple_of(8)).collect();
        let weights = (0..).zip(&serving).map(|(member, serves)| if *serves { weight(seed, member) } else { 0 });
        let total: u64 = weights.clone().sum();
        let count = if total == 0 { 0 } else { count };
        let mut starts = Vec::with_capacity(members as usize + 1);
        let mut before = 0;
        starts.push(0);
        for weight in weights {
            before += weight;
            starts.push(u32::try_from(u64::from(count) * before / total.max(1)).unwrap_or(u32::MAX));
        }
        Self {
            seed,
            base: count,
            next: count,
            starts,
            serving,
            gone: HashSet::new(),
            added: HashMap::new(),
            added_followers: HashMap::new(),
            notes: HashMap::new(),
        }
    }

    pub(crate) fn end(&self) -> u32 {
        self.next
    }

    /// Relations whose customer removed the member. No call of the platform tells them.
    pub(crate) fn one_way(&self) -> usize {
        self.notes.values().filter(|note| note.one_way).count()
    }

    pub(crate) fn changes(&self) -> usize {
        self.gone.len() + self.added.len() + self.notes.len()
    }

    pub(crate) fn id(&self, customer: u32) -> String {
        let offset = mix(self.seed, 5, 0);
        format!("wmFAKE{:012x}", u64::from(customer).wrapping_mul(SPREAD).wrapping_add(offset) & MASK)
    }

    pub(crate) fn find(&self, external_userid: &str) -> Option<u32> {
        let digits = external_userid.strip_prefix("wmFAKE").filter(|digits| digits.len() == 12)?;
        let offset = mix(self.seed, 5, 0);
        let number = u64::from_str_radix(digits, 16).ok()?.wrapping_sub(offset).wrapping_mul(inverse()) & MASK;
        u32::try_from(number).ok().filter(|number| *number < self.next)
    }

    /// Whether a member is in 客户联系 at all.
    pub(crate) fn serves(&self, member: u32) -> bool {
        self.serving.get(member as usize).is_some_and(|serves| *serves) || self.added.contains_key(&member)
    }

    /// A member's customers by number.
    pub(crate) fn of_member(&self, member: u32) -> Vec<u32> {
        let own = self.own(member);
        let mut found = Vec::with_capacity(own.len() + 4);
        if !own.is_empty() {
            for (back, one_in) in [(2, 125), (1, 25)] {
                let before = member.checked_sub(back).map_or(0..0, |member| self.own(member));
                found.extend(before.filter(|customer| self.shared(*customer, one_in)));
            }
            found.extend(own);
        }
        if !self.gone.is_empty() {
            found.retain(|customer| !self.gone.contains(&(member, *customer)));
        }
        found.extend(self.added.get(&member).into_iter().flatten());
        found
    }

    /// A customer's followers by number, those who left the corporation included.
    pub(crate) fn followers(&self, customer: u32) -> Vec<u32> {
        let mut found = Vec::new();
        if customer < self.base {
            let after = self.starts.partition_point(|start| *start <= customer);
            let first = u32::try_from(after - 1).unwrap_or(0);
            found.push(first);
            for (ahead, one_in) in [(1, 25), (2, 125)] {
                if self.shared(customer, one_in) && !self.own(first + ahead).is_empty() {
                    found.push(first + ahead);
                }
            }
            found.retain(|member| !self.gone.contains(&(*member, customer)));
        }
        found.extend(self.added_followers.get(&customer).into_iter().flatten());
        found
    }

    pub(crate) fn follows(&self, member: u32, customer: u32) -> bool {
        self.followers(customer).contains(&member)
    }

    pub(crate) fn note(&self, member: u32, customer: u32, tags: &Tags) -> Note {
        let noted = self.notes.get(&(member, customer)).cloned();
        noted.unwrap_or_else(|| {
            let dice = mix(self.seed, 7, (u64::from(member) << 32) | u64::from(customer));
            let name = self.name(customer);
            Note {
                remark: if dice.is_multiple_of(3) { format!("{name} 老客户") } else { name },
                description: if dice.is_multiple_of(11) { "每季度回访一次".to_owned() } else { String::new() },
                mobiles: if dice.is_multiple_of(5) { vec![format!("138{customer:08}")] } else { Vec::new() },
                tags: tags.some(dice >> 4),
                created: some_time(dice >> 12),
                add_way: pick(&[1, 1, 2, 3, 4, 6, 9, 16, 201], dice >> 30),
                state: pick(&names::STATES, dice >> 44).to_owned(),
                ..Note::default()
            }
        })
    }

    pub(crate) fn set_note(&mut self, member: u32, customer: u32, note: Note) {
        self.notes.insert((member, customer), note);
    }

    /// A new customer of a member; its number.
    pub(crate) fn add(&mut self, member: u32, note: Note) -> u32 {
        let customer = self.next;
        self.next += 1;
        self.link(member, customer, note);
        customer
    }

    pub(crate) fn link(&mut self, member: u32, customer: u32, note: Note) {
        if !self.follows(member, customer) {
            self.added.entry(member).or_default().insert(customer);
            self.added_followers.entry(customer).or_default().insert(member);
        }
        self.notes.insert((member, customer), note);
    }

    pub(crate) fn unlink(&mut self, member: u32, customer: u32) {
        if let Some(customers) = self.added.get_mut(&member) {
            customers.remove(&customer);
        }
        if let Some(members) = self.added_followers.get_mut(&customer) {
            members.remove(&member);
        }
        if customer < self.base {
            self.gone.insert((member, customer));
        }
        self.notes.remove(&(member, customer));
    }

    /// The customer as `external_contact`.
    pub(crate) fn contact(&self, customer: u32) -> Value {
        let dice = mix(self.seed, 8, customer.into());
        let id = self.id(customer);
        let mut contact = json!({
            "external_userid": id,
            "name": self.name(customer),
            "type": if self.works_in_wecom(customer) { 2 } else { 1 },
            "gender": self.gender(customer),
            "avatar": format!("https://img.example.test/customer/{customer}.png"),
        });
        if self.works_in_wecom(customer) {
            let firm = format!("{}{}", pick(&names::FIRM_PLACES, dice >> 16), pick(&names::FIRM_TRADES, dice >> 24));
            contact["position"] = pick(&["采购经理", "总经理", "业务主管", "跟单"], dice >> 32).into();
            contact["corp_full_name"] = format!("{firm}有限公司").into();
            contact["corp_name"] = firm.into();
        } else {
            contact["unionid"] = format!("oFAKE{:016x}", mix(self.seed, 9, customer.into())).into();
        }
        contact
    }

    fn works_in_wecom(&self, customer: u32) -> bool {
        mix(self.seed, 8, customer.into()) % 100 < 15
    }

    /// 0 unknown, 1 male, 2 female; a form of address in the name says it too.
    fn gender(&self, customer: u32) -> u64 {
        match mix(self.seed, 10, customer.into()) % 10 {
            4..6 => 1,
            6 => 2,
            _ => (mix(self.seed, 8, customer.into()) >> 8) % 3,
        }
    }

    fn name(&self, customer: u32) -> String {
        let dice = mix(self.seed, 10, customer.into());
        let (surname, _) = pick(&names::SURNAMES, dice >> 8);
        let (given, _) = pick(&names::GIVEN, dice >> 20);
        match dice % 10 {
            0..4 => format!("{surname}{given}"),
            4..6 => format!("{surname}先生"),
            6 => format!("{surname}女士"),
            7 => format!("{} {}", pick(&names::LATIN_FIRST, dice >> 32), pick(&names::LATIN_LAST, dice >> 40)),
            _ => pick(&names::NICKNAMES, dice >> 32).to_owned(),
        }
    }

    /// The customers a computed member met before anybody else did.
    pub(crate) fn own(&self, member: u32) -> Range<u32> {
        let at = member as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => *start..*end,
            _ => 0..0,
        }
    }

    fn shared(&self, customer: u32, one_in: u64) -> bool {
        mix(self.seed, 11, customer.into()).is_multiple_of(one_in)
    }
}

/// A few sell much, most sell some, and some sell nothing.
fn weight(seed: u64, member: u32) -> u64 {
    let dice = mix(seed, 12, member.into());
    if dice.is_multiple_of(11) { 0 } else { pick(&[1, 2, 3, 3, 5, 8, 13, 24], dice >> 8) }
}

/// The inverse of [`SPREAD`] modulo 2⁴⁸, by Newton's doubling of correct bits.
fn inverse() -> u64 {
    let mut guess = SPREAD;
    for _ in 0..6 {
        guess = guess.wrapping_mul(2_u64.wrapping_sub(SPREAD.wrapping_mul(guess)));
    }
    guess & MASK
}
