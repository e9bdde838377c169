//! A word for each value of mappings and of presence.

use super::PresenceWords;
use model::mapping::{Covers, Evidence, MappingReason, MappingStatus};
use model::presence::{Flow, PresenceState};
use model::presence_sync::{CallsTaken, CentreCondition, Direction, TelephonyCondition, UserStatus};

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
    state: PresenceState {
        Available => state_available, OnCall => state_on_call, InMeeting => state_in_meeting, DoNotDisturb => state_do_not_disturb,
        Busy => state_busy, AfterCall => state_after_call, Unavailable => state_unavailable, Offline => state_offline,
        Unknown => state_unknown,
    }
    flow: Flow {
        Quiet => flow_quiet, Waiting => flow_waiting, Queued => flow_queued, Told => flow_told, Failed => flow_failed, Held => flow_held,
        Overridden => flow_overridden, Off => flow_off,
    }
    direction: Direction {
        Publish => direction_publish, Subscribe => direction_subscribe, Both => direction_both, Off => direction_off,
    }
    direction_text: Direction { Publish => publish_text, Subscribe => subscribe_text, Both => both_text, Off => off_text }
    direction_short: Direction { Publish => short_publish, Subscribe => short_subscribe, Both => short_both, Off => short_off }
    phone_condition: TelephonyCondition {
        OnCall => condition_on_call, InMeeting => condition_in_meeting, DoNotDisturb => condition_do_not_disturb,
    }
    centre_condition: CentreCondition {
        Available => line_available, Working => line_working, AfterCall => line_after_call, Unavailable => line_unavailable,
        Code => line_code, LoggedOut => line_logged_out,
    }
    chosen: UserStatus { Available => chosen_available, Busy => chosen_busy, Offline => chosen_offline }
    calls_taken: CallsTaken { All => calls_all, NoQueues => calls_no_queues, QueuesOnly => calls_queues_only, None => calls_none }
}
