//! Runs: one execution of a job, with progress, counts and a result per row.

use crate::{ChangeSetId, ConnectionId, Moment, Problem, RunId};
use serde::{Deserialize, Serialize};

crate::words!(
    /// What a run does.
    RunKind {
        /// Reads the departments and members of a platform and proposes changes.
        SyncContacts = "sync_contacts",
        /// Reads the customers of a platform and proposes changes.
        SyncCustomers = "sync_customers",
        /// Reads who has a seat on a platform and proposes changes.
        SyncSeats = "sync_seats",
        /// Takes down new messages of an archive.
        SyncArchive = "sync_archive",
        /// Reads who has an account on a platform and proposes whose it is.
        SyncMappings = "sync_mappings",
        /// Looks who would be changed by an edit of many members, and proposes the changes.
        DraftEdit = "draft_edit",
        /// Reads an uploaded file.
        ReadImport = "read_import",
        /// Checks every row of an uploaded file.
        CheckImport = "check_import",
        /// Proposes the changes that an uploaded file asks for.
        DraftImport = "draft_import",
        /// Writes a list into a file.
        Export = "export",
        /// Makes a copy of the whole installation.
        Backup = "backup",
        /// Writes, reads and removes a small object in the store of backups.
        TestStore = "test_store",
        /// Unpacks and checks a backup that is to be restored.
        CheckRestore = "check_restore",
        /// Copies the present state and puts a backup in its place.
        Restore = "restore",
        /// Looks which customers would be deleted, and proposes it.
        DraftDeletion = "draft_deletion",
        /// Looks which customers would be tagged, and proposes it.
        DraftTagging = "draft_tagging",
        /// Looks for customers that are the same person, and proposes to bring them together.
        FindDuplicates = "find_duplicates",
        /// Walks over the chain of the activity.
        CheckActivity = "check_activity",
        /// Gathers everything that is held about one person.
        Dossier = "dossier",
        /// Clears what the rules of keeping say is old enough.
        Retention = "retention",
        /// Carries out the accepted rows of a change set.
        Apply = "apply",
        /// Puts back the rows of a change set that nobody touched since.
        Undo = "undo",
    }
);

impl RunKind {
    /// Those that read a platform.
    pub const SYNCS: [Self; 5] =
        [Self::SyncContacts, Self::SyncCustomers, Self::SyncSeats, Self::SyncArchive, Self::SyncMappings];
    /// Those that somebody waits for, on a page or in a script which tells how they ended: a failure of theirs needs nobody else.
    pub const ATTENDED: [Self; 13] = [
        Self::DraftEdit,
        Self::ReadImport,
        Self::CheckImport,
        Self::DraftImport,
        Self::DraftDeletion,
        Self::DraftTagging,
        Self::FindDuplicates,
        Self::CheckActivity,
        Self::Dossier,
        Self::Export,
        Self::TestStore,
        Self::CheckRestore,
        Self::Restore,
    ];
}

crate::words!(
    /// Where a run stands.
    RunState {
        /// Waits for a worker.
        Queued = "queued",
        /// Under way.
        Running = "running",
        /// Proposed changes that a person has to look at.
        WaitingReview = "waiting_review",
        /// Ended well.
        Done = "done",
        /// Ended with a problem; nothing half done.
        Failed = "failed",
        /// Stopped by a person.
        Cancelled = "cancelled",
    }
);

impl RunState {
    /// Whether the run has come to an end or to a person.
    pub const fn is_over(self) -> bool {
        !matches!(self, Self::Queued | Self::Running)
    }
}

crate::words!(
    /// The step a run is in.
    Stage {
        /// Reading the platform.
        Read = "read",
        /// Comparing with what is here.
        Compare = "compare",
        /// Making a copy of what is here.
        Copy = "copy",
        /// Checking a copy.
        Verify = "verify",
        /// Sending a copy away.
        Send = "send",
        /// Writing.
        Write = "write",
    }
);

/// Rows by verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Counts {
    /// New here.
    pub add: i64,
    /// Different from what is here.
    pub change: i64,
    /// No longer there.
    pub leave: i64,
    /// Cannot be decided without a person.
    pub conflict: i64,
    /// The same.
    pub unchanged: i64,
    /// Cannot be carried out.
    #[serde(default)]
    pub blocked: i64,
    /// Tried and failed.
    pub failed: i64,
}

/// One execution of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its id.
    pub id: RunId,
    /// What it does.
    pub kind: RunKind,
    /// With which connection.
    pub connection_id: Option<ConnectionId>,
    /// The connection's name.
    pub connection: String,
    /// Where it stands.
    pub state: RunState,
    /// The step it is in.
    pub stage: Stage,
    /// Units done of the step.
    pub done: i64,
    /// Units in all of the step; `None` while unknown.
    pub total: Option<i64>,
    /// Rows by verdict.
    pub counts: Counts,
    /// The change set that it made or carries out.
    pub change_set: Option<ChangeSetId>,
    /// Who started it: a name, or empty for a schedule or callback.
    pub started_by: String,
    /// Whether it applies by itself below the brake.
    pub automatic: bool,
    /// Whether somebody asked it to stop: it does so after its current block.
    pub stopping: bool,
    /// When it was asked for.
    pub created_at: Moment,
    /// When a worker took it.
    pub started_at: Option<Moment>,
    /// When it came to an end.
    pub ended_at: Option<Moment>,
    /// Why it failed.
    pub problem: Option<Problem>,
}

/// The answer to a press of a button that starts a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Started {
    /// The run: a new one, or the one that was under way already.
    pub run: Run,
    /// Whether it was under way already.
    pub already: bool,
}

/// Which runs are wanted, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct RunQuery {
    /// Only with this connection.
    #[serde(default)]
    pub connection: Option<ConnectionId>,
    /// Only of this kind.
    #[serde(default)]
    pub kind: Option<RunKind>,
    /// Only those that are queued or under way.
    #[serde(default)]
    pub under_way: bool,
    /// Which page.
    #[serde(default)]
    pub page: crate::page::PageRequest,
}
