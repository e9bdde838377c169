//! Reads JSON that may be anything: what is missing or of another kind is empty.

use serde_json::Value;

/// An object, or whatever stands in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a>(pub(super) &'a Value);

impl<'a> Fields<'a> {
    /// A text, also when written as a number.
    pub(super) fn text(self, key: &str) -> String {
        match &self.0[key] {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(value) => value.to_string(),
            _ => String::new(),
        }
    }

    /// The first of several names that has a text.
    pub(super) fn any(self, keys: &[&str]) -> String {
        keys.iter().map(|key| self.text(key)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// An integer, also when written as text or with a fraction.
    pub(super) fn int(self, key: &str) -> Option<i64> {
        match &self.0[key] {
            #[expect(clippy::cast_possible_truncation, reason = "a number with a fraction where none belongs")]
            Value::Number(number) => number.as_i64().or_else(|| number.as_f64().map(|number| number as i64)),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// A number that is never negative; nonsense is nothing.
    pub(super) fn count(self, key: &str) -> Option<u64> {
        match &self.0[key] {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub(super) fn float(self, key: &str) -> Option<f64> {
        match &self.0[key] {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The texts of a list; a single text is a list of one.
    pub(super) fn texts(self, key: &str) -> Vec<String> {
        match &self.0[key] {
            Value::Array(list) => list.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect(),
            Value::String(text) => vec![text.clone()],
            _ => Vec::new(),
        }
    }

    pub(super) fn list(self, key: &str) -> impl Iterator<Item = Fields<'a>> {
        self.0[key].as_array().into_iter().flatten().map(Fields)
    }
}
