//! A word for each value of agents and skill groups, wherever they are shown.

mod en;
mod labels;
mod pt_br;
mod zh_cn;

use super::Text;

crate::sentences! {
    /// A word for each value of agents and skill groups, wherever they are shown.
    AgentValueWords {
        // How an agent is
        state_offline: Text,
        state_free: Text,
        state_busy: Text,
        state_after_call: Text,
        state_rest: Text,
        state_not_ready: Text,
        // Whether he may sign in
        access_allowed: Text,
        access_forced_offline: Text,
        // What he signs in with
        password_own: Text,
        password_temporary: Text,
        password_expired: Text,
        // Live work
        work_finish: Text,
        work_hand_over: Text,
        work_end: Text,
        // How long
        length_until_resumed: Text,
        length_hour: Text,
        length_end_of_shift: Text,
        // What happened at the door
        door_in: Text,
        door_refused: Text,
        door_expired: Text,
        door_ended: Text,
        // Skill groups
        kind_phone: Text,
        kind_online: Text,
        kind_audio: Text,
        kind_video: Text,
        ringing_in_order: Text,
        ringing_at_once: Text,
    }
}
