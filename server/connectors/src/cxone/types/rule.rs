//! The presence rule that somebody made in the platform's console. It can only be read.

use serde::Deserialize;

use super::lenient;

/// Which states become which. The spelling of states inside is not published, so they stay texts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PresenceRule {
    /// From CXone to the partner.
    #[serde(deserialize_with = "lenient::list")]
    pub publisher_state_map: Vec<StatePair>,
    /// From the partner to CXone.
    #[serde(deserialize_with = "lenient::list")]
    pub subscriber_state_map: Vec<StatePair>,
}

/// A state of an agent and its counterpart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StatePair {
    /// CXone's.
    #[serde(rename = "incontactAgentState", deserialize_with = "lenient::text")]
    pub agent_state: String,
    #[serde(rename = "partnerAgentState", deserialize_with = "lenient::text")]
    pub partner_state: String,
}
