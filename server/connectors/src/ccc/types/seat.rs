//! Seats that were bought.

use serde::Deserialize;

use crate::lenient;

/// One application with what was bought for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Application {
    #[serde(deserialize_with = "lenient::int")]
    pub sdk_app_id: i64,
    #[serde(deserialize_with = "lenient::text")]
    pub name: String,
    /// Seats altogether.
    #[serde(deserialize_with = "lenient::int")]
    pub staff_buy_num: i64,
    #[serde(deserialize_with = "lenient::list")]
    pub staff_buy_list: Vec<Purchase>,
    /// Desk phones altogether.
    #[serde(deserialize_with = "lenient::int")]
    pub sip_buy_num: i64,
}

/// Seats bought at once. Times are Unix seconds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Purchase {
    #[serde(deserialize_with = "lenient::int")]
    pub num: i64,
    #[serde(deserialize_with = "lenient::int")]
    pub buy_time: i64,
    #[serde(deserialize_with = "lenient::int")]
    pub end_time: i64,
    /// Desk phones among them.
    #[serde(deserialize_with = "lenient::int")]
    pub sip_num: i64,
}
