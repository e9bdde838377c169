//! What outcomes, inviters and limits are called.

use super::RulesWords;
use model::join_rules::{CellLimit, Inviter, JoinOutcome};

crate::labels! {
    RulesWords;
    outcome: JoinOutcome { Joins => outcome_joins, Waits => outcome_waits, Refused => outcome_refused }
    says: JoinOutcome { Joins => says_joins, Waits => says_waits, Refused => says_refused }
    inviter: Inviter {
        Admin => inviter_admin, OtherAdmin => inviter_other_admin, Member => inviter_member, Nobody => inviter_nobody,
    }
    limit: CellLimit {
        Public => limit_public, AdminInvites => limit_admin_invites, SwitchDecides => limit_switch,
        Contacts => limit_contacts,
    }
}
