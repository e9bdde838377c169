//! What went wrong, in words: one sentence for each [`model::Code`] and for each fault of a field.

mod en;
mod pt_br;
mod say;
#[cfg(not(feature = "csr"))]
mod scripts;
mod zh_cn;

pub use say::{say, say_fault};

use super::Text;

crate::sentences! {
    /// One sentence for each problem and each fault: what happened, what to do.
    ProblemWords {
        // Problems
        signed_out: Text,
        forbidden: Text,
        forbidden_key: Text,
        not_found: Text,
        stale: Text,
        stale_by_someone: Text,
        invalid: Text,
        taken: Text,
        wrong_state: Text,
        department_not_empty: Text,
        department_cycle: Text,
        department_too_deep: Text,
        department_is_root: Text,
        owned_upstream: Text,
        owned_by_person: Text,
        last_super_admin: Text,
        role_above_own: Text,
        role_held: Text,
        tag_in_use: Text,
        two_there: Text,
        inherit_same: Text,
        inherit_not_active: Text,
        inherit_has_seat: Text,
        inherit_not_there: Text,
        inherit_not_serving: Text,
        cannot_inherit: Text,
        handover_open: Text,
        not_opened: Text,
        archive_library_not_set: Text,
        archive_library: Text,
        known_there: Text,
        brake: Text,
        second_person: Text,
        legal_hold: Text,
        legal_hold_until: Text,
        retention: Text,
        already_running: Text,
        sign_in_refused: Text,
        too_many: Text,
        foreign_origin: Text,
        too_large: Text,
        malformed: Text,
        invitation_expired: Text,
        invitation_used_up: Text,
        invitation_paused: Text,
        invitation_revoked: Text,
        channel_closed: Text,
        organisation_closed: Text,
        already_member: Text,
        already_waiting: Text,
        refused_earlier: Text,
        removed_earlier: Text,
        blocked: Text,
        wrong_account: Text,
        cooling_down: Text,
        quota: Text,
        file: Text,
        backup: Text,
        rows_wrong: Text,
        platform: Text,
        private_address: Text,
        no_such_code: Text,
        agent_serving: Text,
        no_shift: Text,
        skill_group_in_use: Text,
        busy: Text,
        too_slow: Text,
        internal: Text,
        unreachable: Text,
        // Faults of a field
        fault_missing: Text,
        fault_too_long: Text,
        fault_too_short: Text,
        fault_malformed: Text,
        fault_bad_character: Text,
        fault_out_of_range: Text,
        fault_taken: Text,
        fault_unknown: Text,
        fault_wrong: Text,
    }
}
