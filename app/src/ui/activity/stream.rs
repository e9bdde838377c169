//! The entries, newest first, with a heading a day.

use super::entry::EntryLine;
use super::filters::Filters;
use crate::ui::{format, w};
use leptos::prelude::*;
use model::audit::Entry;
use model::page::Page;

/// What stands in the stream, one below the other.
#[derive(Clone, PartialEq)]
enum Line {
    Day(String),
    Entry(Box<Entry>),
}

/// The stream.
#[component]
pub fn Stream(
    /// The page of entries.
    page: Signal<Page<Entry>>,
    /// The filters, to narrow them to one thing.
    filters: Filters,
) -> impl IntoView {
    let lines = Memo::new(move |_| page.with(|page| by_day(&page.items)));
    let key = |line: &Line| match line {
        Line::Day(day) => day.clone(),
        Line::Entry(entry) => entry.seq.to_string(),
    };
    let draw = move |line: Line| match line {
        Line::Day(day) => view! { <h2 class="stream-day">{day}</h2> }.into_any(),
        Line::Entry(entry) => view! { <EntryLine entry=*entry filters/> }.into_any(),
    };
    view! {
        <section class="stream" aria-label=w().shell.activity>
            <For each=move || lines.get() key=key children=draw/>
        </section>
    }
}

fn by_day(entries: &[Entry]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(entries.len() + 8);
    let mut today = String::new();
    for entry in entries {
        let day = format::day(entry.at);
        if day != today {
            lines.push(Line::Day(day.clone()));
            today = day;
        }
        lines.push(Line::Entry(Box::new(entry.clone())));
    }
    lines
}
