//! Customers on their way from one member to another.

use serde::{Deserialize, Deserializer};

use super::{id::UserId, lenient};
use crate::wecom::refusal::TransferRefusal;

/// What a transfer call said to one customer. Accepted is not done: the result comes a day later.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TransferOutcome {
    pub external_userid: String,
    /// 0 when accepted.
    #[serde(default, deserialize_with = "lenient::int")]
    pub errcode: i64,
}

impl TransferOutcome {
    /// # Errors
    /// Why this customer was refused.
    pub fn accepted(&self) -> Result<(), TransferRefusal> {
        TransferRefusal::from_code(self.errcode).map_or(Ok(()), Err)
    }
}

/// One row of `transfer_result`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TransferResult {
    pub external_userid: String,
    #[serde(default)]
    pub status: TransferStatus,
    /// Unix seconds: when the successor got the customer, or will; 0 when he refused.
    #[serde(rename = "takeover_time", default, deserialize_with = "lenient::int")]
    pub takeover_at: i64,
}

/// How far a transfer is [D 94088].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TransferStatus {
    /// 1.
    Done,
    /// 2: until the 24 hours are over.
    Waiting,
    /// 3.
    Refused,
    /// 4: the successor's contacts are full.
    ContactsFull,
    /// 5, which the platform's page does not have but others have seen.
    #[default]
    NoRecord,
    Unknown(i64),
}

impl<'de> Deserialize<'de> for TransferStatus {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(match lenient::int(input)? {
            1 => Self::Done,
            2 => Self::Waiting,
            3 => Self::Refused,
            4 => Self::ContactsFull,
            5 => Self::NoRecord,
            code => Self::Unknown(code),
        })
    }
}

/// A customer whose member left and who belongs to nobody yet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct UnassignedCustomer {
    pub handover_userid: UserId,
    pub external_userid: String,
    /// Unix seconds.
    #[serde(rename = "dimission_time", default, deserialize_with = "lenient::int")]
    pub left_at: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_nobody_listed_is_kept_and_a_missing_one_is_no_record() {
        let read = |text| serde_json::from_str::<TransferResult>(text).unwrap();
        let row = read(r#"{"external_userid": "wm1", "status": "9", "takeover_time": null}"#);
        assert_eq!((row.status, row.takeover_at), (TransferStatus::Unknown(9), 0));
        assert_eq!(read(r#"{"external_userid": "wm1"}"#).status, TransferStatus::NoRecord);
    }
}
