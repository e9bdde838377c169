//! Agents, as they are made and changed.

use serde::{Serialize, Serializer};

use super::group::SkillGroupId;

/// What an agent may do in the contact centre.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    Administrator,
    QualityInspector,
    #[default]
    Agent,
    /// The number of a role that the company made.
    Other(i64),
}

impl Role {
    /// The platform's number.
    pub fn id(self) -> i64 {
        match self {
            Self::Administrator => 1,
            Self::QualityInspector => 2,
            Self::Agent => 3,
            Self::Other(id) => id,
        }
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
        output.serialize_i64(self.id())
    }
}

/// An agent to be. Empty fields are not sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct NewStaff {
    pub name: String,
    pub mail: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub staff_number: String,
    /// Country first, such as `008613800000001`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub nick: String,
    /// By name here; by number everywhere else.
    #[serde(rename = "SkillGroupNameList", skip_serializing_if = "Vec::is_empty")]
    pub skill_groups: Vec<String>,
    pub role: Role,
    /// 4 to 6 digits, the first of them 1 to 8.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub extension_number: String,
}

/// What changes of an agent; `None` stays. The platform's own console offers name, nickname and skill groups only. How
/// calls are forwarded is left as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct StaffChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nick: Option<String>,
    /// Called so here, `StaffNumber` elsewhere.
    #[serde(rename = "StaffNo", skip_serializing_if = "Option::is_none")]
    pub staff_number: Option<String>,
    /// All of them, in place of those he is in.
    #[serde(rename = "SkillGroupIds", skip_serializing_if = "Option::is_none")]
    pub skill_groups: Option<Vec<SkillGroupId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_mobile_call_out: Option<bool>,
    /// 0 never, 1 when offline, 2 always.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_mobile_accept: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension_number: Option<String>,
}
