//! A word for each value of backups.

use super::BackupsWords;
use model::backup::{BackupFault, BackupReason, BackupState, Counted, Every, HeldKind};

crate::labels! {
    BackupsWords;
    reason_word: BackupReason {
        ByHand => reason_by_hand, Schedule => reason_schedule, Apply => reason_apply, Restore => reason_restore,
    }
    state: BackupState {
        Making => backup_making, Verified => backup_verified, Failed => backup_failed, Gone => backup_gone,
    }
    every_word: Every { Off => every_off, Hours => every_hours, Day => every_day, Week => every_week }
    counted: Counted {
        Members => counted_members, Departments => counted_departments, Customers => counted_customers,
        Relations => counted_relations, ChangeSets => counted_change_sets, Activity => counted_activity,
    }
    held_kind: HeldKind { Message => held_message, Job => held_job, Schedule => held_schedule }
    fault: BackupFault {
        DiskFull => fault_disk_full, NotWritable => fault_not_writable, Missing => fault_missing, Changed => fault_changed,
        Damaged => fault_damaged, NotABackup => fault_not_a_backup, PassphraseMissing => fault_passphrase_missing,
        PassphraseWrong => fault_passphrase_wrong, Newer => fault_newer, ChainBroken => fault_chain_broken,
        StoreRefused => fault_store_refused, StoreMissing => fault_store_missing, StoreFails => fault_store_fails,
        OwnDumps => fault_own_dumps, NotPrepared => fault_not_prepared, Other => fault_other,
    }
}
