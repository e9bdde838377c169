//! Everybody of the account.

use std::collections::BTreeMap;

use super::{
    account::{Account, State},
    options::FakeOptions,
};
use crate::fake::people::{Person, mix, pick};

/// The id of the first extension, and its number.
const FIRST: u64 = 300_100_101;
const FIRST_NUMBER: u32 = 101;

const DEPARTMENTS: [&str; 5] = ["Support", "Sales", "Logistics", "Finance", "Operations"];
const TITLES: [&str; 4] = ["Agent", "Senior Agent", "Coordinator", "Team Lead"];

/// By id.
pub(super) struct Accounts {
    by_id: BTreeMap<u64, Account>,
    next: u32,
    /// People of another account.
    pub(super) federated: Vec<Account>,
}

impl Accounts {
    pub(super) fn new(options: &FakeOptions) -> Self {
        let mut accounts = Self { by_id: BTreeMap::new(), next: 0, federated: Vec::new() };
        for number in 0..options.accounts {
            accounts.add(person(options, number));
        }
        for number in 0..options.duplicates.min(options.accounts) {
            let twin = person(options, number);
            // His other extension stands beside the one he signs in with.
            accounts.add(Account { email: address(options, number), email_is_login: false, ..twin });
        }
        for number in 1..=options.queues {
            accounts.add(Account { kind: "Department", first: format!("Queue {number}"), ..blank() });
        }
        accounts.federated = (0..options.federated).map(stranger).collect();
        accounts
    }

    /// Under the next id and number.
    pub(super) fn add(&mut self, account: Account) -> u64 {
        let id = FIRST + u64::from(self.next);
        self.by_id.insert(id, Account { id, number: FIRST_NUMBER + self.next, ..account });
        self.next += 1;
        id
    }

    pub(super) fn get(&self, id: &str) -> Option<&Account> {
        self.by_id.get(&id.parse().ok()?)
    }

    pub(super) fn get_mut(&mut self, id: &str) -> Option<&mut Account> {
        self.by_id.get_mut(&id.parse().ok()?)
    }

    pub(super) fn remove(&mut self, id: &str) -> Option<Account> {
        self.by_id.remove(&id.parse().ok()?)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Account> {
        self.by_id.values()
    }

    pub(super) fn people(&self) -> impl Iterator<Item = &Account> {
        self.all().filter(|account| account.is_person())
    }
}

/// The person of a number, as the options want him.
fn person(options: &FakeOptions, number: u32) -> Account {
    let Person { first, last, .. } = Person::new(options.seed, number);
    let dice = |purpose| u32::try_from(mix(options.seed, purpose, number.into()) % 100).unwrap_or(0);
    let standing = dice(43);
    let email = if dice(42) < options.no_mail_percent { String::new() } else { address(options, number) };
    Account {
        status: match standing {
            _ if standing < options.disabled_percent => "Disabled",
            _ if standing < options.disabled_percent + options.not_activated_percent => "NotActivated",
            _ => "Enabled",
        },
        first,
        last,
        department: pick(&DEPARTMENTS, mix(options.seed, 44, number.into())).to_owned(),
        job_title: pick(&TITLES, mix(options.seed, 45, number.into())).to_owned(),
        email_is_login: !email.is_empty(),
        email,
        ..blank()
    }
}

fn address(options: &FakeOptions, number: u32) -> String {
    let mail = Person::new(options.seed, number).mail(&options.mail_domain);
    let capitals = mix(options.seed, 41, number.into()) % 100 < u64::from(options.capitals_percent);
    if capitals { mail[..1].to_ascii_uppercase() + &mail[1..] } else { mail }
}

/// Somebody of another account.
fn stranger(number: u32) -> Account {
    let (id, email) = (400_200_101 + u64::from(number), format!("guest{number}@example.org"));
    Account { id, number: 900 + number, first: "Guest".to_owned(), last: number.to_string(), email, ..blank() }
}

/// Nobody yet: an enabled user.
pub(super) fn blank() -> Account {
    Account {
        id: 0,
        number: 0,
        kind: "User",
        status: "Enabled",
        first: String::new(),
        last: String::new(),
        email: String::new(),
        department: String::new(),
        job_title: String::new(),
        email_is_login: false,
        state: State::default(),
        sequence: 0,
    }
}
