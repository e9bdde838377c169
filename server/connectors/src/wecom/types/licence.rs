//! Seats bought by a service provider.

use serde::{Deserialize, Serialize};

use super::{id::UserId, lenient};
use crate::wecom::refusal::TransferRefusal;

/// A seat that somebody activated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Licence {
    /// Told by `get_active_info_by_user` only.
    #[serde(deserialize_with = "lenient::text")]
    pub active_code: String,
    pub userid: UserId,
    /// 1 basic, 2 interop (互通), which customer contact needs and which includes the basic one.
    #[serde(rename = "type", deserialize_with = "lenient::int")]
    pub kind: i64,
    /// Unix seconds.
    #[serde(rename = "active_time", deserialize_with = "lenient::int")]
    pub active_at: i64,
    /// Unix seconds; may have passed.
    #[serde(rename = "expire_time", deserialize_with = "lenient::int")]
    pub expires_at: i64,
}

/// The seats of one member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct LicenceStanding {
    /// 1 when any seat is active.
    #[serde(deserialize_with = "lenient::int")]
    pub active_status: i64,
    /// At most one of each kind.
    #[serde(rename = "active_info_list", deserialize_with = "lenient::list")]
    pub licences: Vec<Licence>,
}

/// A seat to be moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LicenceMove {
    pub handover_userid: UserId,
    pub takeover_userid: UserId,
}

/// What became of one move.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LicenceOutcome {
    pub handover_userid: UserId,
    pub takeover_userid: UserId,
    /// 0 when the seat moved.
    #[serde(default, deserialize_with = "lenient::int")]
    pub errcode: i64,
}

impl LicenceOutcome {
    /// # Errors
    /// Why this seat did not move.
    pub fn moved(&self) -> Result<(), TransferRefusal> {
        TransferRefusal::from_code(self.errcode).map_or(Ok(()), Err)
    }
}
