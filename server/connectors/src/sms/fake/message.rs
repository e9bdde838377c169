//! One text message as it came.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// Which of the gateways took it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    Tencent,
    Aliyun,
    Twilio,
    Generic,
}

/// A message that came in. What a platform has no field for is empty.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    pub platform: Platform,
    /// The caller's: `SessionContext`, `OutId`, `id`.
    pub id: String,
    /// The name the fake gave it.
    pub provider_id: String,
    /// As the caller wrote it.
    pub to: String,
    pub text: String,
    pub template: String,
    /// A list with Tencent, an object with Aliyun.
    pub params: Value,
    pub sign: String,
    /// Unix seconds of the first time.
    pub at: i64,
    /// How often a message with this id came to this number.
    pub times_seen: u64,
}

impl Message {
    pub(super) fn new(platform: Platform, id: &str, to: &str) -> Self {
        Self {
            platform,
            id: id.to_owned(),
            provider_id: String::new(),
            to: to.to_owned(),
            text: String::new(),
            template: String::new(),
            params: Value::Null,
            sign: String::new(),
            at: 0,
            times_seen: 1,
        }
    }

    /// Messages without an id are never the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        !self.id.is_empty() && self.platform == other.platform && self.id == other.id && self.to == other.to
    }

    /// The latest try is shown, at the time of the first.
    pub(super) fn see_again(&mut self, message: Self) {
        *self = Self { at: self.at, times_seen: self.times_seen + 1, ..message };
    }
}

impl Platform {
    /// A name in the platform's manner.
    pub(super) fn provider_id(self, number: u64) -> String {
        match self {
            Self::Tencent => format!("fake:{number}"),
            Self::Aliyun => format!("{number}^0"),
            Self::Twilio => format!("SM{number:032x}"),
            Self::Generic => format!("g-{number}"),
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tencent => "Tencent Cloud",
            Self::Aliyun => "Aliyun",
            Self::Twilio => "Twilio",
            Self::Generic => "Generic",
        })
    }
}
