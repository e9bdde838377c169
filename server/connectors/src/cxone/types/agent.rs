//! Agents.

use serde::Deserialize;

use super::{
    id::{AgentId, TeamId},
    lenient,
};

/// An agent as `GET /agents` tells. Listings say `userID` and `teamUuId`, other answers `userId` and `teamUuid`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Agent {
    #[serde(deserialize_with = "agent_id")]
    pub agent_id: AgentId,
    /// The person in UserHub, a UUID.
    #[serde(alias = "userID", deserialize_with = "lenient::text")]
    pub user_id: String,
    /// What he signs in with, often his e-mail address.
    #[serde(deserialize_with = "lenient::text")]
    pub user_name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub first_name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub last_name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub email_address: String,
    /// Agents are never deleted, only made inactive.
    #[serde(deserialize_with = "lenient::flag")]
    pub is_active: bool,
    #[serde(deserialize_with = "team_id")]
    pub team_id: TeamId,
    #[serde(alias = "teamUuId", deserialize_with = "lenient::text")]
    pub team_uuid: String,
    #[serde(deserialize_with = "lenient::text")]
    pub team_name: String,
    #[serde(deserialize_with = "lenient::int")]
    pub profile_id: i64,
    #[serde(deserialize_with = "lenient::text")]
    pub profile_name: String,
    /// Such as `GMT+08:00`.
    #[serde(deserialize_with = "lenient::text")]
    pub time_zone: String,
    #[serde(deserialize_with = "lenient::flag")]
    pub is_supervisor: bool,
    /// Locked after wrong passwords.
    #[serde(deserialize_with = "lenient::flag", alias = "isLocked")]
    pub locked: bool,
    /// In the platform's spelling.
    #[serde(deserialize_with = "lenient::text")]
    pub last_updated: String,
    #[serde(deserialize_with = "lenient::text")]
    pub federated_id: String,
}

impl Agent {
    /// First and last name; the user name of somebody without either.
    pub fn display_name(&self) -> String {
        let name = format!("{} {}", self.first_name.trim(), self.last_name.trim());
        let name = name.trim();
        if name.is_empty() { self.user_name.trim().to_owned() } else { name.to_owned() }
    }
}

pub(super) fn agent_id<'de, D: serde::Deserializer<'de>>(input: D) -> Result<AgentId, D::Error> {
    lenient::int(input).map(AgentId)
}

pub(super) fn team_id<'de, D: serde::Deserializer<'de>>(input: D) -> Result<TeamId, D::Error> {
    lenient::int(input).map(TeamId)
}
