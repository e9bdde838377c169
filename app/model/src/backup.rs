//! Backups of the whole installation, and restoring one.
//!
//! An installation holds many organisations, so a backup holds all of them: only who runs the installation may see, make, fetch
//! or restore one. That is whoever has [`crate::permission::Permission::BackupsManage`] in the organisation that was set up first.

use crate::problem::Fault;
use crate::text::{Check, line, optional_line};
use crate::{BackupId, ChangeSetId, HeldId, Moment, Problem, RestoreId, RunId, limits};
use serde::{Deserialize, Serialize};

/// What a person types to restore.
pub const RESTORE_WORD: &str = "RESTORE";
/// The most backups of a sort that may be kept.
pub const MOST_KEPT: i64 = 1_000;
/// The shortest passphrase, in characters: whoever has the file may try for years.
pub const PASSPHRASE_MIN: usize = 12;

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

crate::words!(
    /// How often a backup is made by itself.
    Every {
        /// Never.
        Off = "off",
        /// Every so many hours.
        Hours = "hours",
        /// Each day at a time.
        Day = "day",
        /// Each week on a day at a time.
        Week = "week",
    }
);

/// Where else files go: a store that speaks S3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct StoreSettings {
    /// Whether it is used.
    pub on: bool,
    /// Its address, like `https://s3.example.com`.
    pub endpoint: String,
    /// Its region; `us-east-1` for most that have none.
    pub region: String,
    /// The bucket.
    pub bucket: String,
    /// What names in the bucket begin with.
    pub prefix: String,
    /// The access key; its secret is kept sealed and never told.
    pub access_key: String,
}

/// How backups are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupSettings {
    /// How often by itself.
    pub every: Every,
    /// The hours in between, 1 to 168.
    pub hours: i64,
    /// The time of day, `hh:mm`.
    pub at: String,
    /// The day of the week, 0 for Sunday.
    pub weekday: i64,
    /// The time zone of time and day, like `Asia/Shanghai`.
    pub zone: String,
    /// How many scheduled ones are kept.
    pub keep: i64,
    /// How many made by hand are kept.
    pub keep_by_hand: i64,
    /// How many made before a change set or a restore are kept.
    pub keep_before: i64,
    /// The folder; empty for `backups` in the data folder.
    pub folder: String,
    /// Where else.
    pub store: StoreSettings,
    /// Whether the store's secret is set.
    #[serde(default)]
    pub secret_set: bool,
    /// Whether files are encrypted with a passphrase.
    #[serde(default)]
    pub passphrase_set: bool,
    /// When the next one is due.
    #[serde(default)]
    pub next_at: Option<Moment>,
    /// Changes with every change.
    #[serde(default)]
    pub revision: i64,
}

impl Default for BackupSettings {
    fn default() -> Self {
        Self {
            every: Every::Off,
            hours: 6,
            at: "03:00".to_owned(),
            weekday: 0,
            zone: "UTC".to_owned(),
            keep: 14,
            keep_by_hand: 10,
            keep_before: 10,
            folder: String::new(),
            store: StoreSettings::default(),
            secret_set: false,
            passphrase_set: false,
            next_at: None,
            revision: 0,
        }
    }
}

impl BackupSettings {
    /// Hour and minute of [`Self::at`]; `None` if that is no time of day.
    pub fn time(&self) -> Option<(u32, u32)> {
        if !self.at.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') {
            return None;
        }
        let (hour, minute) = self.at.split_once(':')?;
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
        (self.at.len() == 5 && hour < 24 && minute < 60).then_some((hour, minute))
    }

    /// Checks every field and trims the texts. The time zone is known only to the server.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        if self.every == Every::Hours && !(1..=168).contains(&self.hours) {
            check.fault("hours", Fault::OutOfRange, Some(168));
        }
        if self.time().is_none() {
            check.fault("at", Fault::Malformed, None);
        }
        if !(0..=6).contains(&self.weekday) {
            check.fault("weekday", Fault::OutOfRange, Some(6));
        }
        for (field, kept) in
            [("keep", self.keep), ("keep_by_hand", self.keep_by_hand), ("keep_before", self.keep_before)]
        {
            if !(1..=MOST_KEPT).contains(&kept) {
                check.fault(field, Fault::OutOfRange, Some(MOST_KEPT));
            }
        }
        self.folder = check.take("folder", optional_line(&self.folder, limits::URL));
        if !self.folder.is_empty() && !self.folder.starts_with('/') {
            check.fault("folder", Fault::Malformed, None);
        }
        let store = &mut self.store;
        let take = if store.on { line } else { optional_line };
        store.endpoint = check.take("endpoint", take(&store.endpoint, limits::URL)).trim_end_matches('/').to_owned();
        if !store.endpoint.is_empty() && !["https://", "http://"].iter().any(|is| store.endpoint.starts_with(is)) {
            check.fault("endpoint", Fault::Malformed, None);
        }
        store.region = check.take("region", optional_line(&store.region, limits::NAME));
        store.bucket = check.take("bucket", take(&store.bucket, limits::NAME));
        store.prefix = check.take("prefix", optional_line(&store.prefix, limits::URL)).trim_matches('/').to_owned();
        store.access_key = check.take("access_key", take(&store.access_key, limits::SECRET));
        check.done()?;
        Ok(self)
    }
}

/// Settings as they are sent: what is sealed is never sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct SaveBackupSettings {
    /// Everything else.
    pub settings: BackupSettings,
    /// The store's secret; `None` keeps it.
    #[serde(default)]
    pub secret: Option<String>,
    /// The passphrase; `None` keeps it, an empty one ends encrypting.
    #[serde(default)]
    pub passphrase: Option<String>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_refused_field_by_field() {
        let store = StoreSettings { on: true, endpoint: "ftp://x".to_owned(), ..StoreSettings::default() };
        let bad = BackupSettings {
            every: Every::Hours,
            hours: 0,
            at: "3:00".to_owned(),
            weekday: 7,
            keep: 0,
            folder: "backups".to_owned(),
            store,
            ..BackupSettings::default()
        };
        let faults = bad.check().unwrap_err().fields;
        let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["hours", "at", "weekday", "keep", "folder", "endpoint", "bucket", "access_key"]);
        assert!(BackupSettings::default().check().is_ok());
    }

    #[test]
    fn a_time_of_day_has_five_characters() {
        let at = |text: &str| BackupSettings { at: text.to_owned(), ..BackupSettings::default() }.time();
        assert_eq!(at("23:59"), Some((23, 59)));
        for bad in ["24:00", "12:60", "1:30", "12.30", "", "+1:30"] {
            assert_eq!(at(bad), None, "{bad}");
        }
    }
}
