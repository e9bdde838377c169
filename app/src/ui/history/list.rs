//! The newest entries about one record.

use super::fields::{Changed, changed};
use super::words;
use crate::ui::kit::Time;
use crate::ui::{labels, w};
use crate::words::fill;
use leptos::prelude::*;
use model::audit::{Entry, Verb};

/// Who did what and when, with each changed field under it. `<HistoryList entries=detail.history/>`
#[component]
pub fn HistoryList(
    /// The entries, newest first.
    entries: Vec<Entry>,
) -> impl IntoView {
    if entries.is_empty() {
        return view! { <p class="faint">{words().no_changes}</p> }.into_any();
    }
    view! { <ol class="history">{entries.iter().map(line).collect_view()}</ol> }.into_any()
}

fn line(entry: &Entry) -> AnyView {
    let actor = if entry.actor.is_empty() { w().common.system } else { &entry.actor };
    let said = fill(words().by, &[("verb", labels().verb(entry.verb)), ("name", actor)]);
    // A record that is new has nothing that was before: its page shows what it is.
    let fields = if entry.verb == Verb::Create { Vec::new() } else { changed(entry) };
    let fields = fields.into_iter().filter(|field| field.before != field.after).map(change).collect_view();
    view! {
        <li>
            <p class="line apart">
                <span>{said}</span>
                <span class="faint"><Time at=entry.at/> " · " {labels().origin(entry.origin)}</span>
            </p>
            {fields}
        </li>
    }
    .into_any()
}

fn change(field: Changed) -> impl IntoView {
    let none =
        |said: Option<String>| said.filter(|said| !said.is_empty()).unwrap_or_else(|| w().common.not_set.to_owned());
    view! {
        <p class="history-change">
            <span class="faint">{field.name}</span>
            <del><span class="unseen">{words().before}</span>{none(field.before)}</del>
            <span aria-hidden="true">"→"</span>
            <ins><span class="unseen">{words().after}</span>{none(field.after)}</ins>
        </p>
    }
}
