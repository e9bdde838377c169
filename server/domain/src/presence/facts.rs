//! What a platform said about an account, in our words.

use connectors::cxone::types::{AgentState, StateKind};
use connectors::ringcentral::types::{DndStatus, Presence, TelephonyStatus, UserStatus as Chosen};
use connectors::ringcentral::types::{MeetingStatus, PresenceChange};
use model::presence::{PresenceState, Target};
use model::presence_sync::{CallsTaken, CentreCondition, TelephonyCondition, UserStatus};
use serde::{Deserialize, Serialize};

/// What an agent is doing, as far as it decides anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Doing {
    /// Signed out.
    LoggedOut,
    /// Takes contacts.
    Available,
    /// Takes none.
    Unavailable,
    /// With a customer or a colleague.
    Working,
    /// Between two others, or a state that nobody listed.
    Other,
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "side", rename_all = "snake_case")]
pub(super) enum Facts {
    /// On the telephones. What is `None` the platform did not tell.
    Telephony {
        /// What the person seems to have chosen.
        user: Option<UserStatus>,
        /// Whose calls ring.
        calls: Option<CallsTaken>,
        /// The account has the new call handling, where another field is written.
        personal: bool,
        /// In a call, or with one on hold.
        in_call: bool,
        /// It rings.
        rings: bool,
        /// In a meeting.
        in_meeting: bool,
        /// The person's message.
        message: String,
    },
    /// In the contact centre.
    ContactCentre {
        /// What the agent is doing.
        doing: Doing,
        /// The code's name; empty without one.
        code: String,
        /// At work after a contact.
        after_call: bool,
    },
}

impl Facts {
    /// Of an extension.
    pub(super) fn of_extension(presence: &Presence) -> Self {
        let telephony = presence.telephony_status.as_ref();
        let dnd = presence.dnd_status_personal.as_ref().or(presence.dnd_status.as_ref());
        Self::Telephony {
            user: presence.user_status.as_ref().and_then(|status| match status {
                Chosen::Available => Some(UserStatus::Available),
                Chosen::Busy => Some(UserStatus::Busy),
                Chosen::Offline => Some(UserStatus::Offline),
                _ => None,
            }),
            calls: dnd.and_then(|dnd| match dnd {
                DndStatus::TakeAllCalls => Some(CallsTaken::All),
                DndStatus::DoNotAcceptDepartmentCalls => Some(CallsTaken::NoQueues),
                DndStatus::DoNotAcceptAnyCalls => Some(CallsTaken::None),
                DndStatus::TakeDepartmentCallsOnly => Some(CallsTaken::QueuesOnly),
                _ => None,
            }),
            personal: presence.has_personal_dnd(),
            in_call: matches!(telephony, Some(TelephonyStatus::CallConnected | TelephonyStatus::OnHold)),
            rings: matches!(telephony, Some(TelephonyStatus::Ringing)),
            in_meeting: presence.meeting_status == Some(MeetingStatus::Connected),
            message: presence.message.clone().unwrap_or_default(),
        }
    }

    /// Of an agent.
    pub(super) fn of_agent(state: &AgentState) -> Self {
        let doing = match state.kind() {
            StateKind::LoggedOut => Doing::LoggedOut,
            StateKind::Available => Doing::Available,
            StateKind::Unavailable => Doing::Unavailable,
            kind if kind.is_contact() => Doing::Working,
            _ => Doing::Other,
        };
        let code = if doing == Doing::Unavailable { state.out_state_description.trim() } else { "" };
        Self::ContactCentre { doing, code: code.to_owned(), after_call: state.is_acw }
    }

    /// In the words of no platform.
    pub(super) fn state(&self) -> PresenceState {
        match self {
            Self::Telephony { in_call: true, .. } => PresenceState::OnCall,
            Self::Telephony { in_meeting: true, .. } => PresenceState::InMeeting,
            Self::Telephony { calls: Some(CallsTaken::None), .. } => PresenceState::DoNotDisturb,
            Self::Telephony { user: Some(UserStatus::Available), .. } => PresenceState::Available,
            Self::Telephony { user: Some(UserStatus::Busy), .. } => PresenceState::Busy,
            Self::Telephony { user: Some(UserStatus::Offline), .. } => PresenceState::Offline,
            Self::Telephony { user: None, .. } => PresenceState::Unknown,
            Self::ContactCentre { doing, after_call, .. } => match doing {
                Doing::LoggedOut => PresenceState::Offline,
                Doing::Available => PresenceState::Available,
                Doing::Unavailable if *after_call => PresenceState::AfterCall,
                Doing::Unavailable => PresenceState::Unavailable,
                Doing::Working => PresenceState::OnCall,
                Doing::Other => PresenceState::Unknown,
            },
        }
    }

