//! Agents: members who serve customers in a contact centre, as an admin sees them.

use crate::outbox::Delivery;
use crate::page::PageRequest;
use crate::role::RoleKey;
use crate::{AgentId, MemberId, Moment, SkillGroupId};
use serde::{Deserialize, Serialize};

crate::words!(
    /// How an agent is at the moment: as he says on his own page, or as the contact centre tells.
    AgentState {
        /// Signed out.
        Offline = "offline",
        /// Takes customers.
        Free = "free",
        /// Serves somebody.
        Busy = "busy",
        /// At work after serving somebody.
        AfterCall = "after_call",
        /// Has a break.
        Rest = "rest",
        /// There, and takes nobody.
        NotReady = "not_ready",
    }
);

impl AgentState {
    /// The states that an agent chooses himself (`SetStaffStatus` of Tencent CCC takes the same three).
    pub const CHOSEN: [Self; 3] = [Self::Free, Self::Rest, Self::NotReady];

    /// Whether somebody is being served: such an agent is not deleted.
    pub const fn is_serving(self) -> bool {
        matches!(self, Self::Busy)
    }
}

crate::words!(
    /// Whether an agent may sign in.
    Access {
        /// Yes.
        Allowed = "allowed",
        /// Somebody forced him offline.
        ForcedOffline = "forced_offline",
    }
);

crate::words!(
    /// What an agent signs in with.
    PasswordState {
        /// One that he chose.
        Own = "own",
        /// A random one that was mailed and has to be changed.
        Temporary = "temporary",
        /// A random one that nobody used in time.
        Expired = "expired",
    }
);

crate::words!(
    /// What becomes of customers who are being served while their agent is forced offline.
    LiveWork {
        /// The agent ends what is under way, and gets nothing new.
        Finish = "finish",
        /// They go to a skill group.
        HandOver = "hand_over",
        /// They are cut off.
        End = "end",
    }
);

/// That somebody forced an agent offline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForcedOffline {
    /// Who did.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: Moment,
    /// Until when; `None` until somebody resumes him.
    pub until: Option<Moment>,
    /// What becomes of live work.
    pub work: LiveWork,
    /// The skill group that takes it over.
    pub group: Option<String>,
}

/// A skill group of an agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentGroup {
    /// The skill group.
    pub id: SkillGroupId,
    /// Its name.
    pub name: String,
    /// How early the agent gets its customers: 1 before 5.
    pub priority: i64,
}

/// A row of the agents' table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentRow {
    /// The agent.
    pub id: AgentId,
    /// The member that the agent is.
    pub member_id: MemberId,
    /// The name.
    pub name: String,
    /// What customers read; empty for the name.
    pub nickname: String,
    /// The agent number.
    pub number: String,
    /// Where passwords are mailed to.
    pub email: String,
    /// The role.
    pub role: RoleKey,
    /// Its name, if it is one of the organisation's own.
    pub role_name: Option<String>,
    /// The skill groups, those of the highest priority first.
    pub groups: Vec<AgentGroup>,
    /// How the agent is.
    pub state: AgentState,
    /// Since when.
    pub state_since: Moment,
    /// Whether somebody forced him offline.
    pub forced: Option<ForcedOffline>,
    /// What he signs in with.
    pub password: PasswordState,
    /// When he signed in last.
    pub last_sign_in_at: Option<Moment>,
    /// Until when a deleted one can be brought back; `None` for one that is there.
    pub kept_until: Option<Moment>,
    /// Whether the account is the agent's own, older than the agent: nobody else sets its password.
    pub own_account: bool,
    /// Changes with every change.
    pub revision: i64,
}

/// When an agent is at work, or a skill group open: a part of one day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The day: 1 for Monday to 7 for Sunday (ISO 8601).
    pub day: i64,
    /// From which minute of the day.
    pub from: i64,
    /// Until which; 1440 is midnight.
    pub to: i64,
}

/// A week of work, in a time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Week {
    /// The time zone's name (IANA); empty with no spans.
    pub zone: String,
    /// The parts, in their order; none overlaps another.
    pub spans: Vec<Span>,
}

crate::words!(
    /// What happened at the door.
    SignInKind {
        /// Signed in.
        In = "in",
        /// Was refused: forced offline.
        Refused = "refused",
        /// Was refused: the mailed password is past its date.
        Expired = "expired",
        /// His sessions were ended.
        Ended = "ended",
    }
);

/// One entry of an agent's sign-in history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// When.
    pub at: Moment,
    /// What.
    pub kind: SignInKind,
    /// The network address; empty for an end.
    pub address: String,
    /// What the browser said it is.
    pub browser: String,
}

/// Everything that the drawer shows of one agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentDetail {
    /// The row of the table.
    pub row: AgentRow,
    /// The newest letter with a password.
    pub mail: Option<Delivery>,
    /// When the agent is at work.
    pub shifts: Week,
    /// The agent that this one took the place of.
    pub replaces: Option<(AgentId, String)>,
    /// The agent that took this one's place.
    pub replaced_by: Option<(AgentId, String)>,
    /// The newest sign-ins.
    pub sign_ins: Vec<SignIn>,
    /// The newest entries of activity.
    pub history: Vec<crate::audit::Entry>,
}

/// Which agents are wanted, by name. The default means all that are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct AgentQuery {
    /// Words: name, pinyin or its initials, nickname, number, address.
    #[serde(default)]
    pub search: String,
    /// Only of this skill group.
    #[serde(default)]
    pub group: Option<SkillGroupId>,
    /// Only with this role.
    #[serde(default)]
    pub role: Option<RoleKey>,
    /// Only those who are so.
    #[serde(default)]
    pub state: Option<AgentState>,
    /// Only those who may sign in, or may not.
    #[serde(default)]
    pub access: Option<Access>,
    /// Those in the recycle bin instead.
    #[serde(default)]
    pub bin: bool,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// What is wrong with a number and an address while they are typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct AgentCheck {
    /// Who has the number; also somebody in the recycle bin.
    pub number_of: Option<String>,
    /// Which agent has the address.
    pub email_of: Option<String>,
    /// The member who has the address and can become an agent.
    pub member: Option<(MemberId, String)>,
}

/// What an agent sees of himself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnAgent {
    /// The row of the table.
    pub row: AgentRow,
    /// When he is at work.
    pub shifts: Week,
    /// His last sign-ins.
    pub sign_ins: Vec<SignIn>,
}
