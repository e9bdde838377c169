//! Putting one entry of the activity back, and whether the chain that entries make holds.

use crate::audit::{Entry, Subject, Verb};
use crate::permission::Permission;
use crate::run::Run;
use crate::{ChangeSetId, Moment};
use serde::{Deserialize, Serialize};

crate::words!(
    /// Whether and where an entry can be put back.
    RevertWay {
        /// Here and now: the record is still as the entry left it.
        Here = "here",
        /// Not any more: somebody changed the same fields since.
        ChangedSince = "changed_since",
        /// Not any more: the record is gone.
        Gone = "gone",
        /// The entry belongs to a change set, which is put back as a whole.
        ChangeSet = "change_set",
        /// The customer lies in the recycle bin, or did.
        Bin = "bin",
        /// On the record's own page: what was made is taken away there.
        OwnPage = "own_page",
        /// Nowhere: the entry changed nothing, or what it did is for good.
        Nowhere = "nowhere",
    }
);

/// What putting an entry back would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revert {
    /// Whether and where.
    pub way: RevertWay,
    /// The change set, for [`RevertWay::ChangeSet`].
    #[serde(default)]
    pub set: Option<ChangeSetId>,
    /// Which fields changed since, for [`RevertWay::ChangedSince`].
    #[serde(default)]
    pub fields: Vec<String>,
    /// The newest entry about the same record: who changed it since.
    #[serde(default)]
    pub since: Option<Entry>,
    /// The right that it takes and the viewer lacks.
    #[serde(default)]
    pub lacks: Option<Permission>,
}

impl Revert {
    /// A way without anything to say about it.
    pub const fn of(way: RevertWay) -> Self {
        Self { way, set: None, fields: Vec::new(), since: None, lacks: None }
    }

    /// Where an entry that holds nothing to be put back by is undone.
    pub const fn of_entry(verb: Verb, subject: Subject) -> RevertWay {
        match (subject, verb) {
            (Subject::ChangeSet, Verb::Apply) => RevertWay::ChangeSet,
            (Subject::Customer, Verb::Delete) => RevertWay::Bin,
            (
                Subject::Department | Subject::Invitation | Subject::Connection | Subject::ApiKey | Subject::Role,
                Verb::Create,
            )
            | (Subject::Member, Verb::Invite | Verb::Approve | Verb::Refuse | Verb::Block)
            | (Subject::Customer, Verb::Hold)
            | (Subject::Connection | Subject::Schedule, Verb::Update) => RevertWay::OwnPage,
            _ => RevertWay::Nowhere,
        }
    }
}

crate::words!(
    /// What is wrong with the first entry that does not hold.
    ChainFault {
        /// It is not there.
        Missing = "missing",
        /// It is not what was written.
        Altered = "altered",
        /// It and all newer ones are not there.
        Truncated = "truncated",
    }
);

/// A walk over the chain that came to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainCheck {
    /// When.
    pub at: Moment,
    /// Who asked for it.
    pub by: String,
    /// The last entry that holds.
    pub upto: i64,
    /// Its hash.
    pub hash: String,
    /// What is wrong with the first entry that does not hold, and which that is.
    pub fault: Option<(ChainFault, i64)>,
}

/// The chain of an organisation's activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// The number of the newest entry.
    pub head: i64,
    /// Its hash: kept outside, it proves later that nothing up to it was altered.
    pub hash: String,
    /// The last check.
    pub check: Option<ChainCheck>,
    /// A check that is under way.
    pub run: Option<Run>,
}
