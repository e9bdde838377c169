//! Presence: how people are on the platforms they have accounts on, and how a state flows from one to the other.

use crate::page::PageRequest;
use crate::presence_sync::{CODE, CallsTaken, CentreCondition, TelephonyCondition, UserStatus};
use crate::text::{Check, optional_line};
use crate::{MemberId, Moment, PresenceSyncId, Problem, problem::Fault};
use serde::{Deserialize, Serialize};

crate::words!(
    /// How somebody is, in the words of no platform.
    PresenceState {
        /// Takes calls.
        Available = "available",
        /// On the telephone.
        OnCall = "on_call",
        /// In a meeting.
        InMeeting = "in_meeting",
        /// Takes no calls, by his own choice.
        DoNotDisturb = "do_not_disturb",
        /// Busy, by his own choice.
        Busy = "busy",
        /// At work after a call.
        AfterCall = "after_call",
        /// Not to be had, with a code that says why.
        Unavailable = "unavailable",
        /// Signed out, or invisible.
        Offline = "offline",
        /// A state that nobody listed.
        Unknown = "unknown",
    }
);

crate::words!(
    /// The two platforms between which states flow.
    Side {
        /// The telephones: RingCentral.
        Telephony = "telephony",
        /// The contact centre: CXone.
        ContactCentre = "contact_centre",
    }
);

impl Side {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Telephony => Self::ContactCentre,
            Self::ContactCentre => Self::Telephony,
        }
    }
}

crate::words!(
    /// How a person's states flow at the moment.
    Flow {
        /// Nothing to tell.
        Quiet = "quiet",
        /// A change waits until the agent has ended what he does.
        Waiting = "waiting",
        /// A change is about to be told.
        Queued = "queued",
        /// The other platform was told.
        Told = "told",
        /// The other platform did not take it.
        Failed = "failed",
        /// Changed too often in a short time: held until somebody looks.
        Held = "held",
        /// Somebody said how the person is, for a time.
        Overridden = "overridden",
        /// Nothing flows for this person.
        Off = "off",
    }
);

crate::words!(
    /// Where a state was learnt from.
    HeardBy {
        /// The platform told it.
        Webhook = "webhook",
        /// Everything was read.
        Snapshot = "snapshot",
        /// The platform was asked what changed.
        Poll = "poll",
        /// It is the answer to our own change.
        Change = "change",
    }
);

/// How somebody is on one platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SidePresence {
    /// The account there.
    pub external_id: String,
    /// The state.
    pub state: PresenceState,
    /// The unavailable code, or the message of the person; empty for none.
    pub detail: String,
    /// Since when, by the platform's clock.
    pub since: Moment,
    /// From the platform's moment to ours, in milliseconds.
    pub lag: i64,
    /// Where it was learnt from.
    pub heard_by: HeardBy,
}

/// Why a side was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Cause {
    /// A line from the telephones holds.
    Telephony {
        /// Which.
        when: TelephonyCondition,
    },
    /// No line from the telephones holds any more.
    TelephonyOver,
    /// A line from the contact centre holds.
    Centre {
        /// Which.
        when: CentreCondition,
        /// With which code.
        code: String,
    },
    /// What somebody said is over.
    OverrideOver,
    /// Somebody said so.
    Person {
        /// Who.
        by: String,
    },
}

/// What a side was told, or will be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "side", rename_all = "snake_case")]
pub enum Target {
    /// The contact centre gets a code, by its name; or available, where that is empty.
    ContactCentre {
        /// The name.
        code: String,
    },
    /// The telephones get what is set.
    Telephony {
        /// What the person seems to have chosen.
        user: Option<UserStatus>,
        /// Whose calls ring.
        calls: Option<CallsTaken>,
    },
}

impl Target {
    /// Which side is told.
    pub const fn side(&self) -> Side {
        match self {
            Self::ContactCentre { .. } => Side::ContactCentre,
            Self::Telephony { .. } => Side::Telephony,
        }
    }
}

/// The last thing that a side was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// What.
    pub target: Target,
    /// Why.
    pub cause: Cause,
    /// When the platform had taken it; `None` as long as it has not.
    pub at: Option<Moment>,
    /// From the cause, by the clock of the platform where it happened, to the answer of the other; milliseconds.
    pub lag: Option<i64>,
}

/// One person on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonPresence {
    /// Who.
    pub member_id: MemberId,
    /// Name.
    pub name: String,
    /// Main department; empty for none.
    pub department: String,
    /// How the person is, all in all.
    pub state: PresenceState,
    /// Which platform says so.
    pub source: Option<Side>,
    /// Since when.
    pub since: Option<Moment>,
    /// On the telephones.
    pub telephony: Option<SidePresence>,
    /// In the contact centre.
    pub centre: Option<SidePresence>,
    /// How the states flow.
    pub flow: Flow,
    /// What is about to be told, or was told last.
    pub told: Option<Told>,
    /// Why a platform did not take the last change.
    pub problem: Option<Problem>,
    /// Who overrode, and until when.
    pub overridden: Option<(String, Moment)>,
}

