//! Sentences of the pages without script: sign-in, set-up, joining, waiting, dead links.

mod en;
mod pt_br;
mod zh_cn;

use super::{Plural, Text};

crate::sentences! {
    /// What the pages without script say.
    PagesWords {
        /// Names the switch of languages to screen readers.
        language: Text,

        label_organisation: Text,
        label_name: Text,
        label_email: Text,
        label_phone: Text,
        label_email_or_phone: Text,
        label_password: Text,
        label_door: Text,
        label_work_number: Text,
        label_department: Text,
        /// The first line of a list to choose from.
        choose: Text,
        /// Behind the label of a field that may stay empty.
        optional: Text,
        hint_password: Text,
        hint_email: Text,
        hint_phone: Text,
        hint_invited: Text,
        hint_door: Text,
        hint_department: Text,

        fault_missing: Text,
        fault_missing_address: Text,
        fault_too_long: Text,
        fault_too_short: Text,
        fault_malformed: Text,
        fault_malformed_email: Text,
        fault_malformed_phone: Text,
        fault_bad_character: Text,
        fault_taken: Text,
        fault_unknown_department: Text,

        alert_invalid: Text,
        alert_sign_in_refused: Text,
        alert_too_many: Plural,
        alert_busy: Text,
        alert_internal: Text,
        alert_foreign_origin: Text,
        alert_too_large: Text,
        alert_malformed: Text,
        alert_forbidden: Text,
        alert_signed_out: Text,
        alert_account_exists: Text,
        alert_already_member: Text,
        alert_already_waiting: Text,
        alert_refused_earlier: Text,
        alert_removed_earlier: Text,
        alert_blocked: Text,
        alert_wrong_account: Text,
        alert_changed: Text,

        sign_in_title: Text,
        sign_in_submit: Text,
        sign_in_door: Text,

        setup_title: Text,
        setup_lead: Text,
        setup_organisation: Text,
        setup_person: Text,
        setup_submit: Text,

        join_title: Text,
        join_by: Text,
        join_by_door: Text,
        join_department: Text,
        join_position: Text,
        join_waits: Text,
        join_at_once: Text,
        join_new: Text,
        join_known: Text,
        join_other: Text,
        join_continue: Text,
        join_submit_waits: Text,
        join_submit_at_once: Text,
        join_known_lead: Text,

        door_title: Text,
        door_lead: Text,
        door_submit: Text,
        door_unknown: Text,

        waiting_title: Text,
        waiting_see_invitation: Text,
        waiting_signed_in_as: Text,
        waiting_reference: Text,
        waiting_reference_hint: Text,
        waiting_since: Text,
        waiting_reason: Text,
        waiting_waits: Text,
        waiting_approved: Text,
        waiting_refused: Text,
        waiting_blocked: Text,
        waiting_withdrawn: Text,
        waiting_nothing: Text,
        waiting_again: Text,
        waiting_withdraw: Text,
        waiting_open: Text,
        waiting_join: Text,
        sign_out: Text,

        dead_expired_title: Text,
        dead_expired: Text,
        dead_used_up_title: Text,
        dead_used_up: Text,
        dead_paused_title: Text,
        dead_paused: Text,
        dead_revoked_title: Text,
        dead_revoked: Text,
        dead_channel_title: Text,
        dead_channel: Text,
        dead_closed_title: Text,
        dead_closed: Text,
        dead_unknown_title: Text,
        dead_unknown: Text,
        dead_setup_title: Text,
        dead_setup: Text,
        to_door: Text,
        to_sign_in: Text,

        problem_title: Text,
        problem_not_found_title: Text,
        problem_not_found: Text,
        problem_home: Text,

        /// In the skeleton, for screen readers.
        shell_loading: Text,
        shell_no_script: Text,
        shell_no_site_title: Text,
        shell_no_site: Text,
    }
}
