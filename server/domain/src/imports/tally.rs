//! Counting what was found, row by row, also when a row is judged anew.

use super::judge::Judged;
use super::rows::FileRow;
use crate::keys::fold;
use model::import::{IssueCode, Level, RowCounts};

/// Adds a row to the counts, or with -1 takes it out.
fn add(
    counts: &mut RowCounts,
    by: i64,
    skipped: bool,
    level: Level,
    codes: impl Iterator<Item = IssueCode>,
    makes: &[String],
) {
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
        match counts.departments.iter_mut().find(|(known, _)| fold(known) == fold(path)) {
            Some((_, amount)) => *amount += by,
            None => counts.departments.push((path.clone(), by)),
        }
    }
}

/// Counts a judged row.
pub(super) fn count(counts: &mut RowCounts, judged: &Judged) {
    let codes = judged.issues.iter().map(|issue| issue.code);
    add(counts, 1, judged.skipped, judged.level(), codes, &judged.makes);
}

/// Takes a row out as it was stored.
pub(super) fn uncount(counts: &mut RowCounts, row: &FileRow) {
    let issues = row.issues();
    // An example is left out without anybody having said so.
    let skipped = row.skipped || issues.iter().any(|issue| issue.code == IssueCode::Example);
    let level = row.level.unwrap_or(Level::Fine);
    let makes: Vec<String> = serde_json::from_str(&row.makes).unwrap_or_default();
    add(counts, -1, skipped, level, issues.iter().map(|issue| issue.code), &makes);
}

/// Brings the lists into their order and drops what is gone.
pub(super) fn tidy(counts: &mut RowCounts) {
    counts.codes.retain(|(_, amount)| *amount != 0);
    counts.codes.sort_by_key(|(code, amount)| (std::cmp::Reverse(*amount), *code));
    counts.departments.retain(|(_, amount)| *amount != 0);
    counts.departments.sort();
}
