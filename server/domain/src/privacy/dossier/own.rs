//! A person's own numbers, and nobody else's.

use model::text::mask_if_phone;
use serde_json::Value;
use std::collections::HashSet;

/// Masks every phone number in a document that is not one of the person's own.
pub(super) fn mask(value: &mut Value, own: &HashSet<String>) {
    match value {
        Value::String(text) if !own.contains(text.as_str()) => *text = mask_if_phone(text),
        Value::Array(list) => list.iter_mut().for_each(|item| mask(item, own)),
        Value::Object(map) => map.values_mut().for_each(|item| mask(item, own)),
        _ => {}
    }
}

/// The phone numbers in a part of a document that is the person's own: under `phone`, and in lists under `phones`.
pub(super) fn phones(value: &Value, into: &mut HashSet<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|item| phones(item, into)),
        Value::Object(map) => {
            for (key, item) in map {
                match (key.as_str(), item) {
                    ("phone", Value::String(phone)) => {
                        into.insert(phone.clone());
                    }
                    ("phones", Value::Array(list)) => {
                        into.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    _ => phones(item, into),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_the_persons_own_numbers_stay() {
        let mut own = HashSet::new();
        phones(
            &json!({ "record": [{ "phone": "+8613812345678" }], "relations": [{ "phones": ["+8613900000001"] }] }),
            &mut own,
        );
        let mut value = json!({ "a": "+8613812345678", "b": ["+8613900000001", "+8613755555555"], "note": "Gate 7" });
        mask(&mut value, &own);
        assert_eq!(
            value,
            json!({ "a": "+8613812345678", "b": ["+8613900000001", "+86 137****5555"], "note": "Gate 7" })
        );
    }
}
