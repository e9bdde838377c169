//! English.

use super::AgentValueWords;

pub const WORDS: AgentValueWords = AgentValueWords {
    // How an agent is
    state_offline: "Offline",
    state_free: "Free",
    state_busy: "Busy",
    state_after_call: "After-call work",
    state_rest: "On a break",
    state_not_ready: "Not ready",
    // Whether he may sign in
    access_allowed: "Allowed",
    access_forced_offline: "Forced offline",
    // What he signs in with
    password_own: "Chosen by the agent",
    password_temporary: "From the mail, to be changed at the first sign-in",
    password_expired: "From the mail, past its date",
    // Live work
    work_finish: "The agent ends what is under way",
    work_hand_over: "A skill group takes it over",
    work_end: "It is ended at once",
    // How long
    length_until_resumed: "Until somebody resumes him",
    length_hour: "For 1 hour",
    length_end_of_shift: "Until the end of the shift",
    // What happened at the door
    door_in: "Signed in",
    door_refused: "Refused: forced offline",
    door_expired: "Refused: the mailed password is past its date",
    door_ended: "Signed out by an administrator",
    // Skill groups
    kind_phone: "Phone",
    kind_online: "Online chat",
    kind_audio: "Voice in an app",
    kind_video: "Video",
    ringing_in_order: "One after the other",
    ringing_at_once: "All at once",
};