/// How somebody is all in all: contact and call before choice, and the contact centre's word before that of the telephones.
pub fn all_in_all(telephony: Option<PresenceState>, centre: Option<PresenceState>) -> (PresenceState, Option<Side>) {
    use PresenceState as S;
    let busy = |state: &S| matches!(state, S::OnCall | S::InMeeting | S::AfterCall);
    let pick = |side, state: Option<S>| state.map(|state| (state, Some(side)));
    let (phone, agent) = (pick(Side::Telephony, telephony), pick(Side::ContactCentre, centre));
    let here = agent.filter(|(state, _)| !matches!(state, S::Offline | S::Unknown));
    let found = agent
        .filter(|(state, _)| busy(state))
        .or_else(|| phone.filter(|(state, _)| busy(state)))
        .or_else(|| here.filter(|(state, _)| *state != S::Available))
        .or_else(|| phone.filter(|(state, _)| matches!(state, S::DoNotDisturb)))
        .or(here)
        .or(phone)
        .or(agent);
    found.unwrap_or((S::Unknown, None))
}

/// Which people are wanted, by their names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresenceQuery {
    /// Between which tenants; all where `None`.
    #[serde(default)]
    pub sync: Option<PresenceSyncId>,
    /// Only those who are so, all in all.
    #[serde(default)]
    pub state: Option<PresenceState>,
    /// Only those whose states flow so.
    #[serde(default)]
    pub flow: Option<Flow>,
    /// Only members whom these words find.
    #[serde(default)]
    pub search: String,
    /// Only this member.
    #[serde(default)]
    pub member: Option<MemberId>,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// How many are how.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PresenceCounts {
    /// People by how they are, all in all.
    pub states: Vec<(PresenceState, i64)>,
    /// People by how their states flow.
    pub flows: Vec<(Flow, i64)>,
    /// Half of all changes of the last quarter of an hour were told faster than this; milliseconds.
    pub lag_median: Option<i64>,
    /// And all but one in a hundred.
    pub lag_worst: Option<i64>,
}

/// A team of the contact centre with the codes its agents can choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentreTeam {
    /// Its id there.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The names of its codes.
    pub codes: Vec<String>,
}

/// A request to say how somebody is, whatever the platforms say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverridePresence {
    /// Between which tenants.
    pub sync: PresenceSyncId,
    /// Who.
    pub member: MemberId,
    /// How: available, unavailable with the code, or do not disturb. `None` ends an override, and lets held states flow again.
    pub state: Option<PresenceState>,
    /// The code that the contact centre gets, by its name; for available empty.
    #[serde(default)]
    pub code: String,
    /// For how many minutes.
    #[serde(default)]
    pub minutes: i64,
}

/// The longest override, in minutes: a working day.
pub const MOST_OVERRIDE: i64 = 12 * 60;

impl OverridePresence {
    /// # Errors
    /// [`crate::Code::Invalid`] for another state than these three, or minutes out of range.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.code = check.take("code", optional_line(&self.code, CODE));
        match self.state {
            None | Some(PresenceState::Available) => {}
            Some(PresenceState::Unavailable | PresenceState::DoNotDisturb) => {}
            Some(_) => check.fault("state", Fault::Wrong, None),
        }
        if self.state.is_some() && !(1..=MOST_OVERRIDE).contains(&self.minutes) {
            check.fault("minutes", Fault::OutOfRange, Some(MOST_OVERRIDE));
        }
        check.done()?;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_counts_before_a_choice_and_the_contact_centre_before_the_telephones() {
        use PresenceState as S;
        let (phone, centre) = (Some(Side::Telephony), Some(Side::ContactCentre));
        assert_eq!(all_in_all(Some(S::OnCall), Some(S::Available)), (S::OnCall, phone));
        assert_eq!(all_in_all(Some(S::OnCall), Some(S::Unavailable)), (S::OnCall, phone));
        assert_eq!(all_in_all(Some(S::Available), Some(S::AfterCall)), (S::AfterCall, centre));
        assert_eq!(all_in_all(Some(S::Available), Some(S::Unavailable)), (S::Unavailable, centre));
        assert_eq!(all_in_all(Some(S::DoNotDisturb), Some(S::Available)), (S::DoNotDisturb, phone));
        assert_eq!(all_in_all(Some(S::Busy), Some(S::Available)), (S::Available, centre));
        assert_eq!(all_in_all(Some(S::Available), Some(S::Offline)), (S::Available, phone));
        assert_eq!(all_in_all(None, None), (S::Unknown, None));
    }
}
