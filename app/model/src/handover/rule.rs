//! Who gets what: one rule a kind of thing.

use super::ItemKind;
use crate::problem::{Fault, Field};
use crate::seat::SeatRange;
use crate::{MemberId, Problem, TagId};
use serde::{Deserialize, Serialize};

/// Successors of one kind.
pub const MOST_SUCCESSORS: usize = 200;

crate::words!(
    /// How the things of a kind are divided among several.
    Split {
        /// One after the other, so that all get as many.
        Evenly = "evenly",
        /// To those in the leaver's department; if none is, to all.
        Department = "department",
        /// By the tag that a customer carries; who carries none of them goes evenly.
        Tag = "tag",
        /// One after the other from the newest contact on, so that all get as many lively ones.
        LastContact = "last_contact",
        /// Always to whoever looks after the fewest.
        Load = "load",
    }
);

/// Who gets the customers with a tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagRule {
    /// The tag.
    pub tag: TagId,
    /// The successor.
    pub to: MemberId,
}

/// How the things of one kind are divided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Of which kind.
    pub kind: ItemKind,
    /// How.
    pub split: Split,
    /// Among whom; nobody lets all of them go.
    #[serde(default)]
    pub to: Vec<MemberId>,
    /// For [`Split::Tag`]: which tag goes to whom. The first that a customer carries counts.
    #[serde(default)]
    pub tags: Vec<TagRule>,
    /// For seats: what a successor may read of the time before; all of it, if nothing is said.
    #[serde(default)]
    pub range: Option<SeatRange>,
}

impl Rule {
    /// Everybody whom the rule names.
    pub fn successors(&self) -> impl Iterator<Item = &MemberId> {
        self.to.iter().chain(self.tags.iter().map(|rule| &rule.to))
    }
}

/// Looks at the rules of one hand-over.
///
/// # Errors
/// [`crate::Code::Invalid`] naming `rules` for two of a kind, one of a kind that nobody takes over, or too many successors.
pub(super) fn check(rules: &[Rule]) -> Result<(), Problem> {
    for (at, rule) in rules.iter().enumerate() {
        let twice = rules.iter().take(at).any(|other| other.kind == rule.kind);
        if twice || !rule.kind.has_successor() || (rule.split == Split::Tag && rule.kind != ItemKind::Customer) {
            return Err(Problem::field("rules", Fault::Malformed));
        }
        if rule.successors().count() > MOST_SUCCESSORS {
            let limit = Some(MOST_SUCCESSORS as i64);
            return Err(Problem::fields(vec![Field { field: "rules".to_owned(), fault: Fault::OutOfRange, limit }]));
        }
    }
    Ok(())
}
