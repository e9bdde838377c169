//! The rules while somebody changes them.

use leptos::prelude::*;
use model::join_details::{Detail, DetailKind};
use model::join_rules::JoinRules;
use model::limits;
use model::problem::Fault;

/// The rules as they stand on the page, and as they were when it began.
#[derive(Clone, Copy)]
pub struct Draft {
    /// As they stand on the page.
    pub rules: RwSignal<JoinRules>,
    /// One a detail, in the same order: a row that moves stays the same row.
    pub keys: RwSignal<Vec<u32>>,
    /// Whether saving was tried: only then faults are shown.
    pub tried: RwSignal<bool>,
    base: RwSignal<JoinRules>,
    next: StoredValue<u32>,
}

impl Draft {
    /// Begins with these rules.
    pub fn new(rules: &JoinRules) -> Self {
        let count = rules.details.len() as u32;
        Self {
            rules: RwSignal::new(rules.clone()),
            keys: RwSignal::new((0..count).collect()),
            tried: RwSignal::new(false),
            base: RwSignal::new(rules.clone()),
            next: StoredValue::new(count),
        }
    }

    /// Whether something was changed.
    pub fn is_changed(&self) -> bool {
        self.rules.with(|rules| self.base.with(|base| rules != base))
    }

    /// Takes other rules over, unless something was changed here.
    pub fn follow(&self, rules: &JoinRules) {
        let same = self.base.with_untracked(|base| base == rules);
        if !same && !untrack(|| self.is_changed()) {
            self.reset(rules);
        }
    }

    /// Takes other rules over.
    pub fn reset(&self, rules: &JoinRules) {
        let first = self.next.get_value();
        let count = rules.details.len() as u32;
        self.next.set_value(first + count);
        self.tried.set(false);
        self.base.set(rules.clone());
        self.keys.set((first..first + count).collect());
        self.rules.set(rules.clone());
    }

    fn place(&self, key: u32) -> Option<usize> {
        self.keys.with(|keys| keys.iter().position(|other| *other == key))
    }

    /// The place of a detail, from 0, and how many there are.
    pub fn position(&self, key: u32) -> (usize, usize) {
        (self.place(key).unwrap_or_default(), self.keys.with(Vec::len))
    }

    /// A detail.
    pub fn detail(&self, key: u32) -> Option<Detail> {
        let at = self.place(key)?;
        self.rules.with(|rules| rules.details.get(at).cloned())
    }

    /// Changes a detail.
    pub fn change(&self, key: u32, change: impl FnOnce(&mut Detail)) {
        if let Some(at) = untrack(|| self.place(key)) {
            self.rules.update(|rules| {
                if let Some(detail) = rules.details.get_mut(at) {
                    change(detail);
                }
            });
        }
    }

    /// Moves a detail up or down.
    pub fn step(&self, key: u32, down: bool) {
        let Some(at) = untrack(|| self.place(key)) else { return };
        let to = if down { at + 1 } else { at.wrapping_sub(1) };
        if to < self.keys.with_untracked(Vec::len) {
            self.rules.update(|rules| rules.details.swap(at, to));
            self.keys.update(|keys| keys.swap(at, to));
        }
    }

    /// Asks for something more; its key.
    pub fn add(&self, detail: Detail) -> u32 {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        self.rules.update(|rules| rules.details.push(detail));
        self.keys.update(|keys| keys.push(key));
        key
    }

    /// Does not ask for something any more.
    pub fn remove(&self, key: u32) {
        if let Some(at) = untrack(|| self.place(key)) {
            self.keys.update(|keys| {
                keys.remove(at);
            });
            self.rules.update(|rules| {
                rules.details.remove(at);
            });
        }
    }

    /// Whether a detail has to stay: the name, and the last address.
    pub fn must_stay(&self, kind: DetailKind) -> bool {
        let is_address = |kind| matches!(kind, DetailKind::Email | DetailKind::Phone);
        kind == DetailKind::Name
            || (is_address(kind)
                && self.rules.with(|rules| rules.details.iter().filter(|one| is_address(one.kind)).count() < 2))
    }

    /// What could be asked for and is not; questions while there are not too many.
    pub fn absent(&self) -> Vec<DetailKind> {
        self.rules.with(|rules| {
            let count = |kind| rules.details.iter().filter(|detail| detail.kind == kind).count();
            let most = |kind| if kind == DetailKind::Question { limits::QUESTIONS } else { 1 };
            DetailKind::ALL.iter().copied().filter(|kind| count(*kind) < most(*kind)).collect()
        })
    }

    /// What is wrong with a question.
    pub fn fault(&self, key: u32) -> Option<Fault> {
        let own = self.detail(key).filter(|detail| detail.kind == DetailKind::Question)?;
        let label = own.label.trim().to_lowercase();
        let is_same =
            |other: &&Detail| other.kind == DetailKind::Question && other.label.trim().to_lowercase() == label;
        if label.is_empty() {
            Some(Fault::Missing)
        } else {
            let twice = self.rules.with(|rules| rules.details.iter().filter(is_same).count() > 1);
            twice.then_some(Fault::Taken)
        }
    }
}
