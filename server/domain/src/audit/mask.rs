//! Entries as somebody may see them who may not see phone numbers.

use crate::Viewer;
use model::audit::Entry;
use model::permission::Permission;
use serde_json::Value;

/// The entry without the phone numbers that the viewer may not see. Its hash stays that of the whole one: who may see all can
/// still compare.
pub(super) fn seen_by(viewer: &Viewer, entry: Entry) -> Entry {
    if viewer.allows(Permission::MembersPhones) {
        return entry;
    }
    Entry {
        subject_name: viewer.text(entry.subject_name),
        before: fields(viewer, entry.before),
        after: fields(viewer, entry.after),
        ..entry
    }
}

fn fields(viewer: &Viewer, text: String) -> String {
    match serde_json::from_str::<Value>(&text) {
        Ok(mut value) => {
            mask(viewer, "", &mut value);
            value.to_string()
        }
        // Nothing was there before, or nothing is there now.
        Err(_) => text,
    }
}

fn mask(viewer: &Viewer, key: &str, value: &mut Value) {
    match value {
        Value::String(text) => {
            let own = std::mem::take(text);
            *text = if matches!(key, "phone" | "phones") { viewer.phone(own) } else { viewer.text(own) };
        }
        Value::Array(list) => list.iter_mut().for_each(|item| mask(viewer, key, item)),
        Value::Object(map) => map.iter_mut().for_each(|(key, value)| mask(viewer, key, value)),
        _ => {}
    }
}
