//! A request as an endpoint sees it: query and body alike, since the platform reads both forgivingly.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;

use super::{super::tokens::Kind, Refusal};

pub(in super::super) struct Call {
    pub(in super::super) query: HashMap<String, String>,
    body: Value,
    /// Whose token it came with.
    pub(in super::super) kind: Kind,
    /// Unix seconds.
    pub(in super::super) now: i64,
}

impl Call {
    pub(in super::super) fn new(query: HashMap<String, String>, body: &[u8], now: i64) -> Self {
        let body = serde_json::from_slice(body).unwrap_or(Value::Null);
        Self { query, body, kind: Kind::Provider, now }
    }

    /// A text, also when given as a number; `None` when absent.
    pub(in super::super) fn text(&self, key: &str) -> Option<String> {
        match &self.body[key] {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => self.query.get(key).cloned(),
        }
    }

    /// A text that must be there and not be empty.
    pub(in super::super) fn need(&self, key: &str, otherwise: i64) -> Result<String, Refusal> {
        self.text(key).filter(|text| !text.is_empty()).ok_or(Refusal::new(otherwise))
    }

    pub(in super::super) fn int(&self, key: &str) -> Option<i64> {
        self.text(key)?.trim().parse().ok()
    }

    pub(in super::super) fn id(&self, key: &str) -> Option<u32> {
        self.int(key).and_then(|number| u32::try_from(number).ok())
    }

    pub(in super::super) fn value(&self, key: &str) -> Option<&Value> {
        self.body.get(key).filter(|value| !value.is_null())
    }

    pub(in super::super) fn texts(&self, key: &str) -> Option<Vec<String>> {
        let list = self.body.get(key)?.as_array()?;
        Some(list.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect())
    }

    pub(in super::super) fn ints(&self, key: &str) -> Option<Vec<u32>> {
        let list = self.body.get(key)?.as_array()?;
        let number = |value: &Value| value.as_u64().or_else(|| value.as_str()?.parse().ok());
        Some(list.iter().filter_map(number).filter_map(|id| u32::try_from(id).ok()).collect())
    }

    /// A cursor made by [`cursor`] for the same listing; `None` at the beginning.
    pub(in super::super) fn cursor(&self, listing: u64, otherwise: i64) -> Result<Option<(u32, u32)>, Refusal> {
        let Some(text) = self.text("cursor").filter(|text| !text.is_empty()) else { return Ok(None) };
        let bytes = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| <[u8; 16]>::try_from(bytes).ok());
        let number = bytes.map(u128::from_be_bytes).ok_or(Refusal::new(otherwise))?;
        if number >> 64 != u128::from(listing) {
            return Err(Refusal::new(otherwise));
        }
        let part = |shift: u32| u32::try_from((number >> shift) & u128::from(u32::MAX)).unwrap_or(0);
        Ok(Some((part(32), part(0))))
    }
}

/// An opaque place in a listing: where, and how far into that. `listing` tells listings with other filters apart.
pub(super) fn cursor(listing: u64, place: u32, offset: u32) -> String {
    let number = (u128::from(listing) << 64) | (u128::from(place) << 32) | u128::from(offset);
    URL_SAFE_NO_PAD.encode(number.to_be_bytes())
}
