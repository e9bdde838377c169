//! What deleting customers says: the question, the recycle bin, certificates, holds and rules.

mod en;
mod labels;
mod pt_br;
mod zh_cn;

use super::{Plural, Text};

crate::sentences! {
    /// What deleting customers says: the question, the recycle bin, certificates, holds and rules.
    DeletionWords {
        // Asking
        delete_n: Plural,
        delete_text: Text,
        what_happens: Text,
        until: Text,
        reason: Text,
        reason_hint: Text,
        basis: Text,
        basis_note: Text,
        type_count: Text,
        look: Text,
        look_text: Text,
        deleted_n: Plural,
        not_done_n: Plural,
        second_asked: Text,
        show_set: Text,
        looking: Text,
        // The bin
        bin: Text,
        bin_text: Text,
        bin_empty: Text,
        bin_empty_text: Text,
        search_bin: Text,
        search_bin_text: Text,
        deleted_by: Text,
        deleted_at: Text,
        erase_at: Text,
        days_left: Plural,
        restore: Text,
        restored_n: Plural,
        here_again_n: Plural,
        erase_now: Text,
        erase_title: Plural,
        erase_consequence: Text,
        erase_way_back: Text,
        // Certificates
        certificates: Text,
        no_certificates: Text,
        no_certificates_text: Text,
        certificate: Text,
        erased_by: Text,
        by_itself: Text,
        removed: Text,
        // Rules
        rules: Text,
        bin_days: Text,
        bin_days_hint: Text,
        keep_days: Text,
        keep_days_hint: Text,
        second_above: Text,
        second_above_hint: Text,
        rules_saved: Text,
        // Holds
        holds: Text,
        no_holds: Text,
        place_hold: Text,
        hold_text: Text,
        hold_until: Text,
        hold_until_hint: Text,
        lift: Text,
        lifted: Text,
        held: Text,
        without_end: Text,
        // Impact
        impact_customers: Text,
        impact_relations: Text,
        impact_owners: Text,
        impact_tags: Text,
        impact_links: Text,
        impact_holds: Text,
        impact_kept: Text,
        impact_outside: Text,
        outcome_removed: Text,
        outcome_stays: Text,
        outcome_remembered: Text,
        outcome_blocks: Text,
        // Legal bases
        pipl_purpose: Text,
        pipl_period: Text,
        pipl_consent: Text,
        pipl_unlawful: Text,
        gdpr_unnecessary: Text,
        gdpr_consent: Text,
        gdpr_objection: Text,
        gdpr_unlawful: Text,
        gdpr_obligation: Text,
        lgpd_ended: Text,
        lgpd_unnecessary: Text,
        lgpd_consent: Text,
        basis_other: Text,
    }
}
