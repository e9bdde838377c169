//! What the pages of Presence Sync say.

mod en;
mod labels;
mod pt_br;
mod zh_cn;

use super::{Plural, Text};

crate::sentences! {
    /// What the pages of Presence Sync say.
    PresenceWords {
        // The page
        title: Text,
        text: Text,
        tenant: Text,
        connect: Text,
        none_yet: Text,
        none_yet_text: Text,
        parts: Text,
        tab_mapping: Text,
        tab_auto: Text,
        // How far it is
        mapped_of: Text,
        coverage: Text,
        free_n: Plural,
        accounts_n: Plural,
        // The table
        mappings: Text,
        search: Text,
        every_status: Text,
        status_unmapped: Text,
        status_needs_choice: Text,
        status_mapped: Text,
        status_ignored: Text,
        status_skipped: Text,
        person: Text,
        reason: Text,
        candidate: Text,
        account: Text,
        since: Text,
        by: Text,
        by_itself: Text,
        nobody_here: Text,
        nobody_here_text: Text,
        keys: Text,
        // Reasons
        reason_no_email: Text,
        reason_no_match: Text,
        reason_several: Text,
        reason_taken: Text,
        reason_no_permission: Text,
        reason_refused: Text,
        reason_gone_there: Text,
        never: Text,
        yours: Text,
        tries_again: Text,
        // Evidence
        evidence_email: Text,
        evidence_phone: Text,
        evidence_name: Text,
        evidence_mailbox: Text,
        evidence_number: Text,
        score: Text,
        // What can be done
        confirm: Text,
        map_user: Text,
        change_account: Text,
        unmap: Text,
        ignore: Text,
        no_longer_ignore: Text,
        open_member: Text,
        mapped: Text,
        unmapped: Text,
        ignored: Text,
        sought_again: Text,
        unmap_title: Text,
        unmap_text: Text,
        // One member
        details: Text,
        not_mapped: Text,
        candidates: Text,
        find_there: Text,
        find_hint: Text,
        found: Text,
        nothing_found: Text,
        no_accounts: Text,
        taken_by: Text,
        switched_off: Text,
        history: Text,
        // Many at once
        confirm_all: Text,
        confirm_all_text: Text,
        at_least: Text,
        preview: Text,
        nobody_reaches: Text,
        // Auto Sync
        auto_text: Text,
        how: Text,
        covers: Text,
        covers_with_right: Text,
        covers_with_right_text: Text,
        covers_without_right: Text,
        covers_without_right_text: Text,
        covers_everybody: Text,
        covers_everybody_text: Text,
        folds: Text,
        notify: Text,
        notify_hint: Text,
        when: Text,
    }
}
