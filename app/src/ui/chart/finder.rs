//! Finding a department or a person: the first match comes into the middle and is marked; the arrows go on to the others.

use super::find::found;
use super::state::Chart;
use super::words;
use crate::ui::format;
use crate::ui::kit::{Icon, IconButton, SearchBox};
use crate::words::fill;
use leptos::prelude::*;

/// The search box of the chart.
#[component]
pub fn Finder(chart: Chart) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let found = found(chart.forest, search);
    let current = move || found.with(|found| found.get(at.get()).cloned());
    let show = move || {
        if let Some(found) = untrack(current) {
            chart.show(&found.department);
        }
    };
    // People are found later than departments.
    Effect::new(move |before: Option<bool>| {
        let any = found.with(|found| !found.is_empty());
        if any && before == Some(false) {
            show();
        }
        any
    });
    let step = move |by: usize| {
        let many = found.with_untracked(Vec::len).max(1);
        at.update(|at| *at = (*at + by) % many);
        show();
    };
    let said = move || {
        if search.with(|search| search.trim().is_empty()) {
            return String::new();
        }
        match found.with(Vec::len) {
            0 => words().found_none.to_owned(),
            n => {
                let place = [("at", format::number(at.get() as i64 + 1)), ("n", format::number(n as i64))];
                let place = fill(words().found, &[("at", &place[0].1), ("n", &place[1].1)]);
                match current().and_then(|found| found.person) {
                    Some(person) => [place, person].join(" · "),
                    None => place,
                }
            }
        }
    };
    let several = move || found.with(Vec::len) > 1;
    view! {
        <div class="line chart-finder">
            <SearchBox
                label=words().search
                value=search
                on_search=move |text: String| {
                    search.set(text);
                    at.set(0);
                    show();
                }
            />
            <span class="faint" role="status">{said}</span>
            <Show when=several>
                <IconButton
                    icon=Icon::Up
                    label=words().find_previous
                    on_click=move || step(found.with_untracked(Vec::len).saturating_sub(1))
                />
                <IconButton icon=Icon::Down label=words().find_next on_click=move || step(1)/>
            </Show>
        </div>
    }
}
