//! Skill groups (技能组).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::lenient;

/// The number of a skill group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SkillGroupId(pub i64);

impl fmt::Display for SkillGroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What comes to a skill group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupKind {
    Phone,
    /// Text.
    Online,
    Audio,
    Video,
    /// A number nobody listed.
    Other(i64),
}

impl GroupKind {
    /// The platform's number.
    pub fn id(self) -> i64 {
        match self {
            Self::Phone => 0,
            Self::Online => 1,
            Self::Audio => 3,
            Self::Video => 4,
            Self::Other(id) => id,
        }
    }

    fn of(id: i64) -> Self {
        match id {
            0 => Self::Phone,
            1 => Self::Online,
            3 => Self::Audio,
            4 => Self::Video,
            other => Self::Other(other),
        }
    }
}

/// A skill group as the platform tells of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct SkillGroup {
    #[serde(deserialize_with = "group_id")]
    pub skill_group_id: SkillGroupId,
    #[serde(deserialize_with = "lenient::text")]
    pub skill_group_name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub alias: String,
    /// How calls are dealt out, in the platform's word.
    #[serde(deserialize_with = "lenient::text")]
    pub route_policy: String,
    /// Whether a customer comes to whom he had last time.
    #[serde(deserialize_with = "lenient::flag")]
    pub using_last_seat: bool,
    /// Conversations of one agent at a time.
    #[serde(deserialize_with = "lenient::int")]
    pub max_concurrency: i64,
    /// Unix seconds.
    #[serde(deserialize_with = "lenient::int")]
    pub last_modify_timestamp: i64,
    /// Read it with [`SkillGroup::kind`].
    #[serde(deserialize_with = "lenient::int")]
    pub skill_group_type: i64,
    /// Whether all agents' phones ring at once.
    #[serde(deserialize_with = "lenient::flag")]
    pub ring_all: bool,
}

impl SkillGroup {
    pub fn kind(&self) -> GroupKind {
        GroupKind::of(self.skill_group_type)
    }
}

/// A skill group to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSkillGroup {
    pub name: String,
    pub kind: GroupKind,
    /// 1, unless the group is of the kind `Online`.
    pub max_concurrency: i64,
}

/// What changes of a skill group; `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SkillGroupChange {
    #[serde(rename = "SkillGroupName", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// At most 2 where all phones ring.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ring_all: Option<bool>,
}

pub(super) fn group_id<'de, D: Deserializer<'de>>(input: D) -> Result<SkillGroupId, D::Error> {
    lenient::int(input).map(SkillGroupId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_read_with_its_kind() {
        let text = r#"{"SkillGroupId":"21","SkillGroupName":"Billing","Type":"TEL","UsingLastSeat":1,
            "MaxConcurrency":1,"SkillGroupType":"1","Alias":null,"RingAll":"true"}"#;
        let group: SkillGroup = serde_json::from_str(text).unwrap();
        assert_eq!((group.skill_group_id, group.kind()), (SkillGroupId(21), GroupKind::Online));
        assert!(group.using_last_seat && group.ring_all && group.alias.is_empty());
        for id in -1..9 {
            assert_eq!(GroupKind::of(id).id(), id);
        }
    }
}
