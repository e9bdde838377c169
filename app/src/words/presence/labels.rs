//! A word for each value of mappings.

use super::PresenceWords;
use model::mapping::{Covers, Evidence, MappingReason, MappingStatus};

crate::labels! {
    PresenceWords;
    status: MappingStatus {
        Unmapped => status_unmapped, NeedsChoice => status_needs_choice, Mapped => status_mapped, Ignored => status_ignored,
        Skipped => status_skipped,
    }
    reason_of: MappingReason {
        NoEmail => reason_no_email, NoMatch => reason_no_match, Several => reason_several, Taken => reason_taken,
        NoPermission => reason_no_permission, Refused => reason_refused, GoneThere => reason_gone_there,
    }
    evidence: Evidence {
        Email => evidence_email, Phone => evidence_phone, Name => evidence_name, Mailbox => evidence_mailbox, Number => evidence_number,
    }
    covers_whom: Covers { WithRight => covers_with_right, WithoutRight => covers_without_right, Everybody => covers_everybody }
    covers_why: Covers {
        WithRight => covers_with_right_text, WithoutRight => covers_without_right_text, Everybody => covers_everybody_text,
    }
}
