//! What agents are doing.

use serde::Deserialize;

use super::{
    agent::{agent_id, team_id},
    id::{AgentId, OutStateId, PollTime, TeamId},
    lenient,
};

/// An agent's state at a moment. The listing says `isACW`, `mediaTypeId` and `mediaTypeName` where the call about one
/// agent says `isAcw`, `mediaType` and `mediaName`, and the description of a code may be a number there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AgentState {
    #[serde(deserialize_with = "agent_id")]
    pub agent_id: AgentId,
    #[serde(deserialize_with = "lenient::text")]
    pub user_name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub first_name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub last_name: String,
    #[serde(deserialize_with = "team_id")]
    pub team_id: TeamId,
    #[serde(deserialize_with = "lenient::text")]
    pub team_name: String,
    /// Read it with [`AgentState::kind`].
    #[serde(deserialize_with = "lenient::int")]
    pub agent_state_id: i64,
    #[serde(deserialize_with = "lenient::text")]
    pub agent_state_name: String,
    /// 0 without a code.
    #[serde(deserialize_with = "out_state_id")]
    pub out_state_id: OutStateId,
    #[serde(deserialize_with = "lenient::text")]
    pub out_state_description: String,
    /// Working after a call.
    #[serde(rename = "isACW", alias = "isAcw", deserialize_with = "lenient::flag")]
    pub is_acw: bool,
    #[serde(deserialize_with = "lenient::flag")]
    pub is_active: bool,
    #[serde(deserialize_with = "lenient::flag")]
    pub is_outbound: bool,
    #[serde(deserialize_with = "lenient::int")]
    pub open_contacts: i64,
    /// 0 without a contact.
    #[serde(deserialize_with = "lenient::int")]
    pub contact_id: i64,
    #[serde(alias = "mediaType", deserialize_with = "lenient::int")]
    pub media_type_id: i64,
    #[serde(alias = "mediaName", deserialize_with = "lenient::text")]
    pub media_type_name: String,
    /// Since when, in the platform's spelling.
    #[serde(deserialize_with = "lenient::text")]
    pub start_date: String,
    #[serde(deserialize_with = "lenient::text")]
    pub last_update_time: String,
    #[serde(deserialize_with = "lenient::text")]
    pub session_start_time: String,
    #[serde(deserialize_with = "poll_time")]
    pub last_poll_time: Option<PollTime>,
}

/// What a state is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StateKind {
    LoggedOut,
    Available,
    /// With a code, or after a call.
    Unavailable,
    InboundContact,
    OutboundContact,
    InboundConsult,
    OutboundConsult,
    /// Waiting for the dialer, or on a call of it.
    Dialer,
    /// Between two others while a session begins.
    LoggedIn,
    /// A number nobody listed.
    Unknown(i64),
}

impl StateKind {
    /// Whether the agent is with a customer or a colleague, so that a new state waits until he has ended.
    pub fn is_contact(self) -> bool {
        matches!(
            self,
            Self::InboundContact | Self::OutboundContact | Self::InboundConsult | Self::OutboundConsult | Self::Dialer
        )
    }
}

impl AgentState {
    pub fn kind(&self) -> StateKind {
        match self.agent_state_id {
            0 => StateKind::LoggedOut,
            1 => StateKind::Available,
            2 => StateKind::Unavailable,
            3 => StateKind::InboundContact,
            4 => StateKind::OutboundContact,
            5 => StateKind::InboundConsult,
            6 => StateKind::OutboundConsult,
            7 => StateKind::Dialer,
            8 => StateKind::LoggedIn,
            // The software of the platform knows this one by its name only.
            _ if self.agent_state_name.eq_ignore_ascii_case("DialerPending") => StateKind::Dialer,
            other => StateKind::Unknown(other),
        }
    }
}

/// What an agent's state is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewState {
    Available,
    /// With a code of his team.
    Unavailable(OutStateId),
}

fn out_state_id<'de, D: serde::Deserializer<'de>>(input: D) -> Result<OutStateId, D::Error> {
    lenient::int(input).map(OutStateId)
}

fn poll_time<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Option<PollTime>, D::Error> {
    lenient::text(input).map(PollTime::from_wire)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> AgentState {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn both_spellings_of_a_state_are_read() {
        let listed = read(
            r#"{"agentId":1001,"agentStateId":2,"isACW":true,"mediaTypeId":4,"mediaTypeName":"Call",
                "outStateId":14,"outStateDescription":"On Call"}"#,
        );
        let single = read(
            r#"{"agentId":"1001","agentStateId":"2","isAcw":"True","mediaType":"4","mediaName":"Call",
                "outStateId":14,"outStateDescription":"On Call","unheardOf":{}}"#,
        );
        assert_eq!(listed, single);
        assert_eq!((listed.kind(), listed.is_acw, listed.out_state_id), (StateKind::Unavailable, true, OutStateId(14)));
        assert_eq!(read(r#"{"outStateDescription":7,"openContacts":null}"#).out_state_description, "7");
    }

    #[test]
    fn states_beyond_the_list_are_kept_apart() {
        let kind = |text| read(text).kind();
        assert_eq!(kind(r#"{"agentStateId":31}"#), StateKind::Unknown(31));
        assert_eq!(kind(r#"{"agentStateId":31,"agentStateName":"DialerPending"}"#), StateKind::Dialer);
        assert!(StateKind::Dialer.is_contact() && !StateKind::Unavailable.is_contact());
    }
}
