//! Field by field: what was before, what is after.

use super::value::{key_word, said};
use super::words;
use js_sys::{JSON, Object, Reflect};
use leptos::prelude::*;
use model::audit::Entry;
use wasm_bindgen::{JsCast, JsValue};

/// The table of changed fields, or that none are recorded.
#[component]
pub fn Difference(
    /// The entry.
    entry: Entry,
) -> impl IntoView {
    let (before, after) = (object(&entry.before), object(&entry.after));
    let mut keys = keys(after.as_ref());
    for key in self::keys(before.as_ref()) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    if keys.is_empty() {
        return view! { <p class="soft">{words().no_fields}</p> }.into_any();
    }
    let subject = entry.subject;
    let line = move |key: String| {
        let was = value(before.as_ref(), &key).map(|value| said(subject, &key, &value));
        let is = value(after.as_ref(), &key).map(|value| said(subject, &key, &value));
        let same = was == is;
        view! {
            <tr>
                <th scope="row">{key_word(subject, &key)}</th>
                <td class:was=!same>{was.unwrap_or_else(|| "–".to_owned())}</td>
                <td class:is=!same>{is.unwrap_or_else(|| "–".to_owned())}</td>
            </tr>
        }
    };
    view! {
        <table class="differences">
            <thead>
                <tr>
                    <th scope="col">{words().field}</th>
                    <th scope="col">{words().before}</th>
                    <th scope="col">{words().after}</th>
                </tr>
            </thead>
            <tbody>{keys.into_iter().map(line).collect_view()}</tbody>
        </table>
    }
    .into_any()
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
