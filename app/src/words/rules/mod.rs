//! Sentences of the rules for joining.

mod en;
mod labels;
mod pt_br;
mod zh_cn;

use super::{Plural, Text};

crate::sentences! {
    /// What the rules for joining say.
    RulesWords {
        verification: Text,
        verification_on: Text,
        verification_off: Text,
        // Ways in
        ways: Text,
        ways_text: Text,
        way: Text,
        inviter_admin: Text,
        inviter_other_admin: Text,
        inviter_member: Text,
        inviter_nobody: Text,
        cell: Text,
        no_such_way: Text,
        outcome_joins: Text,
        outcome_waits: Text,
        outcome_refused: Text,
        limit_public: Text,
        limit_admin_invites: Text,
        limit_switch: Text,
        limit_contacts: Text,
        // Details
        details: Text,
        details_text: Text,
        detail_department: Text,
        question: Text,
        required: Text,
        always_required: Text,
        needs_address: Text,
        department_public: Text,
        move_up: Text,
        move_down: Text,
        remove_detail: Text,
        moved: Text,
        add_question: Text,
        add_detail: Text,
        new_question: Text,
        // Simulator
        simulator: Text,
        simulator_text: Text,
        comes_by: Text,
        invited_by: Text,
        says_joins: Text,
        says_waits: Text,
        says_refused: Text,
        // Saving
        unsaved: Text,
        discard: Text,
        save_title: Text,
        touched: Plural,
        closed_n: Plural,
        reevaluate: Text,
        let_in_n: Plural,
        let_in_text: Text,
        keep_waiting: Text,
        keep_waiting_text: Text,
        saved_let_in: Plural,
    }
}
