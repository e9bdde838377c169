//! Which word belongs to which value.

use super::AgentValueWords;
use model::agent::{Access, AgentState, LiveWork, PasswordState, SignInKind};
use model::agent_edit::ForcedLength;
use model::skill_group::{Ringing, SkillGroupKind};

crate::labels! {
    AgentValueWords;
    state: AgentState {
        Offline => state_offline, Free => state_free, Busy => state_busy, AfterCall => state_after_call,
        Rest => state_rest, NotReady => state_not_ready,
    }
    access: Access { Allowed => access_allowed, ForcedOffline => access_forced_offline }
    password: PasswordState { Own => password_own, Temporary => password_temporary, Expired => password_expired }
    live_work: LiveWork { Finish => work_finish, HandOver => work_hand_over, End => work_end }
    length: ForcedLength {
        UntilResumed => length_until_resumed, Hour => length_hour, EndOfShift => length_end_of_shift,
    }
    sign_in: SignInKind { In => door_in, Refused => door_refused, Expired => door_expired, Ended => door_ended }
    kind: SkillGroupKind { Phone => kind_phone, Online => kind_online, Audio => kind_audio, Video => kind_video }
    ringing: Ringing { InOrder => ringing_in_order, AtOnce => ringing_at_once }
}
