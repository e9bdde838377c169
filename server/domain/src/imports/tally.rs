//! Counting what was found, row by row, also when a row is judged anew.

use super::judge::Judged;
use super::rows::FileRow;
use crate::keys::fold;
use model::import::{IssueCode, Level, RowCounts};
use std::collections::HashMap;

/// Counts under way.
#[derive(Debug, Default)]
pub(super) struct Tally {
    counts: RowCounts,
    /// Where each thing that would be made stands among the counts, by its folded path.
    made: HashMap<String, usize>,
}

impl Tally {
    /// Goes on from what was counted before.
    pub fn of(counts: RowCounts) -> Self {
        let made = counts.makes.iter().enumerate().map(|(at, (path, _))| (fold(path), at)).collect();
        Self { counts, made }
    }

    /// Rows with errors so far.
    pub fn errors(&self) -> i64 {
        self.counts.error
    }

    /// Counts a judged row.
    pub fn count(&mut self, judged: &Judged) {
        let codes = judged.issues.iter().map(|issue| issue.code);
        self.add(1, judged.skipped, judged.level(), codes, &judged.makes);
    }

    /// Takes a row out as it was stored.
    pub fn uncount(&mut self, row: &FileRow) {
        let issues = row.issues();
        // An example is left out without anybody having said so.
        let skipped = row.skipped || issues.iter().any(|issue| issue.code == IssueCode::Example);
        let level = row.level.unwrap_or(Level::Fine);
        let makes: Vec<String> = serde_json::from_str(&row.makes).unwrap_or_default();
        self.add(-1, skipped, level, issues.iter().map(|issue| issue.code), &makes);
    }

    /// Adds a row to the counts, or with -1 takes it out.
    fn add(&mut self, by: i64, skipped: bool, level: Level, codes: impl Iterator<Item = IssueCode>, makes: &[String]) {
        let counts = &mut self.counts;
        counts.rows += by;
        if skipped {
            counts.skipped += by;
            return;
        }
        match level {
            Level::Fine => counts.fine += by,
            Level::Info => counts.info += by,
            Level::Warning => counts.warning += by,
            Level::Error => counts.error += by,
        }
        for code in codes {
            match counts.codes.iter_mut().find(|(known, _)| *known == code) {
                Some((_, amount)) => *amount += by,
                None => counts.codes.push((code, by)),
            }
        }
        // A row with an error makes nothing.
        for path in makes.iter().filter(|_| level != Level::Error) {
            let at = *self.made.entry(fold(path)).or_insert(counts.makes.len());
            match counts.makes.get_mut(at) {
                Some((_, amount)) => *amount += by,
                None => counts.makes.push((path.clone(), by)),
            }
        }
    }

    /// The counts, their lists in order and without what is gone.
    pub fn done(self) -> RowCounts {
        let mut counts = self.counts;
        counts.codes.retain(|(_, amount)| *amount != 0);
        counts.codes.sort_by_key(|(code, amount)| (std::cmp::Reverse(*amount), *code));
        counts.makes.retain(|(_, amount)| *amount != 0);
        counts.makes.sort();
        counts
    }
}
