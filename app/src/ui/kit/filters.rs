//! Filters of a list: a bar of fields, and chips that say which are in force.

use super::{Button, ButtonKind, Icon, icon};
use crate::ui::speech::w;
use crate::words::fill;
use leptos::prelude::*;

/// The line over a table: search box first, then filters, then buttons at the end. `<Toolbar>…</Toolbar>`
#[component]
pub fn Toolbar(
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! { <div class="toolbar">{children()}</div> }
}

/// A filter in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// Which: the parameter's name.
    pub id: &'static str,
    /// What it says: "Role: Auditor".
    pub label: String,
}

/// The filters in force, each to be taken away. `<FilterChips chips on_remove=move |id| set_params(&[(id, "")])/>`
#[component]
pub fn FilterChips(
    /// The filters.
    #[prop(into)]
    chips: Signal<Vec<Chip>>,
    /// Takes one away, by its id.
    #[prop(into)]
    on_remove: Callback<&'static str>,
    /// Takes all away.
    #[prop(into)]
    on_clear: Callback<()>,
) -> impl IntoView {
    let chip = move |chip: Chip| {
        let label = fill(w().kit.remove_filter, &[("name", &chip.label)]);
        view! {
            <button type="button" class="chip" aria-label=label.clone() title=label on:click=move |_| on_remove.run(chip.id)>
                {chip.label} {icon(Icon::Close)}
            </button>
        }
    };
    view! {
        <Show when=move || chips.with(|chips| !chips.is_empty())>
            <div class="chips">
                <For each=move || chips.get() key=|chip| (chip.id, chip.label.clone()) children=chip/>
                <Button kind=ButtonKind::Ghost small=true on_click=move || on_clear.run(())>{w().common.clear_all}</Button>
            </div>
        </Show>
    }
}
