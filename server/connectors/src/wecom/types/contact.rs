//! Departments and members.

use serde::Deserialize;

use super::{id::UserId, lenient};

/// A department's number; 1 is the root.
pub type DepartmentId = u32;

/// A department. From `department/simplelist` the names are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Department {
    pub id: DepartmentId,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub name_en: String,
    #[serde(rename = "department_leader", deserialize_with = "lenient::list")]
    pub leaders: Vec<UserId>,
    /// 0 for the root. An application sees only its visible range, so a parent may be missing from the listing: such a
    /// department is the top of what is seen.
    #[serde(rename = "parentid", deserialize_with = "lenient::int")]
    pub parent_id: i64,
    /// Larger comes first. Up to 2³² − 1, so it does not fit an `i32`.
    #[serde(deserialize_with = "lenient::int")]
    pub order: i64,
}

/// One row of `user/list_id`: a person stands once for **each** department. Group with
/// [`group_by_member`](crate::wecom::group_by_member) before counting people.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MemberDepartment {
    pub userid: UserId,
    pub department: DepartmentId,
}

/// A member. Applications made after June 2022 get no mobile, e-mail, gender, address, avatar or QR code [D 90196].
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct User {
    pub userid: UserId,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub alias: String,
    #[serde(deserialize_with = "lenient::text")]
    pub mobile: String,
    #[serde(deserialize_with = "lenient::text")]
    pub email: String,
    #[serde(deserialize_with = "lenient::text")]
    pub biz_mail: String,
    #[serde(deserialize_with = "lenient::text")]
    pub position: String,
    #[serde(deserialize_with = "lenient::text")]
    pub external_position: String,
    /// "0" unknown, "1" male, "2" female. A text here, though a number for customers.
    #[serde(deserialize_with = "lenient::text")]
    pub gender: String,
    #[serde(deserialize_with = "lenient::text")]
    pub telephone: String,
    #[serde(deserialize_with = "lenient::text")]
    pub address: String,
    #[serde(deserialize_with = "lenient::text")]
    pub avatar: String,
    #[serde(deserialize_with = "lenient::list")]
    pub department: Vec<DepartmentId>,
    /// As long as `department`; larger comes first.
    #[serde(deserialize_with = "lenient::list")]
    pub order: Vec<u32>,
    /// As long as `department`; 1 for a leader.
    #[serde(deserialize_with = "lenient::list")]
    pub is_leader_in_dept: Vec<u8>,
    #[serde(deserialize_with = "lenient::int")]
    pub main_department: i64,
    #[serde(deserialize_with = "lenient::list")]
    pub direct_leader: Vec<UserId>,
    #[serde(deserialize_with = "lenient::int")]
    pub status: i64,
    pub extattr: Option<serde_json::Value>,
}

/// Where a member stands with the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserStatus {
    Active,
    Disabled,
    NotActivated,
    Left,
    Unknown,
}

impl User {
    pub fn status(&self) -> UserStatus {
        match self.status {
            1 => UserStatus::Active,
            2 => UserStatus::Disabled,
            4 => UserStatus::NotActivated,
            5 => UserStatus::Left,
            _ => UserStatus::Unknown,
        }
    }
}
