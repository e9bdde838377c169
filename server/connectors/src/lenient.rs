//! Readers that take a number for a text and a text for a number, and `null` for nothing.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

#[derive(Deserialize)]
#[serde(untagged)]
enum Loose {
    Int(i64),
    Bool(bool),
    Float(f64),
    Text(String),
    Null(()),
}

/// An integer, also when written as text; nothing and nonsense are 0.
pub(crate) fn int<'de, D: Deserializer<'de>>(input: D) -> Result<i64, D::Error> {
    Ok(match Loose::deserialize(input)? {
        Loose::Int(value) => value,
        Loose::Bool(value) => value.into(),
        #[expect(clippy::cast_possible_truncation, reason = "a number with a fraction where none belongs")]
        Loose::Float(value) => value as i64,
        Loose::Text(text) => text.trim().parse().unwrap_or(0),
        Loose::Null(()) => 0,
    })
}

/// A text, also when written as a number.
pub(crate) fn text<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    Ok(match Loose::deserialize(input)? {
        Loose::Int(value) => value.to_string(),
        Loose::Bool(value) => value.to_string(),
        Loose::Float(value) => value.to_string(),
        Loose::Text(text) => text,
        Loose::Null(()) => String::new(),
    })
}

/// A list that may be `null`.
pub(crate) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(input: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::<Vec<T>>::deserialize(input)?.unwrap_or_default())
}

/// A truth, also when written as a text or a number; nothing and nonsense are false.
pub(crate) fn flag<'de, D: Deserializer<'de>>(input: D) -> Result<bool, D::Error> {
    Ok(match Value::deserialize(input)? {
        Value::Bool(value) => value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => matches!(text.trim().to_ascii_lowercase().as_str(), "true" | "1" | "yes"),
        _ => false,
    })
}
