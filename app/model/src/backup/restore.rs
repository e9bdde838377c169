//! Restoring a backup: where it stands, what it would change, and what it holds back.

use super::Findings;
use crate::{BackupId, HeldId, Moment, Problem, RestoreId, RunId};
use serde::{Deserialize, Serialize};

/// What a person types to restore.
pub const RESTORE_WORD: &str = "RESTORE";

crate::words!(
    /// Where a restore stands.
    RestoreState {
        /// The file is unpacked and checked.
        Checking = "checking",
        /// It waits for somebody to confirm it.
        Ready = "ready",
        /// A copy of the present state is made, then the databases change places.
        Restoring = "restoring",
        /// It took place.
        Done = "done",
        /// It did not take place; the problem says why.
        Failed = "failed",
        /// It was given up.
        Dropped = "dropped",
    }
);

/// A backup on its way back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restore {
    /// Its id.
    pub id: RestoreId,
    /// The backup of the list; `None` for a file that was uploaded.
    pub backup: Option<BackupId>,
    /// The name of the file.
    pub file_name: String,
    /// Where it stands.
    pub state: RestoreState,
    /// What it would change.
    pub difference: Option<Difference>,
    /// Why it failed.
    pub problem: Option<Problem>,
    /// The run under way.
    pub run: Option<RunId>,
    /// Who asked for it.
    pub asked_by: String,
    /// When.
    pub asked_at: Moment,
    /// Who confirmed it.
    pub confirmed_by: String,
    /// When it took place.
    pub done_at: Option<Moment>,
    /// The copy of what was here before.
    pub copy: Option<BackupId>,
}

/// What a restore would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Difference {
    /// What opening the file showed.
    pub findings: Findings,
    /// Whether the file's tables were of an earlier version and were brought up to date.
    pub migrated: bool,
    /// Whether what is sealed in it opens with the key of this installation. If not, connections have to be given their
    /// credentials anew.
    pub key_fits: bool,
    /// Organisations that are here or there.
    pub organisations: Vec<OrganisationDifference>,
}

/// One organisation now and in the backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct OrganisationDifference {
    /// Its name.
    pub name: String,
    /// Whether it is here now.
    pub now: bool,
    /// Whether it is in the backup.
    pub then: bool,
    /// Kind by kind.
    pub kinds: Vec<KindDifference>,
    /// The newest activity here.
    pub newest_now: Option<Newest>,
    /// The newest activity in the backup.
    pub newest_then: Option<Newest>,
}

crate::words!(
    /// What is counted.
    Counted {
        /// Members.
        Members = "members",
        /// Departments.
        Departments = "departments",
        /// Customers.
        Customers = "customers",
        /// Ties between customers and members.
        Relations = "relations",
        /// Change sets.
        ChangeSets = "change_sets",
        /// Entries of the activity.
        Activity = "activity",
    }
);

/// How many of a kind there are now and in the backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindDifference {
    /// Of what.
    pub kind: Counted,
    /// Here.
    pub now: i64,
    /// In the backup.
    pub then: i64,
    /// Here and not in the backup: would be lost.
    pub lost: i64,
    /// In the backup and not here: would come back.
    pub back: i64,
}

/// The newest entry of an activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Newest {
    /// When.
    pub at: Moment,
    /// Who; empty for the system.
    pub actor: String,
    /// What was done.
    pub verb: crate::audit::Verb,
    /// To what kind of thing.
    pub subject: crate::audit::Subject,
    /// Its name.
    pub name: String,
}

crate::words!(
    /// What a restore holds back.
    HeldKind {
        /// A letter or a text message that had not gone out.
        Message = "message",
        /// A run or another piece of work that had not ended.
        Job = "job",
        /// A connection's schedule.
        Schedule = "schedule",
    }
);

/// One thing that a restore holds back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Its id.
    pub id: HeldId,
    /// What it is.
    pub kind: HeldKind,
    /// The organisation's name.
    pub organisation: String,
    /// Which: the kind of message or run, the connection's name.
    pub name: String,
    /// Whom or what about.
    pub detail: String,
}

/// What becomes of what is held back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settle {
    /// These.
    pub ids: Vec<HeldId>,
    /// Whether they go on, or else are dropped.
    pub release: bool,
}
