//! Skill groups: what agents are good at, and who gets a customer first.

use crate::agent::{AgentState, Span, Week};
use crate::agent_edit::week;
use crate::problem::Fault;
use crate::text::{Check, line};
use crate::{AgentId, Problem, SkillGroupId, limits};
use serde::{Deserialize, Serialize};

/// The most skill groups of an organisation.
pub const MOST: i64 = 500;
/// The most customers whom an agent of an online group serves at once.
pub const CONCURRENCY: i64 = 20;

crate::words!(
    /// How customers reach a skill group (`SkillGroupType` of Tencent CCC).
    SkillGroupKind {
        /// By telephone.
        Phone = "phone",
        /// In writing.
        Online = "online",
        /// By voice in an app.
        Audio = "audio",
        /// By video.
        Video = "video",
    }
);

crate::words!(
    /// Whose telephone rings.
    Ringing {
        /// One after the other, those of priority 1 first.
        InOrder = "in_order",
        /// All at once.
        AtOnce = "at_once",
    }
);

/// A skill group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillGroup {
    /// The skill group.
    pub id: SkillGroupId,
    /// Its name.
    pub name: String,
    /// How customers reach it.
    pub kind: SkillGroupKind,
    /// Whose telephone rings.
    pub ringing: Ringing,
    /// Customers whom an agent serves at once; 1 unless it is online.
    pub concurrency: i64,
    /// When somebody has to be there.
    pub hours: Week,
    /// Its agents.
    pub agents: i64,
    /// How many of them take customers at the moment.
    pub free: i64,
    /// Parts of its hours at which no agent is at work who may sign in, in its own time zone; the first few.
    pub gaps: Vec<Span>,
    /// Changes with every change.
    pub revision: i64,
}

/// An agent in a skill group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupAgent {
    /// The agent.
    pub id: AgentId,
    /// The name.
    pub name: String,
    /// The agent number.
    pub number: String,
    /// 1 to 5.
    pub priority: i64,
    /// How the agent is.
    pub state: AgentState,
    /// Whether somebody forced him offline.
    pub forced: bool,
}

/// A skill group with its agents, those who get customers first at the top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillGroupDetail {
    /// The group.
    pub group: SkillGroup,
    /// Its agents.
    pub agents: Vec<GroupAgent>,
}

/// A skill group to be made or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveSkillGroup {
    /// Which; `None` for a new one.
    #[serde(default)]
    pub id: Option<SkillGroupId>,
    /// The revision that was looked at; of a new one nothing.
    #[serde(default)]
    pub revision: i64,
    /// The name.
    pub name: String,
    /// How customers reach it.
    pub kind: SkillGroupKind,
    /// Whose telephone rings.
    pub ringing: Ringing,
    /// Customers whom an agent serves at once.
    pub concurrency: i64,
    /// When somebody has to be there.
    #[serde(default)]
    pub hours: Week,
}

impl SaveSkillGroup {
    /// Checks every field and writes it as it is stored.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.name = check.take("name", line(&self.name, limits::NAME));
        // Tencent CCC's own rules: one call at a time, and two chats at most where all are called at once.
        let most = match (self.kind, self.ringing) {
            (SkillGroupKind::Online, Ringing::InOrder) => CONCURRENCY,
            (SkillGroupKind::Online, Ringing::AtOnce) => 2,
            _ => 1,
        };
        if !(1..=most).contains(&self.concurrency) {
            check.fault("concurrency", Fault::OutOfRange, Some(most));
        }
        week(&mut check, "hours", &mut self.hours);
        check.done()?;
        Ok(self)
    }
}

/// An agent to be put into a group, moved from one to another, or taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceAgent {
    /// The agent.
    pub agent: AgentId,
    /// The group that he leaves.
    #[serde(default)]
    pub from: Option<SkillGroupId>,
    /// The group that he is in from now on.
    #[serde(default)]
    pub to: Option<SkillGroupId>,
    /// His priority there: 1 to 5.
    pub priority: i64,
}
