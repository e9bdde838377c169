//! Hand-over: what one member holds goes to others, because he leaves or because the work is divided anew.

mod attention;
mod item;
mod request;
mod rule;
mod unassigned;

pub use attention::Attention;
pub use item::{Bar, Handing, Item, ItemKind, ItemQuery, ItemState};
pub use request::{NewHandover, Reroute, SaveHandover, Undoing};
pub use rule::{MOST_SUCCESSORS, Rule, Split, TagRule};
pub use unassigned::{Unassigned, UnassignedQuery};

use crate::page::PageRequest;
use crate::{ChangeSetId, HandoverId, MemberId, Moment};
use serde::{Deserialize, Serialize};

/// Leavers of one plan.
pub const MOST_LEAVERS: usize = 50;
/// Characters of the message that customers get after an on-job transfer (WeCom document 92125).
pub const MOST_MESSAGE: usize = 200;
/// Customers, and groups, that one on-job transfer names.
pub const MOST_CHOSEN: usize = 1_000;

crate::words!(
    /// Why something is handed over.
    HandoverKind {
        /// Somebody leaves: everything that he holds.
        Leaving = "leaving",
        /// Chosen customers and groups of somebody who stays.
        OnJob = "on_job",
    }
);

crate::words!(
    /// Where a hand-over stands.
    HandoverState {
        /// Being prepared.
        Draft = "draft",
        /// Waits for a second person.
        Proposed = "proposed",
        /// Waits for its date.
        Scheduled = "scheduled",
        /// Carried out here; the platform is not through.
        Running = "running",
        /// Nothing is left to do.
        Done = "done",
        /// Put back as far as it could be.
        Undone = "undone",
        /// Given up before it was carried out.
        Cancelled = "cancelled",
    }
);

impl HandoverState {
    /// Whether it has not been carried out yet.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Proposed | Self::Scheduled)
    }
}

/// Somebody whose things go to others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaver {
    /// The member.
    pub member_id: MemberId,
    /// The name.
    pub name: String,
    /// The name of the main department; empty for none.
    pub department: String,
    /// Where he stands in the organisation.
    pub status: crate::member::Status,
}

/// A hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Its id.
    pub id: HandoverId,
    /// Why.
    pub kind: HandoverKind,
    /// Where it stands.
    pub state: HandoverState,
    /// Whose things.
    pub leavers: Vec<Leaver>,
    /// When it is carried out; `None` for as soon as somebody says so.
    pub at: Option<Moment>,
    /// The time zone in which that was chosen.
    pub zone: String,
    /// Whether the leavers are suspended as soon as the date is set.
    pub suspend: bool,
    /// What customers read after an on-job transfer; empty for what the platform writes.
    pub message: String,
    /// How things are divided, kind by kind.
    pub rules: Vec<Rule>,
    /// Items by kind and state.
    pub counts: Vec<(ItemKind, ItemState, i64)>,
    /// Whether somebody else than who proposes it has to carry it out.
    pub second_person: bool,
    /// Who proposed it, while it waits for a second person.
    pub proposed_by: String,
    /// What was done here, as a change set; `None` before.
    pub set: Option<ChangeSetId>,
    /// Why it could not begin on its date.
    pub problem: Option<crate::Problem>,
    /// Who made it.
    pub created_by: String,
    /// When it was made.
    pub created_at: Moment,
    /// When it was carried out here.
    pub applied_at: Option<Moment>,
    /// Changes with every change.
    pub revision: i64,
}

/// Which hand-overs are wanted, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct HandoverQuery {
    /// Only in this state.
    #[serde(default)]
    pub state: Option<HandoverState>,
    /// Only of this kind.
    #[serde(default)]
    pub kind: Option<HandoverKind>,
    /// Only of this leaver.
    #[serde(default)]
    pub leaver: Option<MemberId>,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// Somebody who takes something over: how much he looks after before and after, and what stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// The member.
    pub member_id: MemberId,
    /// The name.
    pub name: String,
    /// Customers at present.
    pub before: i64,
    /// Customers afterwards, if none refuses.
    pub after: i64,
    /// What stands in the way.
    pub bar: Option<crate::seat::SuccessorBar>,
}

/// What undoing would come to: three buckets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct UndoPreview {
    /// Put back at once: what was done here, and what was not sent yet.
    pub back: i64,
    /// Can be handed back by another transfer, which counts for the platform.
    pub by_transfer: i64,
    /// Stays.
    pub stays: i64,
    /// Accounts on platforms that somebody else has by now, or whose former holder has another: they stay too.
    #[serde(default)]
    pub taken: i64,
}
