//! The tabs of a review: verdicts first, outcomes after.

use super::words;
use crate::ui::kit::Tab;
use crate::ui::labels;
use model::change::{ChangeSet, ChangeState, RowState, Verdict};

/// Which rows are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewTab {
    /// Rows with a verdict.
    Verdict(Verdict),
    /// What is the same on both sides: counted, not kept.
    Unchanged,
    /// Rows with an outcome that a person should see.
    Outcome(RowState),
}

impl ReviewTab {
    const ALL: [Self; 8] = [
        Self::Verdict(Verdict::Add),
        Self::Verdict(Verdict::Change),
        Self::Verdict(Verdict::Leave),
        Self::Verdict(Verdict::Conflict),
        Self::Verdict(Verdict::Blocked),
        Self::Unchanged,
        Self::Outcome(RowState::Failed),
        Self::Outcome(RowState::Kept),
    ];

    /// The value of the parameter.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Verdict(verdict) => verdict.word(),
            Self::Unchanged => "unchanged",
            Self::Outcome(state) => state.word(),
        }
    }
    /// The tab of a parameter, else the first that has rows.
    pub fn of(id: &str, set: &ChangeSet) -> Self {
        let named = Self::ALL.into_iter().find(|tab| tab.id() == id);
        let full = Self::ALL.into_iter().find(|tab| tab.count(set) > 0);
        named.or(full).unwrap_or(Self::Unchanged)
    }
    /// How many rows.
    pub fn count(self, set: &ChangeSet) -> i64 {
        match self {
            Self::Verdict(Verdict::Add) => set.counts.add,
            Self::Verdict(Verdict::Change) => set.counts.change,
            Self::Verdict(Verdict::Leave) => set.counts.leave,
            Self::Verdict(Verdict::Conflict) => set.counts.conflict,
            Self::Verdict(Verdict::Blocked) => set.counts.blocked,
            Self::Unchanged => set.counts.unchanged,
            Self::Outcome(state) => outcome(set, state),
        }
    }
    fn label(self) -> &'static str {
        match self {
            Self::Verdict(verdict) => labels().verdict(verdict),
            Self::Unchanged => words().unchanged,
            Self::Outcome(RowState::Failed) => words().failed,
            Self::Outcome(state) => labels().row_state(state),
        }
    }
    /// All tabs of a set: outcomes, and what is not possible, only where there are any.
    pub fn tabs(set: &ChangeSet) -> Vec<Tab> {
        Self::ALL
            .into_iter()
            .filter(|tab| !matches!(tab, Self::Outcome(_) | Self::Verdict(Verdict::Blocked)) || tab.count(set) > 0)
            .map(|tab| Tab::new(tab.id(), tab.label()).count(Some(tab.count(set))))
            .collect()
    }
    /// The verdict whose rows can be ticked here.
    pub const fn verdict(self) -> Option<Verdict> {
        match self {
            Self::Verdict(Verdict::Blocked) | Self::Unchanged | Self::Outcome(_) => None,
            Self::Verdict(verdict) => Some(verdict),
        }
    }
    /// The outcome that is asked for.
    pub const fn outcome(self) -> Option<RowState> {
        match self {
            Self::Outcome(state) => Some(state),
            Self::Verdict(_) | Self::Unchanged => None,
        }
    }
}

/// How many rows came to an outcome.
pub fn outcome(set: &ChangeSet, state: RowState) -> i64 {
    set.outcomes.iter().find(|(known, _)| *known == state).map_or(0, |(_, n)| *n)
}

/// Whether rows can still be ticked and decided by this person.
pub fn is_open(set: &ChangeSet) -> bool {
    set.state == ChangeState::Draft && crate::ui::may(set.kind.right())
}
