//! Members, computed from their number until somebody changes them.
//!
//! Departments own ranges of numbers, so "who is in this department" and "which department is this" are both
//! arithmetic. A changed member is kept whole and no longer computed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    departments::{Departments, ROOT},
    mix, names, pick,
};
use crate::fake::people::{self, Person};

/// Who set the corporation up: its first administrator, who cannot be deleted.
pub(crate) const CREATOR: u32 = 0;

/// Where everybody's address is.
const MAIL_DOMAIN: &str = "example.test";

/// A member in full.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) userid: String,
    pub(crate) name: String,
    pub(crate) alias: String,
    pub(crate) mobile: String,
    pub(crate) email: String,
    pub(crate) biz_mail: String,
    pub(crate) position: String,
    pub(crate) external_position: String,
    pub(crate) gender: String,
    pub(crate) telephone: String,
    pub(crate) address: String,
    pub(crate) departments: Vec<u32>,
    pub(crate) order: Vec<u32>,
    pub(crate) leads: Vec<u8>,
    pub(crate) main_department: u32,
    pub(crate) direct_leader: Vec<String>,
    /// 1 active, 2 disabled, 4 not activated.
    pub(crate) status: i64,
    pub(crate) extattr: serde_json::Value,
}

pub(crate) struct Members {
    seed: u64,
    /// Members below this number are computed.
    base: u32,
    next: u32,
    /// Departments with the number of their first member, both ascending; the end of one is the start of the next.
    ranges: Vec<(u32, u32)>,
    places: HashMap<u32, usize>,
    /// What each range's people do.
    trades: Vec<&'static names::Trade>,
    /// Changed members; `None` has left.
    changed: HashMap<u32, Option<Member>>,
    by_userid: HashMap<String, u32>,
    by_contact: HashMap<String, u32>,
    in_department: HashMap<u32, BTreeSet<u32>>,
    left: BTreeMap<u32, Leaver>,
    /// The last who left under an id.
    left_by_userid: HashMap<String, u32>,
}

struct Leaver {
    userid: String,
    /// Unix seconds.
    at: i64,
}

impl Members {
    pub(crate) fn new(seed: u64, count: u32, departments: &Departments) -> Self {
        let total: u64 = departments.iter().map(|(_, department)| u64::from(department.weight)).sum();
        let mut ranges = Vec::with_capacity(departments.len() as usize);
        let mut before = 0;
        for (id, department) in departments.iter() {
            ranges.push((id, u32::try_from(u64::from(count) * before / total.max(1)).unwrap_or(0)));
            before += u64::from(department.weight);
        }
        let places = ranges.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
        let trades = ranges.iter().map(|(id, _)| trade(departments, *id)).collect();
        Self {
            seed,
            trades,
            base: count,
            next: count,
            ranges,
            places,
            changed: HashMap::new(),
            by_userid: HashMap::new(),
            by_contact: HashMap::new(),
            in_department: HashMap::new(),
            left: BTreeMap::new(),
            left_by_userid: HashMap::new(),
        }
    }

    /// One beyond the highest number ever given.
    pub(crate) fn end(&self) -> u32 {
        self.next
    }

    pub(crate) fn count(&self) -> usize {
        self.next as usize - self.left.len()
    }

    pub(crate) fn is_here(&self, number: u32) -> bool {
        number < self.next && !self.left.contains_key(&number)
    }

    /// Whether a computed member's work is with customers.
    pub(crate) fn sells(&self, number: u32) -> bool {
        self.trades.get(self.place(number)).is_some_and(|trade| trade.sells)
    }

    /// How many members changed since the beginning.
    pub(crate) fn changes(&self) -> usize {
        self.changed.len()
    }

    pub(crate) fn get(&self, number: u32) -> Option<Member> {
        match self.changed.get(&number) {
            Some(changed) => changed.clone(),
            None => (number < self.base).then(|| self.compute(number)),
        }
    }

    pub(crate) fn userid(&self, number: u32) -> Option<String> {
        match self.changed.get(&number) {
            Some(changed) => changed.as_ref().map(|member| member.userid.clone()),
            None => (number < self.base).then(|| self.computed_id(number)),
        }
    }

