//! Teams, and the reasons for which their agents are unavailable.

use serde::Deserialize;

use super::{
    agent::team_id,
    id::{OutStateId, TeamId},
    lenient,
};

/// A team of agents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Team {
    #[serde(deserialize_with = "team_id")]
    pub team_id: TeamId,
    #[serde(deserialize_with = "lenient::text")]
    pub team_name: String,
    #[serde(deserialize_with = "lenient::flag")]
    pub is_active: bool,
}

/// A code of a team. The platform writes `outstateId` here and `outStateId` in states.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct UnavailableCode {
    #[serde(rename = "outstateId", alias = "outStateId", deserialize_with = "out_state_id")]
    pub id: OutStateId,
    #[serde(rename = "outstateName", alias = "outStateName", deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(deserialize_with = "lenient::flag")]
    pub is_active: bool,
    /// Stands for the work after a call; nobody chooses it.
    #[serde(alias = "isACW", deserialize_with = "lenient::flag")]
    pub is_acw: bool,
    /// Minutes until the platform signs the agent out: 120 unless set, 30 to 720.
    #[serde(deserialize_with = "lenient::int")]
    pub agent_timeout_mins: i64,
}

fn out_state_id<'de, D: serde::Deserializer<'de>>(input: D) -> Result<OutStateId, D::Error> {
    lenient::int(input).map(OutStateId)
}
