//! What can be asked of a hand-over.

use super::{HandoverKind, ItemKind, ItemState, MOST_CHOSEN, MOST_LEAVERS, MOST_MESSAGE, Rule, rule};
use crate::problem::{Fault, Field};
use crate::{CustomerGroupId, CustomerId, HandoverId, HandoverItemId, MemberId, Moment, Problem};
use serde::{Deserialize, Deserializer, Serialize};

/// A hand-over to be prepared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewHandover {
    /// Why.
    pub kind: HandoverKind,
    /// Whose things.
    pub leavers: Vec<MemberId>,
    /// When; `None` for as soon as somebody says so.
    #[serde(default)]
    pub at: Option<Moment>,
    /// For an on-job transfer: these customers of his. For one who left earlier: only these of what he left; empty for all.
    #[serde(default)]
    pub customers: Vec<CustomerId>,
    /// The same for customer groups that he owns.
    #[serde(default)]
    pub groups: Vec<CustomerGroupId>,
}

impl NewHandover {
    /// Whether only a part is handed over.
    pub const fn is_chosen(&self) -> bool {
        !self.customers.is_empty() || !self.groups.is_empty()
    }

    /// # Errors
    /// [`crate::Code::Invalid`] for nobody, too many, or customers of several.
    pub fn check(mut self) -> Result<Self, Problem> {
        self.leavers.sort();
        self.leavers.dedup();
        self.customers.sort();
        self.customers.dedup();
        self.groups.sort();
        self.groups.dedup();
        // What is chosen is one's.
        let most = if self.kind == HandoverKind::OnJob || self.is_chosen() { 1 } else { MOST_LEAVERS };
        few(&self.leavers, most)?;
        if self.customers.len() > MOST_CHOSEN {
            return Err(many("customers", MOST_CHOSEN));
        }
        if self.groups.len() > MOST_CHOSEN {
            return Err(many("groups", MOST_CHOSEN));
        }
        if self.kind == HandoverKind::OnJob && !self.is_chosen() {
            return Err(Problem::field("customers", Fault::Missing));
        }
        Ok(self)
    }
}

/// Passes for somebody, and not too many.
fn few(leavers: &[MemberId], most: usize) -> Result<(), Problem> {
    match leavers.len() {
        0 => Err(Problem::field("leavers", Fault::Missing)),
        n if n > most => Err(many("leavers", most)),
        _ => Ok(()),
    }
}

fn many(field: &str, limit: usize) -> Problem {
    Problem::fields(vec![Field { field: field.to_owned(), fault: Fault::OutOfRange, limit: Some(limit as i64) }])
}

/// A field that is there, be it null; what is not there stays `None`.
fn said<'de, D: Deserializer<'de>, T: Deserialize<'de>>(input: D) -> Result<Option<T>, D::Error> {
    T::deserialize(input).map(Some)
}

/// What is changed of one that was not carried out yet; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveHandover {
    /// Which.
    pub id: HandoverId,
    /// As it was read.
    pub revision: i64,
    /// Who leaves, all of them.
    #[serde(default)]
    pub leavers: Option<Vec<MemberId>>,
    /// When; `Some(None)` for as soon as somebody says so.
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub at: Option<Option<Moment>>,
    /// The time zone in which that was chosen.
    #[serde(default)]
    pub zone: Option<String>,
    /// Whether the leavers are suspended as soon as the date is set.
    #[serde(default)]
    pub suspend: Option<bool>,
    /// What customers read after an on-job transfer.
    #[serde(default)]
    pub message: Option<String>,
    /// How things are divided: a rule replaces the one of its kind and divides anew.
    #[serde(default)]
    pub rules: Vec<Rule>,
}

impl SaveHandover {
    /// # Errors
    /// [`crate::Code::Invalid`] for nobody or too many, a message that is too long, and for rules that cannot be.
    pub fn check(mut self) -> Result<Self, Problem> {
        if let Some(leavers) = &mut self.leavers {
            leavers.sort();
            leavers.dedup();
            few(leavers, MOST_LEAVERS)?;
        }
        if let Some(message) = &mut self.message {
            *message = message.trim().to_owned();
            if message.chars().count() > MOST_MESSAGE {
                let limit = Some(MOST_MESSAGE as i64);
                let field = Field { field: "message".to_owned(), fault: Fault::TooLong, limit };
                return Err(Problem::fields(vec![field]));
            }
        }
        rule::check(&self.rules)?;
        Ok(self)
    }
}

/// Items that go to somebody else than planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reroute {
    /// Of which hand-over.
    pub handover: HandoverId,
    /// Which items; empty for all of a kind that did not work.
    #[serde(default)]
    pub items: Vec<HandoverItemId>,
    /// Of this kind, where no items are named.
    #[serde(default)]
    pub kind: Option<ItemKind>,
    /// In this state, where no items are named.
    #[serde(default)]
    pub state: Option<ItemState>,
    /// To whom; `None` to the same again.
    #[serde(default)]
    pub to: Option<MemberId>,
}

/// What undoing came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undoing {
    /// The run that puts back what was done here; `None` where nothing was.
    pub run: Option<crate::RunId>,
    /// The hand-over, to be looked at, that brings back what the platform moved; `None` where it can bring nothing back.
    pub back: Option<HandoverId>,
}
