//! What was changed about a member: each field before and after.

use super::words;
use crate::ui::kit::{Section, Time};
use crate::ui::{format, may, w};
use crate::words::fill;
use js_sys::{Array, JSON, Object};
use leptos::prelude::*;
use model::audit::Entry;
use model::member::{MemberDetail, MemberField, Source, Status};
use model::permission::{Permission, Role};
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};

/// The newest changes. Only for whoever may read the activity.
#[component]
pub fn History(detail: Signal<MemberDetail>) -> impl IntoView {
    may(Permission::AuditRead).then(|| {
        view! {
            <Section title=words().history>
                {move || detail.with(|detail| list(&detail.history))}
            </Section>
        }
    })
}

fn list(entries: &[Entry]) -> AnyView {
    if entries.is_empty() {
        return view! { <p class="faint">{words().history_none}</p> }.into_any();
    }
    view! { <ol class="members-history">{entries.iter().map(entry).collect_view()}</ol> }.into_any()
}

fn entry(entry: &Entry) -> AnyView {
    let actor = if entry.actor.is_empty() { w().common.system } else { &entry.actor };
    let said = fill(words().by, &[("verb", w().common.verb(entry.verb)), ("name", actor)]);
    let (before, after) = (fields(&entry.before), fields(&entry.after));
    let names: Vec<&String> = after.keys().chain(before.keys().filter(|name| !after.contains_key(*name))).collect();
    let lines = names.into_iter().map(|name| change(name, before.get(name), after.get(name))).collect_view();
    view! {
        <li>
            <p class="line apart"><span>{said}</span> <span class="faint"><Time at=entry.at/></span></p>
            {lines}
        </li>
    }
    .into_any()
}

fn change(name: &str, before: Option<&JsValue>, after: Option<&JsValue>) -> AnyView {
    let shown = |value: Option<&JsValue>| value.map(|value| said(name, value)).filter(|said| !said.is_empty());
    let (before, after) = (shown(before), shown(after));
    let none = || w().common.not_set.to_owned();
    let (before, after) = (before.unwrap_or_else(none), after.unwrap_or_else(none));
    view! {
        <p class="members-change">
            <span class="faint">{field(name)}</span>
            <del><span class="unseen">{words().history_before}</span>{before}</del>
            <span aria-hidden="true">"→"</span>
            <ins><span class="unseen">{words().history_after}</span>{after}</ins>
        </p>
    }
    .into_any()
}

/// The fields of a JSON object, by name.
fn fields(json: &str) -> BTreeMap<String, JsValue> {
    let Some(object) = JSON::parse(json).ok().and_then(|value| value.dyn_into::<Object>().ok()) else {
        return BTreeMap::new();
    };
    let pair = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1)))
    };
    Object::entries(&object).iter().filter_map(pair).collect()
}

/// The reader's word for a field.
fn field(name: &str) -> String {
    let words = w().common;
    match (MemberField::from_word(name), name) {
        (Some(field), _) => words.member_field(field).to_owned(),
        (None, "status") => words.status.to_owned(),
        (None, "source") => words.source.to_owned(),
        (None, "scope") => super::words().scope.to_owned(),
        (None, "heads") => super::words().heads.to_owned(),
        (None, other) => other.replace('_', " "),
    }
}

/// A value as the reader says it.
fn said(name: &str, value: &JsValue) -> String {
    if let Some(list) = value.dyn_ref::<Array>() {
        return format::list(&list.iter().map(|item| said(name, &item)).collect::<Vec<_>>());
    }
    if let Some(truth) = value.as_bool() {
        return if truth { w().common.yes } else { w().common.no }.to_owned();
    }
    if let Some(number) = value.as_f64() {
        return format::number(number as i64);
    }
    let Some(text) = value.as_string() else { return String::new() };
    let word = match name {
        "status" => Status::from_word(&text).map(|status| w().common.member_status(status)),
        "role" => Role::from_word(&text).map(|role| w().common.role_name(role)),
        "source" => Source::from_word(&text).map(|source| w().common.record_source(source)),
        _ => None,
    };
    word.map_or(text, str::to_owned)
}
