//! A text message.

use serde_json::{Map, Value};

use crate::delivery::{Reason, SendError};

/// One message to one number. Tencent and Aliyun send the template by its code, as they approved it; Twilio and generic
/// gateways send `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Ours, the same on every try. Up to 200 bytes.
    pub id: String,
    /// E.164, such as `+8613800000000`.
    pub to: String,
    pub template: TemplateChoice,
    /// The words with everything filled in.
    pub text: String,
    /// The approved name in front of the words (签名), without brackets. Not used by Twilio.
    pub sign: String,
}

/// A template the platform knows, with what to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TemplateChoice {
    pub code: String,
    /// Names with values, in the template's order: Tencent counts, Aliyun names.
    pub params: Vec<(String, String)>,
}

/// When a call is made, and what makes it unlike any other. Signing reads neither clock nor dice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Unix seconds. Platforms refuse what is minutes off.
    pub now: i64,
    /// Never the same twice, such as a UUID. Aliyun refuses repetitions.
    pub nonce: String,
}

impl TemplateChoice {
    /// Names and values as a JSON object.
    pub(super) fn json(&self) -> String {
        let object: Map<_, _> =
            self.params.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect();
        Value::Object(object).to_string()
    }
}

impl Text {
    /// # Errors
    /// `RefuseRecipient` for a number that is not E.164 or an id no platform takes.
    pub(super) fn check(&self) -> Result<(), SendError> {
        let digits = self.to.strip_prefix('+').unwrap_or_default();
        let number = (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !number {
            return Err(SendError::refuse(Reason::BadNumber, format!("{} is no international number", self.to)));
        }
        if self.id.len() > 200 || self.id.chars().any(char::is_control) {
            return Err(SendError::refuse(Reason::Malformed, "the id is too long or has control characters"));
        }
        Ok(())
    }
}