    /// The id of somebody who is here or has left.
    pub(crate) fn name_of(&self, number: u32) -> Option<String> {
        self.left.get(&number).map(|leaver| leaver.userid.clone()).or_else(|| self.userid(number))
    }

    /// The last who left under an id, ignoring case: his number and when, in Unix seconds.
    pub(crate) fn leaver(&self, userid: &str) -> Option<(u32, i64)> {
        let number = *self.left_by_userid.get(&userid.to_ascii_lowercase())?;
        Some((number, self.left_at(number)?))
    }

    pub(crate) fn left_at(&self, number: u32) -> Option<i64> {
        self.left.get(&number).map(|leaver| leaver.at)
    }

    /// Who left and when, by number, from one on.
    pub(crate) fn leavers_from(&self, number: u32) -> impl Iterator<Item = (u32, i64)> {
        self.left.range(number..).map(|(number, leaver)| (*number, leaver.at))
    }

    pub(crate) fn departments_of(&self, number: u32) -> Vec<u32> {
        match self.changed.get(&number) {
            Some(changed) => changed.as_ref().map(|member| member.departments.clone()).unwrap_or_default(),
            None => self.computed_departments(number),
        }
    }

    /// Ignores case, like the platform.
    pub(crate) fn find(&self, userid: &str) -> Option<u32> {
        let folded = userid.to_ascii_lowercase();
        if let Some(number) = self.by_userid.get(&folded) {
            return Some(*number);
        }
        let digits = folded.trim_start_matches(|letter: char| !letter.is_ascii_digit());
        let number: u32 = digits.parse().ok()?;
        let here = number < self.base && !self.changed.contains_key(&number);
        (here && self.computed_id(number).eq_ignore_ascii_case(userid)).then_some(number)
    }

    /// Who has this mobile number or e-mail address.
    pub(crate) fn find_contact(&self, contact: &str) -> Option<u32> {
        if contact.is_empty() {
            return None;
        }
        let contact = contact.to_ascii_lowercase();
        if let Some(number) = self.by_contact.get(&contact) {
            return Some(*number);
        }
        let number = match contact.strip_suffix(MAIL_DOMAIN).and_then(|contact| contact.strip_suffix('@')) {
            Some(userid) => self.find(userid)?,
            None => {
                let digits =
                    contact.trim_start_matches("+86").strip_prefix("139").filter(|digits| digits.len() == 8)?;
                digits.parse().ok()?
            }
        };
        (number < self.base && !self.changed.contains_key(&number)).then_some(number)
    }

    /// Members directly in a department, by number.
    pub(crate) fn in_department(&self, department: u32) -> Vec<u32> {
        let mut found = BTreeSet::new();
        if let Some(place) = self.places.get(&department) {
            let before = (place + self.ranges.len() - 1) % self.ranges.len();
            let own = self.range(*place);
            found.extend(own.clone());
            found.extend(self.range(before).filter(|number| !own.contains(number) && self.has_second(*number)));
            found.retain(|number| !self.changed.contains_key(number));
        }
        found.extend(self.in_department.get(&department).into_iter().flatten());
        found.into_iter().collect()
    }

    /// The first of a department's range leads it, while unchanged and in place.
    pub(crate) fn leader(&self, department: u32) -> Option<u32> {
        let changed = self.in_department.get(&department).into_iter().flatten().copied().find(|number| {
            let member = self.changed.get(number).and_then(Option::as_ref);
            member.is_some_and(|member| {
                member.departments.iter().zip(&member.leads).any(|(id, leads)| *id == department && *leads == 1)
            })
        });
        let first = self.places.get(&department).map(|place| self.range(*place));
        changed.or_else(|| first?.next().filter(|number| !self.changed.contains_key(number)))
    }

    pub(crate) fn add(&mut self, member: Member) -> u32 {
        let number = self.next;
        self.next += 1;
        self.put(number, member);
        number
    }

