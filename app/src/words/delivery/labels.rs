//! What states, reasons and verdicts are called.

use super::DeliveryWords;
use crate::words::Text;
use model::invite::InviteVerdict;
use model::outbox::{DeliveryReason, DeliveryState, Medium};

crate::labels! {
    DeliveryWords;
    state: DeliveryState {
        Queued => queued, Sending => sending, Sent => sent, Refused => state_refused, Unclear => unclear,
        Cancelled => cancelled,
    }
    verdict: InviteVerdict {
        Fine => fine, Malformed => malformed, Repeated => repeated, Member => member, Suspended => suspended,
        Waiting => waiting, Invited => invited, Refused => refused, Blocked => blocked, Removed => removed,
        OtherPerson => other_person, Unknown => unknown,
    }
}

impl DeliveryWords {
    /// Why a message waits or was not delivered; `{detail}` is the other side's own text.
    pub const fn reason(&self, medium: Medium, reason: DeliveryReason) -> Text {
        match reason {
            DeliveryReason::NoConnection => match medium {
                Medium::Email => self.no_connection_email,
                Medium::Sms => self.no_connection_sms,
            },
            DeliveryReason::NoSuchMailbox => self.no_such_mailbox,
            DeliveryReason::BadNumber => self.bad_number,
            DeliveryReason::Rejected => self.rejected,
            DeliveryReason::OptedOut => self.opted_out,
            DeliveryReason::TooLarge => self.too_large,
            DeliveryReason::TooOften => self.too_often,
            DeliveryReason::Later => self.later,
            DeliveryReason::Unreachable => self.unreachable,
            DeliveryReason::NotEncrypted => self.not_encrypted,
            DeliveryReason::PrivateAddress => self.private_address,
            DeliveryReason::WrongCredentials => self.wrong_credentials,
            DeliveryReason::AddressNotTrusted => self.address_not_trusted,
            DeliveryReason::NotApproved => self.not_approved,
            DeliveryReason::NotPaid => self.not_paid,
            DeliveryReason::Over => self.over,
            DeliveryReason::Other => self.other,
        }
    }
}
