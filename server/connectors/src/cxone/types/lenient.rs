//! Readers that take what the platform really sends: those of every platform, and one more.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

pub(crate) use crate::lenient::{int, list, text};

/// A truth, also when written as a text or a number; nothing and nonsense are false.
pub(crate) fn flag<'de, D: Deserializer<'de>>(input: D) -> Result<bool, D::Error> {
    Ok(match Value::deserialize(input)? {
        Value::Bool(value) => value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => matches!(text.trim().to_ascii_lowercase().as_str(), "true" | "1" | "yes"),
        _ => false,
    })
}