    pub(crate) fn put(&mut self, number: u32, member: Member) {
        self.forget(number);
        self.by_userid.insert(member.userid.to_ascii_lowercase(), number);
        for contact in [&member.mobile, &member.email].into_iter().filter(|contact| !contact.is_empty()) {
            self.by_contact.insert(contact.to_ascii_lowercase(), number);
        }
        for department in &member.departments {
            self.in_department.entry(*department).or_default().insert(number);
        }
        self.changed.insert(number, Some(member));
    }

    pub(crate) fn remove(&mut self, number: u32, now: i64) {
        let userid = self.userid(number).unwrap_or_default();
        self.forget(number);
        self.changed.insert(number, None);
        self.left_by_userid.insert(userid.to_ascii_lowercase(), number);
        self.left.insert(number, Leaver { userid, at: now });
    }

    fn forget(&mut self, number: u32) {
        let Some(Some(old)) = self.changed.remove(&number) else { return };
        self.by_userid.remove(&old.userid.to_ascii_lowercase());
        self.by_contact.remove(&old.mobile.to_ascii_lowercase());
        self.by_contact.remove(&old.email.to_ascii_lowercase());
        for department in &old.departments {
            if let Some(members) = self.in_department.get_mut(department) {
                members.remove(&number);
            }
        }
    }

    fn range(&self, place: usize) -> std::ops::Range<u32> {
        let end = self.ranges.get(place + 1).map_or(self.base, |(_, start)| *start);
        self.ranges[place].1..end
    }

    fn place(&self, number: u32) -> usize {
        self.ranges.partition_point(|(_, start)| *start <= number).saturating_sub(1)
    }

    /// One member in twelve also belongs to the department after his own.
    fn has_second(&self, number: u32) -> bool {
        mix(self.seed, 2, number.into()).is_multiple_of(12) && self.ranges.len() > 1
    }

    fn computed_departments(&self, number: u32) -> Vec<u32> {
        let place = self.place(number);
        let mut departments = vec![self.ranges[place].0];
        if self.has_second(number) {
            departments.push(self.ranges[(place + 1) % self.ranges.len()].0);
        }
        departments
    }

    fn computed_id(&self, number: u32) -> String {
        people::id(self.seed, number)
    }

    fn compute(&self, number: u32) -> Member {
        let more = mix(self.seed, 4, number.into());
        let person = Person::new(self.seed, number);
        let email = person.mail(MAIL_DOMAIN);
        let Person { id: userid, name, female, .. } = person;
        let departments = self.computed_departments(number);
        let place = self.place(number);
        let leads = self.range(place).start == number;
        let chief = self.range(place).start;
        Member {
            alias: if more % 10 == 3 { pick(&names::LATIN_FIRST, more >> 20).to_owned() } else { String::new() },
            mobile: format!("139{number:08}"),
            email,
            position: match (number, leads) {
                (0, _) => "总经理".to_owned(),
                (_, true) => "负责人".to_owned(),
                _ => pick(self.trades[place].positions, more >> 8).to_owned(),
            },
            gender: if female { "2" } else { "1" }.to_owned(),
            order: vec![0; departments.len()],
            leads: departments.iter().enumerate().map(|(at, _)| u8::from(leads && at == 0)).collect(),
            main_department: departments[0],
            direct_leader: if leads { Vec::new() } else { vec![self.computed_id(chief)] },
            status: match more % 100 {
                0..90 => 1,
                90..97 => 4,
                _ => 2,
            },
            extattr: serde_json::json!({"attrs": [
                {"type": 0, "name": "工号", "text": {"value": format!("YF{:05}", number + 1)}}
            ]}),
            userid,
            name,
            departments,
            ..Member::default()
        }
    }
}

/// The trade of the department right below the root.
fn trade(departments: &Departments, id: u32) -> &'static names::Trade {
    let top = departments.line(id).take_while(|id| *id != ROOT).last();
    let name = top.and_then(|id| departments.get(id)).map(|department| department.name.as_str());
    names::TRADES.iter().find(|trade| Some(trade.department) == name).unwrap_or(&names::OTHER)
}
