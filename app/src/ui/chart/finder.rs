//! Finding a department: the first match comes into the middle and is marked; the arrows go on to the others.

use super::state::Chart;
use super::words;
use crate::ui::format;
use crate::ui::kit::{Icon, IconButton, SearchBox};
use crate::words::fill;
use leptos::prelude::*;

/// The most matches that are walked through.
const MOST: usize = 200;

/// The search box of the chart.
#[component]
pub fn Finder(chart: Chart) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let found = Memo::new(move |_| chart.forest.with(|forest| search.with(|search| forest.search(search, MOST))));
    let show = move || {
        let id = found.with_untracked(|found| found.get(at.get_untracked()).cloned());
        if let Some(id) = id {
            chart.show(&id);
        }
    };
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
            n => fill(words().found, &[("at", &format::number(at.get() as i64 + 1)), ("n", &format::number(n as i64))]),
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
