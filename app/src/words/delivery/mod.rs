//! Where messages to people stand, and what stands in the way of inviting somebody.

mod en;
mod labels;
mod pt_br;
mod zh_cn;

use super::Text;

crate::sentences! {
    /// Where messages to people stand, and what stands in the way of inviting somebody.
    DeliveryWords {
        // States
        queued: Text,
        sending: Text,
        sent: Text,
        state_refused: Text,
        unclear: Text,
        cancelled: Text,
        none: Text,
        next_try: Text,
        // Reasons
        no_connection_email: Text,
        no_connection_sms: Text,
        no_such_mailbox: Text,
        bad_number: Text,
        rejected: Text,
        opted_out: Text,
        too_large: Text,
        too_often: Text,
        later: Text,
        unreachable: Text,
        not_encrypted: Text,
        private_address: Text,
        wrong_credentials: Text,
        address_not_trusted: Text,
        not_approved: Text,
        not_paid: Text,
        over: Text,
        other: Text,
        // Inviting
        fine: Text,
        malformed: Text,
        repeated: Text,
        member: Text,
        suspended: Text,
        waiting: Text,
        invited: Text,
        refused: Text,
        blocked: Text,
        removed: Text,
        other_person: Text,
        unknown: Text,
        // Ways out
        see_waiting: Text,
        send_again: Text,
        reexamine: Text,
        is_same: Text,
        change_address: Text,
        other_person_text: Text,
    }
}