    /// The code, or the person's message.
    pub(super) fn detail(&self) -> &str {
        match self {
            Self::Telephony { message, .. } => message,
            Self::ContactCentre { code, .. } => code,
        }
    }

    /// Which of the lines' conditions holds on the telephones, the first that counts. What we told ourselves is no choice of the person:
    /// with `ours`, that no call is taken says nothing.
    pub(super) fn condition(&self, rings_counts: bool, ours: bool) -> Option<TelephonyCondition> {
        let Self::Telephony { calls, in_call, rings, in_meeting, .. } = self else { return None };
        if *in_call || (*rings && rings_counts) {
            return Some(TelephonyCondition::OnCall);
        }
        if *in_meeting {
            return Some(TelephonyCondition::InMeeting);
        }
        (*calls == Some(CallsTaken::None) && !ours).then_some(TelephonyCondition::DoNotDisturb)
    }

    /// Which of the lines' conditions holds in the contact centre, with the code; `None` between two states.
    pub(super) fn line(&self) -> Option<(CentreCondition, &str)> {
        let Self::ContactCentre { doing, code, after_call } = self else { return None };
        Some(match doing {
            Doing::Available => (CentreCondition::Available, ""),
            Doing::Working => (CentreCondition::Working, ""),
            Doing::Unavailable if *after_call => (CentreCondition::AfterCall, ""),
            Doing::Unavailable => (CentreCondition::Unavailable, code),
            Doing::LoggedOut => (CentreCondition::LoggedOut, ""),
            Doing::Other => return None,
        })
    }

    /// Whether an agent can be given another state at once.
    pub(super) const fn is_free(&self) -> bool {
        matches!(self, Self::ContactCentre { doing: Doing::Available | Doing::Unavailable, after_call: false, .. })
    }

    /// Whether it is as a target wants it.
    pub(super) fn fits(&self, target: &Target) -> bool {
        match (self, target) {
            (Self::Telephony { user, calls, personal, .. }, Target::Telephony { user: wanted, calls: taken }) => {
                let taken = taken.map(|taken| if *personal { without_queues(taken) } else { taken });
                wanted.is_none_or(|wanted| *user == Some(wanted)) && taken.is_none_or(|taken| *calls == Some(taken))
            }
            (Self::ContactCentre { doing, code, after_call }, Target::ContactCentre { code: wanted }) => {
                match wanted.is_empty() {
                    true => *doing == Doing::Available,
                    false => *doing == Doing::Unavailable && !after_call && same(code, wanted),
                }
            }
            _ => false,
        }
    }

    /// What would put back how it is now.
    pub(super) fn as_target(&self) -> Target {
        match self {
            Self::Telephony { user, calls, .. } => Target::Telephony { user: *user, calls: *calls },
            Self::ContactCentre { code, .. } => Target::ContactCentre { code: code.clone() },
        }
    }
}

/// Whether two names are those of one code.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// The new call handling knows no queues.
const fn without_queues(calls: CallsTaken) -> CallsTaken {
    match calls {
        CallsTaken::NoQueues | CallsTaken::QueuesOnly => CallsTaken::All,
        other => other,
    }
}

/// A change on the telephones as the platform takes it. In accounts with the new call handling another field says whose calls ring, and
/// it knows no queues.
pub(super) fn change(target: &Target, personal: bool) -> Option<PresenceChange> {
    let Target::Telephony { user, calls } = target else { return None };
    let user_status = user.map(|user| match user {
        UserStatus::Available => Chosen::Available,
        UserStatus::Busy => Chosen::Busy,
        UserStatus::Offline => Chosen::Offline,
    });
    let calls = calls.map(|calls| if personal { without_queues(calls) } else { calls });
    let dnd = calls.map(|calls| match calls {
        CallsTaken::All => DndStatus::TakeAllCalls,
        CallsTaken::NoQueues => DndStatus::DoNotAcceptDepartmentCalls,
        CallsTaken::QueuesOnly => DndStatus::TakeDepartmentCallsOnly,
        CallsTaken::None => DndStatus::DoNotAcceptAnyCalls,
    });
    let (dnd_status, dnd_status_personal) = if personal { (None, dnd) } else { (dnd, None) };
    Some(PresenceChange { user_status, dnd_status, dnd_status_personal, ..PresenceChange::default() })
}
