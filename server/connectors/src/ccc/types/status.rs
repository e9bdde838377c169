//! What agents are doing.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::lenient;

/// What an agent is doing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum StaffStatus {
    Free,
    Busy,
    AfterCallWork,
    /// 示忙.
    NotReady,
    /// 小休.
    Rest,
    #[default]
    Offline,
    /// A word nobody listed, as it came.
    Other(String),
}

impl StaffStatus {
    /// The platform's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Free => "free",
            Self::Busy => "busy",
            Self::AfterCallWork => "afterCallWork",
            Self::NotReady => "notReady",
            Self::Rest => "rest",
            Self::Offline => "offline",
            Self::Other(word) => word,
        }
    }

    fn of(word: String) -> Self {
        match word.trim().to_ascii_lowercase().as_str() {
            "free" => Self::Free,
            "busy" => Self::Busy,
            "aftercallwork" => Self::AfterCallWork,
            "notready" => Self::NotReady,
            "rest" => Self::Rest,
            "offline" | "" => Self::Offline,
            _ => Self::Other(word),
        }
    }
}

impl<'de> Deserialize<'de> for StaffStatus {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        lenient::text(input).map(Self::of)
    }
}

/// What a supervisor may set; everything else follows from work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewStatus {
    Free,
    /// With a reason; it may be empty.
    NotReady(String),
    /// With a reason; it may be empty.
    Rest(String),
}

impl NewStatus {
    /// The platform's word.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::NotReady(_) => "notReady",
            Self::Rest(_) => "rest",
        }
    }

    /// Empty where there is none.
    pub fn reason(&self) -> &str {
        match self {
            Self::Free => "",
            Self::NotReady(reason) | Self::Rest(reason) => reason,
        }
    }
}

/// A status that was set, and the one before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatusChange {
    pub status: StaffStatus,
    pub reason: String,
    pub previous_status: StaffStatus,
    pub previous_reason: String,
}

/// An agent's status, and how his day went so far. Durations are seconds, times are Unix seconds, 0 where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Metrics {
    #[serde(deserialize_with = "lenient::text")]
    pub email: String,
    pub status: StaffStatus,
    #[serde(deserialize_with = "presence")]
    pub status_extra: Presence,
    /// Of rest or not ready.
    #[serde(deserialize_with = "lenient::text")]
    pub reason: String,
    #[serde(deserialize_with = "lenient::int")]
    pub online_duration: i64,
    #[serde(deserialize_with = "lenient::int")]
    pub free_duration: i64,
    #[serde(deserialize_with = "lenient::int")]
    pub busy_duration: i64,
    #[serde(deserialize_with = "lenient::int")]
    pub not_ready_duration: i64,
    #[serde(deserialize_with = "lenient::int")]
    pub rest_duration: i64,
    #[serde(deserialize_with = "lenient::int")]
    pub after_call_work_duration: i64,
    /// He rests when the conversation ends.
    #[serde(deserialize_with = "lenient::flag")]
    pub reserve_rest: bool,
    /// He is not ready when the conversation ends.
    #[serde(deserialize_with = "lenient::flag")]
    pub reserve_not_ready: bool,
    #[serde(deserialize_with = "lenient::int")]
    pub use_mobile_accept: i64,
    #[serde(deserialize_with = "lenient::flag")]
    pub use_mobile_call_out: bool,
    #[serde(deserialize_with = "lenient::int")]
    pub last_online_timestamp: i64,
    #[serde(deserialize_with = "lenient::int")]
    pub last_status_timestamp: i64,
    /// Such as `Web` and `WeChatMiniProgram`: the programs he is connected with.
    #[serde(rename = "ClientInfo", deserialize_with = "clients")]
    pub connected: Vec<String>,
}

/// What keeps somebody busy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Presence {
    /// `im`, `tel` or `all`.
    #[serde(rename = "Type", deserialize_with = "lenient::text")]
    pub kind: String,
    /// `in` or `out`.
    #[serde(deserialize_with = "lenient::text")]
    pub direct: String,
}

fn presence<'de, D: Deserializer<'de>>(input: D) -> Result<Presence, D::Error> {
    Ok(Option::deserialize(input)?.unwrap_or_default())
}

fn clients<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<String>, D::Error> {
    let connected = |client: &Value| {
        let is = client["IsConnected"].as_bool().unwrap_or(false);
        client["ClientType"].as_str().filter(|_| is).map(ToOwned::to_owned)
    };
    let list: Vec<Value> = lenient::list(input)?;
    Ok(list.iter().filter_map(connected).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_with_all_it_tells() {
        let text = r#"{"Email":"li.na@example.com","Status":"rest","StatusExtra":{"Type":"all","Direct":"in"},
            "OnlineDuration":3600,"RestDuration":"600","Reason":"lunch","ReserveRest":false,"LastOnlineTimestamp":1767590000,
            "ClientInfo":[{"ClientType":"Web","IsConnected":true},{"ClientType":"WeChatMiniProgram","IsConnected":false}]}"#;
        let row: Metrics = serde_json::from_str(text).unwrap();
        assert_eq!((&row.status, row.online_duration, row.rest_duration), (&StaffStatus::Rest, 3_600, 600));
        assert_eq!((row.connected, row.status_extra.direct.as_str()), (vec!["Web".to_owned()], "in"));
        let row: Metrics = serde_json::from_str(r#"{"Status":null,"StatusExtra":null,"ClientInfo":null}"#).unwrap();
        assert_eq!(row, Metrics::default());
    }

    #[test]
    fn every_word_is_read_back_and_unknown_ones_are_kept() {
        for word in ["free", "busy", "afterCallWork", "notReady", "rest", "offline", "Dreaming"] {
            assert_eq!(StaffStatus::of(word.to_owned()).as_str(), word);
        }
        assert_eq!(StaffStatus::of("NOTREADY".to_owned()), StaffStatus::NotReady);
    }
}
