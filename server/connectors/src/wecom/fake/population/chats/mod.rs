//! What members and customers write to each other, computed from its number, and what people wrote since.
//!
//! The history ends when the fake starts and spans a week, so that its first two days are gone already: the platform keeps five. Numbers
//! (`seq`) grow, but one in fifty is missing, because nobody promises that they follow one another.

mod files;
mod phrases;
mod who;
mod write;

use std::collections::HashMap;

use serde_json::Value;

use super::{Customers, Members, mix};
pub(crate) use files::bytes;
pub(crate) use who::Conversation;
use who::Seats;

/// Milliseconds that the computed history spans.
const SPAN: i64 = 7 * 86_400_000;
/// Seconds that messages and their files are kept.
const KEPT: i64 = 5 * 86_400;
/// The number before the first message.
const FIRST: u64 = 500;

/// A message that was written since the start.
struct Added {
    at: i64,
    key_version: u32,
    plain: Value,
}

pub(crate) struct Chats {
    seed: u64,
    /// Messages up to this place are computed.
    base: u64,
    /// Unix milliseconds.
    start: i64,
    conversations: Vec<Conversation>,
    added: Vec<Added>,
    /// What became of consents since the start: agreed, and when in Unix seconds.
    consents: HashMap<(String, String), (bool, i64)>,
    pub(crate) key_version: u32,
    /// When the last `msgaudit_notify` was sent, in Unix seconds.
    pub(crate) notified: i64,
    pub(crate) seats: Seats,
}

impl Chats {
    pub(crate) fn new(seed: u64, count: u32, seats: u32, start: i64, members: &Members, customers: &Customers) -> Self {
        let seats = Seats::new(seats, members, customers);
        let conversations = who::conversations(seed, &seats, members, customers);
        let base = if conversations.is_empty() { 0 } else { count.into() };
        Self {
            seed,
            base,
            start: start * 1_000,
            conversations,
            added: Vec::new(),
            consents: HashMap::new(),
            key_version: 2,
            notified: 0,
            seats,
        }
    }

    /// How many messages there ever were.
    pub(crate) fn count(&self) -> u64 {
        self.base + self.added.len() as u64
    }

    /// The number of the message at a place, which counts from 1.
    pub(crate) fn seq(place: u64) -> u64 {
        FIRST + place + place / 50
    }

    /// Unix milliseconds.
    pub(crate) fn at(&self, place: u64) -> i64 {
        match self.since(place) {
            Some(added) => added.at,
            None => {
                let back = i128::from(self.base - place) * i128::from(SPAN) / i128::from(self.base);
                self.start - 60_000 - i64::try_from(back).unwrap_or(0)
            }
        }
    }

    /// The private key that opens a message: the first half of the history has an older one.
    pub(crate) fn key_version(&self, place: u64) -> u32 {
        match self.since(place) {
            Some(added) => added.key_version,
            None if place * 2 <= self.base => 1,
            None => 2,
        }
    }

    /// The message as it is after decryption.
    pub(crate) fn plain(&self, place: u64) -> Value {
        match self.since(place) {
            Some(added) => added.plain.clone(),
            None => write::message(self, place, self.at(place)),
        }
    }

    /// The place of the first message after a number that is still kept.
    pub(crate) fn first_after(&self, seq: u64, now: i64) -> u64 {
        self.first(|place| Self::seq(place) > seq).max(self.first(|place| self.is_kept(place, now)))
    }

    /// Whether the platform still has a message and its file; `now` in Unix seconds.
    pub(crate) fn is_kept(&self, place: u64, now: i64) -> bool {
        self.at(place) >= (now - KEPT) * 1_000
    }

    /// The place of a message by its name.
    pub(crate) fn find(&self, msgid: &str) -> Option<u64> {
        let place: u64 = msgid.split_once('_')?.0.parse().ok()?;
        (1..=self.count()).contains(&place).then_some(place).filter(|place| self.plain(*place)["msgid"] == msgid)
    }

    /// Adds a message, its own name included; the place it got.
    pub(crate) fn add(&mut self, at: i64, plain: Value) -> u64 {
        self.added.push(Added { at, key_version: self.key_version, plain });
        self.count()
    }

    /// Somebody among those who talk anyway writes something.
    pub(crate) fn chatter(&mut self, at: i64) -> Option<u64> {
        (!self.conversations.is_empty()).then(|| {
            let plain = write::message(self, self.count() + 1, at);
            self.add(at, plain)
        })
    }

    /// The name that the next message will have.
    pub(crate) fn next_msgid(&self, at: i64, external: bool) -> String {
        msgid(self.count() + 1, at, external)
    }

    pub(crate) fn conversation(&self, room: &str) -> Option<&Conversation> {
        self.conversations.iter().find(|conversation| conversation.room.as_deref() == Some(room))
    }

    pub(crate) fn set_consent(&mut self, userid: &str, external: &str, agreed: bool, now: i64) {
        self.consents.insert((userid.to_ascii_lowercase(), external.to_owned()), (agreed, now));
    }

    /// The platform's word for whether an external person agreed to be archived with a member, and since when, in Unix seconds.
    pub(crate) fn consent(&self, userid: &str, external: &str) -> (&'static str, Option<i64>) {
        if let Some((agreed, at)) = self.consents.get(&(userid.to_ascii_lowercase(), external.to_owned())) {
            return (if *agreed { "Agree" } else { "Disagree" }, Some(*at));
        }
        (who::consent(self.seed, external), None)
    }

    fn since(&self, place: u64) -> Option<&Added> {
        self.added.get(usize::try_from(place.checked_sub(self.base + 1)?).ok()?)
    }

    /// The first place from which on something holds, by halving; one after the last when nowhere.
    fn first(&self, holds: impl Fn(u64) -> bool) -> u64 {
        let (mut low, mut high) = (1, self.count() + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        low
    }

    fn dice(&self, purpose: u64, place: u64) -> u64 {
        mix(self.seed, purpose, place)
    }
}

/// A message's name: its place, its time, and whether somebody external takes part.
fn msgid(place: u64, at: i64, external: bool) -> String {
    format!("{place}_{at}{}", if external { "_external" } else { "" })
}
