//! What a reviewer ticked and decided. Held beside the rows, so that a tick does not draw its row anew under the finger.

use leptos::prelude::*;
use model::change::{ChangeRow, Resolution};
use model::page::Page;
use std::collections::{HashMap, HashSet};

/// Ticks and decisions of the rows on screen.
#[derive(Clone, Copy)]
pub struct Marks {
    ticked: RwSignal<HashSet<String>>,
    decided: RwSignal<HashMap<String, Resolution>>,
}

impl Marks {
    /// None yet.
    pub fn new() -> Self {
        Self { ticked: RwSignal::new(HashSet::new()), decided: RwSignal::new(HashMap::new()) }
    }
    /// Takes the marks out of a page of rows.
    pub fn take(self, mut page: Page<ChangeRow>) -> Page<ChangeRow> {
        let ticked: HashSet<String> =
            page.items.iter().filter(|row| row.accepted).map(|row| row.id.0.clone()).collect();
        let decided: HashMap<String, Resolution> =
            page.items.iter().filter_map(|row| Some((row.id.0.clone(), row.resolution?))).collect();
        for row in &mut page.items {
            row.accepted = false;
            row.resolution = None;
        }
        self.ticked.try_set(ticked);
        self.decided.try_set(decided);
        page
    }
    /// Whether a row is ticked.
    pub fn is_ticked(self, id: &str) -> bool {
        self.ticked.with(|ticked| ticked.contains(id))
    }
    /// Ticks a row or not.
    pub fn tick(self, id: &str, on: bool) {
        self.ticked.try_update(|ticked| if on { ticked.insert(id.to_owned()) } else { ticked.remove(id) });
    }
    /// How a conflict was decided.
    pub fn decision(self, id: &str) -> Option<Resolution> {
        self.decided.with(|decided| decided.get(id).copied())
    }
    /// Decides a conflict; keeping ours unticks it, everything else ticks it.
    pub fn decide(self, id: &str, resolution: Option<Resolution>) {
        self.decided.try_update(|decided| match resolution {
            Some(resolution) => decided.insert(id.to_owned(), resolution),
            None => decided.remove(id),
        });
        self.tick(id, resolution.is_some_and(|resolution| resolution != Resolution::KeepOurs));
    }
}
