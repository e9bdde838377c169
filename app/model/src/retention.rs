//! How long an organisation keeps what, kind by kind. The activity is not among them: it is only ever added to.

use crate::run::RunState;
use crate::text::Check;
use crate::{ChangeSetId, Moment, Problem, RunId, problem::Fault};
use serde::{Deserialize, Serialize};

crate::words!(
    /// What may be cleared once it is old enough.
    RetentionKind {
        /// Customers without a live relation, whose last one began longer ago: their deletion is proposed.
        Customers = "customers",
        /// People who asked to join and were refused, or took it back: the request and the record. Whoever is blocked stays
        /// blocked.
        Joins = "joins",
        /// Addresses and notes of invitations that expired or were withdrawn, and people who never came.
        Invitations = "invitations",
        /// Files and rows of imports.
        Imports = "imports",
        /// What change sets tell row by row. Counts stay; a set cannot be put back after that.
        Changes = "changes",
        /// What runs were asked to do, and why they failed.
        Runs = "runs",
        /// Addresses of messages that went out, or never will.
        Messages = "messages",
        /// Who asked, and what, in privacy requests that are closed.
        Requests = "requests",
    }
);

impl RetentionKind {
    /// The fewest days that the rest of the product needs.
    pub const fn least(self) -> i64 {
        match self {
            Self::Imports => 1,
            // Somebody looks up whether a message arrived, invites again, or puts a set back.
            Self::Invitations | Self::Changes | Self::Runs | Self::Messages => 7,
            // Whoever was refused may ask why.
            Self::Customers | Self::Joins | Self::Requests => 30,
        }
    }

    /// The most days that make a difference.
    pub const fn most(self) -> i64 {
        match self {
            // Files and rows go after a month whatever the rule says.
            Self::Imports => 30,
            _ => 36_500,
        }
    }
}

/// What an organisation decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionRules {
    /// Days for each kind that has a rule; a kind that is missing is kept.
    pub days: Vec<(RetentionKind, i64)>,
    /// Minutes after midnight at which the rules are carried out.
    pub at_minute: i64,
    /// In this time zone.
    pub zone: String,
    /// When that is next; `None` as long as there is no rule.
    #[serde(default)]
    pub next_at: Option<Moment>,
    /// Changes with every change; 0 as long as nothing was decided.
    #[serde(default)]
    pub revision: i64,
}

impl Default for RetentionRules {
    fn default() -> Self {
        Self { days: Vec::new(), at_minute: 3 * 60, zone: "UTC".to_owned(), next_at: None, revision: 0 }
    }
}

impl RetentionRules {
    /// The days of a kind.
    pub fn of(&self, kind: RetentionKind) -> Option<i64> {
        self.days.iter().find(|(known, _)| *known == kind).map(|(_, days)| *days)
    }

    /// Checks every field; the zone is checked where zones are known.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault, named after the kind.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        for (kind, days) in &self.days {
            if *days < kind.least() {
                check.fault(kind.word(), Fault::OutOfRange, Some(kind.least()));
            } else if *days > kind.most() {
                check.fault(kind.word(), Fault::OutOfRange, Some(kind.most()));
            }
        }
        if !(0..24 * 60).contains(&self.at_minute) {
            check.fault("at_minute", Fault::OutOfRange, Some(24 * 60 - 1));
        }
        check.done()?;
        self.days.sort_unstable();
        self.days.dedup_by_key(|(kind, _)| *kind);
        Ok(self)
    }
}

/// One of those that would be cleared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// What it is called; may be empty.
    pub name: String,
    /// Since when it counts.
    pub at: Moment,
}

/// What a rule would clear now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionPreview {
    /// How many.
    pub amount: i64,
    /// The oldest ones, at most ten.
    pub examples: Vec<Example>,
}

/// One time that the rules were carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionRun {
    /// The run.
    pub run: RunId,
    /// Where it stands.
    pub state: RunState,
    /// Who started it; empty for the schedule.
    pub started_by: String,
    /// When.
    pub at: Moment,
    /// What it cleared: the kind, the days of the rule, how many.
    pub cleared: Vec<(RetentionKind, i64, i64)>,
    /// The deletion that it proposed.
    pub set: Option<ChangeSetId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_never_shorter_than_what_the_product_needs() {
        for kind in RetentionKind::ALL.iter().copied() {
            let rules = |days| RetentionRules { days: vec![(kind, days)], ..RetentionRules::default() };
            assert!(rules(kind.least()).check().is_ok(), "{kind}");
            assert!(rules(kind.least() - 1).check().is_err(), "{kind}");
            assert!(rules(kind.most() + 1).check().is_err(), "{kind}");
        }
    }
}
