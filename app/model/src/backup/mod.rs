//! Backups of the whole installation, and restoring one.
//!
//! An installation holds many organisations, so a backup holds all of them: only who runs the installation may see, make, fetch
//! or restore one. That is whoever has [`crate::permission::Permission::BackupsManage`] in the organisation that was set up first.

mod restore;
mod settings;

pub use restore::*;
pub use settings::*;

use crate::{BackupId, ChangeSetId, Moment, Problem, RunId};
use serde::{Deserialize, Serialize};

crate::words!(
    /// Why a backup was made.
    BackupReason {
        /// Somebody asked for it.
        ByHand = "by_hand",
        /// It was time.
        Schedule = "schedule",
        /// Before a change set that removes more than the brake allows.
        Apply = "apply",
        /// Before another backup was restored.
        Restore = "restore",
    }
);

crate::words!(
    /// Where a backup stands.
    BackupState {
        /// It is being written and checked.
        Making = "making",
        /// It was read back and found whole.
        Verified = "verified",
        /// There is no file; the problem says why.
        Failed = "failed",
        /// It was removed.
        Gone = "gone",
    }
);

crate::words!(
    /// What stood in the way: parameter `error` of [`crate::Code::Backup`], with `detail` where there is more to say.
    BackupFault {
        /// The disk or the quota is full; parameter `path`.
        DiskFull = "disk_full",
        /// The folder does not exist or may not be written; parameter `path`.
        NotWritable = "not_writable",
        /// The file is not there; parameter `path`.
        Missing = "missing",
        /// The file is not what was written: its hash is another one.
        Changed = "changed",
        /// The file ends early or its checksums do not fit.
        Damaged = "damaged",
        /// The file is no backup of Muster.
        NotABackup = "not_a_backup",
        /// The file is encrypted and no passphrase was given.
        PassphraseMissing = "passphrase_missing",
        /// The passphrase does not open the file.
        PassphraseWrong = "passphrase_wrong",
        /// The backup was made by a newer Muster; parameters `schema`, `known`.
        Newer = "newer",
        /// The activity in it was altered; parameter `organisation`.
        ChainBroken = "chain_broken",
        /// The store refused the key or its rights.
        StoreRefused = "store_refused",
        /// The store has no such bucket.
        StoreMissing = "store_missing",
        /// The store does not answer, or with an error of its own.
        StoreFails = "store_fails",
        /// The installation is on PostgreSQL, which brings its own tools.
        OwnDumps = "own_dumps",
        /// The restore that was prepared is no longer there.
        NotPrepared = "not_prepared",
        /// Something else; `detail` says what.
        Other = "other",
    }
);

impl BackupFault {
    /// The problem.
    pub fn problem(self) -> Problem {
        Problem::new(crate::Code::Backup).with("error", self)
    }
}

/// What opening a copy showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Findings {
    /// Number of the newest migration in it.
    pub schema: i64,
    /// Bytes of the database in it.
    pub bytes: i64,
    /// Rows by table, in the order of the names.
    pub rows: Vec<(String, i64)>,
    /// Organisations whose activity was walked from the first entry to the last, unbroken.
    pub chains: i64,
    /// Entries of them in all.
    pub entries: i64,
}

impl Findings {
    /// Rows of a table.
    pub fn rows_of(&self, table: &str) -> i64 {
        self.rows.iter().find(|(name, _)| name == table).map_or(0, |(_, rows)| *rows)
    }
}

/// A backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// Its id.
    pub id: BackupId,
    /// Why it was made.
    pub reason: BackupReason,
    /// Before which change set.
    pub change_set: Option<ChangeSetId>,
    /// The run that makes it.
    pub run: Option<RunId>,
    /// Who asked for it; empty for a schedule.
    pub made_by: String,
    /// When.
    pub made_at: Moment,
    /// The name of its file.
    pub file_name: String,
    /// The folder that the file is or was in.
    pub folder: String,
    /// Whether it lies in the folder.
    pub on_disk: bool,
    /// Whether it lies in the store.
    pub in_store: bool,
    /// Bytes of the file.
    pub size: Option<i64>,
    /// SHA-256 of the file; empty before it is whole.
    pub sha256: String,
    /// Whether a passphrase is needed to open it.
    pub encrypted: bool,
    /// Where it stands.
    pub state: BackupState,
    /// What opening it showed.
    pub findings: Option<Findings>,
    /// Why it failed; of one that is whole, what was left undone, such as the upload.
    pub problem: Option<Problem>,
}

/// The page of backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backups {
    /// Newest first.
    pub items: Vec<Backup>,
    /// How they are made.
    pub settings: BackupSettings,
    /// The folder that is used where none is set.
    pub default_folder: String,
    /// The restore that is prepared or under way, or else the last one.
    pub restore: Option<Restore>,
    /// What a restore holds back.
    pub held: Vec<Held>,
    /// On PostgreSQL, the commands that do what Muster does elsewhere: dump and restore. Without passwords.
    pub own_dumps: Option<OwnDumps>,
}

/// Commands for an installation on PostgreSQL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDumps {
    /// Makes a dump.
    pub dump: String,
    /// Brings one back.
    pub restore: String,
}
