//! Which fields an entry changed.

use super::value::{key_word, said};
use js_sys::{JSON, Object, Reflect};
use model::audit::Entry;
use wasm_bindgen::{JsCast, JsValue};

/// A field, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What it is called.
    pub name: String,
    /// What it was; `None` where nothing is recorded.
    pub before: Option<String>,
    /// What it is now; `None` where nothing is recorded.
    pub after: Option<String>,
}

/// The fields that an entry recorded: those of afterwards first, then what is gone.
pub fn changed(entry: &Entry) -> Vec<Changed> {
    let (before, after) = (object(&entry.before), object(&entry.after));
    let mut keys = keys(after.as_ref());
    for key in self::keys(before.as_ref()) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let subject = entry.subject;
    let shown = |object: Option<&Object>, key: &str| value(object, key).map(|value| said(subject, key, &value));
    keys.into_iter()
        .map(|key| Changed {
            name: key_word(subject, &key),
            before: shown(before.as_ref(), &key),
            after: shown(after.as_ref(), &key),
        })
        .collect()
}

fn object(text: &str) -> Option<Object> {
    let value = JSON::parse(text).ok()?;
    if value.is_null() { None } else { value.dyn_into().ok() }
}

fn keys(object: Option<&Object>) -> Vec<String> {
    object.map(|object| Object::keys(object).iter().filter_map(|key| key.as_string()).collect()).unwrap_or_default()
}

fn value(object: Option<&Object>, key: &str) -> Option<JsValue> {
    let value = Reflect::get(object?, &JsValue::from_str(key)).ok()?;
    (!value.is_undefined()).then_some(value)
}
