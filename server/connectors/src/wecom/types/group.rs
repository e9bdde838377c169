//! Customer groups.

use serde::{Deserialize, Deserializer};

use super::{id::UserId, lenient};
use crate::wecom::refusal::TransferRefusal;

/// Which groups `groupchat/list` tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum GroupFilter {
    #[default]
    All,
    /// The owner left and nobody was named.
    OwnerLeft,
    Inheriting,
    Inherited,
}

impl GroupFilter {
    pub(crate) fn code(self) -> i64 {
        match self {
            Self::All => 0,
            Self::OwnerLeft => 1,
            Self::Inheriting => 2,
            Self::Inherited => 3,
        }
    }
}

/// One row of `groupchat/list`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GroupRow {
    pub chat_id: String,
    #[serde(default)]
    pub status: GroupStatus,
}

/// Where a group stands with its owner [D 92120].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum GroupStatus {
    /// 0: the owner is here.
    #[default]
    Normal,
    /// 1: the owner left and nobody was named.
    OwnerLeft,
    /// 2.
    Inheriting,
    /// 3.
    Inherited,
    Unknown(i64),
}

impl<'de> Deserialize<'de> for GroupStatus {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(match lenient::int(input)? {
            0 => Self::Normal,
            1 => Self::OwnerLeft,
            2 => Self::Inheriting,
            3 => Self::Inherited,
            code => Self::Unknown(code),
        })
    }
}

/// A group in full.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GroupChat {
    pub chat_id: String,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    pub owner: UserId,
    /// Unix seconds.
    #[serde(rename = "create_time", deserialize_with = "lenient::int")]
    pub created_at: i64,
    #[serde(deserialize_with = "lenient::text")]
    pub notice: String,
    #[serde(rename = "member_list", deserialize_with = "lenient::list")]
    pub members: Vec<GroupMember>,
    #[serde(rename = "admin_list", deserialize_with = "lenient::list")]
    pub administrators: Vec<GroupPerson>,
    /// Changes with every change of members.
    #[serde(deserialize_with = "lenient::text")]
    pub member_version: String,
}

/// Somebody in a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GroupMember {
    /// A member's id or an external one; see `kind`.
    pub userid: String,
    /// 1 a member of the corporation, 2 somebody outside.
    #[serde(rename = "type", deserialize_with = "lenient::int")]
    pub kind: i64,
    #[serde(deserialize_with = "lenient::text")]
    pub unionid: String,
    /// Unix seconds.
    #[serde(rename = "join_time", deserialize_with = "lenient::int")]
    pub joined_at: i64,
    /// 1 brought by a member, 2 by an invitation link, 3 by a QR code.
    #[serde(deserialize_with = "lenient::int")]
    pub join_scene: i64,
    /// Absent for the owner and for who came by a code.
    pub invitor: Option<GroupPerson>,
    #[serde(deserialize_with = "lenient::text")]
    pub group_nickname: String,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
}

/// Somebody by id alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GroupPerson {
    pub userid: String,
}

/// A group that was not accepted for a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GroupTransferFailure {
    pub chat_id: String,
    #[serde(deserialize_with = "lenient::int")]
    pub errcode: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub errmsg: String,
}

impl GroupTransferFailure {
    /// Why. A row with 0, which the platform does not send, is [`TransferRefusal::Unknown`].
    pub fn refusal(&self) -> TransferRefusal {
        TransferRefusal::from_code(self.errcode).unwrap_or(TransferRefusal::Unknown(0))
    }
}
