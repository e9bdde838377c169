//! Agents, as the platform tells of them.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::group::{SkillGroupId, group_id};
use crate::lenient;

/// An agent (座席). The e-mail address is the key of every call; whether he is forced offline is told nowhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Staff {
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub mail: String,
    /// Such as `008613800000001`.
    #[serde(deserialize_with = "lenient::text")]
    pub phone: String,
    /// What customers see.
    #[serde(deserialize_with = "lenient::text")]
    pub nick: String,
    /// The number that the company gives him (工号).
    #[serde(deserialize_with = "lenient::text")]
    pub staff_number: String,
    /// 1 administrator, 2 quality inspector, 3 agent, others made by the company.
    #[serde(deserialize_with = "lenient::int")]
    pub role_id: i64,
    #[serde(deserialize_with = "ints")]
    pub role_list: Vec<i64>,
    #[serde(deserialize_with = "lenient::list")]
    pub skill_group_list: Vec<StaffSkillGroup>,
    /// Unix seconds.
    #[serde(deserialize_with = "lenient::int")]
    pub last_modify_timestamp: i64,
    /// 4 to 6 digits, the first of them 1 to 8; empty without a desk phone.
    #[serde(deserialize_with = "lenient::text")]
    pub extension_number: String,
}

impl Staff {
    /// All roles, also from answers that have one only.
    pub fn roles(&self) -> Vec<i64> {
        match self.role_list.as_slice() {
            [] if self.role_id != 0 => vec![self.role_id],
            list => list.to_vec(),
        }
    }
}

/// A skill group that an agent is in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct StaffSkillGroup {
    #[serde(deserialize_with = "group_id")]
    pub skill_group_id: SkillGroupId,
    #[serde(deserialize_with = "lenient::text")]
    pub skill_group_name: String,
    /// 1 is served first, 5 last.
    #[serde(deserialize_with = "lenient::int")]
    pub priority: i64,
    /// `IM`, `TEL` or `ALL`.
    #[serde(rename = "Type", deserialize_with = "lenient::text")]
    pub kind: String,
}

/// A list of numbers, also when it is `null` or one number alone, and when numbers are texts.
fn ints<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<i64>, D::Error> {
    let int = |value: &Value| match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    Ok(match Value::deserialize(input)? {
        Value::Array(list) => list.iter().filter_map(int).collect(),
        one => int(&one).into_iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_is_read_in_every_spelling() {
        let text = r#"{"Name":"Li Na","Mail":"li.na@example.com","Phone":"008613800000001","Nick":"Nana",
            "StaffNumber":"A017","RoleId":3,"RoleIdList":0,"RoleList":[3],"SkillGroupList":[{"SkillGroupId":21,
            "SkillGroupName":"Billing","Priority":3,"Type":"TEL"}],"LastModifyTimestamp":1767600000,
            "ExtensionNumber":"1017","ForwardingConfig":null}"#;
        let staff: Staff = serde_json::from_str(text).unwrap();
        assert_eq!((staff.skill_group_list[0].skill_group_id, staff.roles()), (SkillGroupId(21), vec![3]));
        let text = r#"{"Name":null,"Mail":"x@example.com","StaffNumber":17,"RoleId":"2","RoleList":null,
            "SkillGroupList":null,"LastModifyTimestamp":"1767600000","Unheard":{}}"#;
        let staff: Staff = serde_json::from_str(text).unwrap();
        assert_eq!(
            (staff.staff_number.as_str(), staff.roles(), staff.last_modify_timestamp),
            ("17", vec![2], 1_767_600_000)
        );
        let staff: Staff = serde_json::from_str(r#"{"RoleList":["1",200]}"#).unwrap();
        assert_eq!(staff.roles(), [1, 200]);
    }
}
