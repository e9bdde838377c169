//! Everything that is held about a person, to be read and printed.

use super::Frame;
use crate::words::labels::LabelWords;
use crate::words::papers::PapersWords;
use crate::words::{Words, fill};
use leptos::prelude::*;
use leptos::serde_json::{Map, Value};
use model::audit::{Origin, Subject, Verb};
use model::member::Status;
use model::permission::Role;

/// The page.
#[derive(Debug)]
pub struct DossierPage {
    /// The document that the file holds.
    pub document: Value,
    /// Where the file is.
    pub file: String,
}

impl DossierPage {
    /// The page as HTML.
    pub fn html(&self, frame: &Frame) -> String {
        let words = PapersWords::get(frame.language);
        let document = &self.document;
        let name =
            document["record"][0]["name"].as_str().or(document["recycle_bin"]["copy"]["customer"]["name"].as_str());
        let title = fill(words.dossier_title, &[("name", name.unwrap_or("–"))]);
        let time = document["made_at"].as_str().map(moment).unwrap_or_default();
        let organisation = document["organisation"]["name"].as_str().unwrap_or_default();
        let text = fill(words.dossier_text, &[("time", &time), ("organisation", organisation)]);
        let cut: Vec<&str> = document["cut_short"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|key| words.section(key.as_str()?))
            .collect();
        let cut = (!cut.is_empty()).then(|| {
            let most = document["most_rows"].to_string();
            let said = fill(words.cut_short, &[("n", &most), ("sections", &cut.join(", "))]);
            view! { <p class="hint">{said}</p> }
        });
        let sections: Vec<AnyView> = document
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(key, value)| Some(section(frame, words.section(key)?, value)))
            .collect();
        let main = view! {
            <div class="paper">
                <h1>{title.clone()}</h1>
                <p class="lead">{text}</p>
                <p class="hint">{words.others}</p>
                {cut}
                <p class="screen"><a href=self.file.clone() download="">{words.download}</a></p>
                {sections}
            </div>
        };
        frame.document(&title, main)
    }
}

fn section(frame: &Frame, title: &'static str, value: &Value) -> AnyView {
    let words = PapersWords::get(frame.language);
    let inside = match value {
        Value::Array(rows) if rows.is_empty() => view! { <p class="hint">{words.nothing}</p> }.into_any(),
        Value::Array(rows) => rows.iter().map(|row| one(frame, row)).collect_view().into_any(),
        Value::Null => view! { <p class="hint">{words.nothing}</p> }.into_any(),
        other => one(frame, other),
    };
    view! { <section class="card"><h2>{title}</h2>{inside}</section> }.into_any()
}

fn one(frame: &Frame, value: &Value) -> AnyView {
    match value {
        Value::Object(map) => facts(frame, map),
        other => view! { <p>{said(frame, "", other)}</p> }.into_any(),
    }
}

/// Names and values; what is empty is left out.
fn facts(frame: &Frame, map: &Map<String, Value>) -> AnyView {
    let words = PapersWords::get(frame.language);
    let lines: Vec<AnyView> = map
        .iter()
        .filter(|(_, value)| !is_empty(value))
        .map(|(key, value)| {
            let name = words.field(key).map_or_else(|| key.replace('_', " "), str::to_owned);
            let shown = match value {
                Value::Object(map) => facts(frame, map),
                Value::Array(list) if list.iter().any(Value::is_object) => {
                    list.iter().map(|item| one(frame, item)).collect_view().into_any()
                }
                other => said(frame, key, other).into_any(),
            };
            view! { <dt>{name}</dt><dd>{shown}</dd> }.into_any()
        })
        .collect();
    view! { <dl>{lines}</dl> }.into_any()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A plain value in the reader's words.
fn said(frame: &Frame, key: &str, value: &Value) -> String {
    match value {
        Value::String(text) => word(frame, key, text),
        Value::Array(list) => list.iter().map(|item| said(frame, key, item)).collect::<Vec<_>>().join(", "),
        Value::Null => "–".to_owned(),
        other => other.to_string(),
    }
}

fn word(frame: &Frame, key: &str, text: &str) -> String {
    let (common, labels) = (Words::get(frame.language).common, LabelWords::get(frame.language));
    let known = match key {
        "verb" => Verb::from_word(text).map(|value| labels.verb(value)),
        "subject" => Subject::from_word(text).map(|value| labels.subject(value)),
        "origin" => Origin::from_word(text).map(|value| labels.origin(value)),
        "status" => Status::from_word(text).map(|value| common.member_status(value)),
        "role" => Role::from_word(text).map(|value| common.role_name(value)),
        "has_password" => Some(if text == "yes" { common.yes } else { common.no }),
        _ if key.ends_with("_at") || matches!(key, "at" | "since" | "until") => return moment(text),
        _ => None,
    };
    known.map_or_else(|| text.to_owned(), str::to_owned)
}

/// `2026-03-01 17:05 UTC` out of RFC 3339.
fn moment(text: &str) -> String {
    match (text.get(..10), text.get(11..16)) {
        (Some(day), Some(time)) => [day, " ", time, " UTC"].concat(),
        _ => text.to_owned(),
    }
}
