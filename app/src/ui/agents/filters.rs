//! Filters: a button that opens them, and chips that say which are in force.

use super::place::{Place, clear_filters};
use super::said::values;
use super::words;
use crate::ui::kit::popover::Popover;
use crate::ui::kit::{Chip, Choice, FilterChips, Icon, Select, icon};
use crate::ui::param::{Param, set_params};
use crate::ui::w;
use crate::words::fill;
use leptos::html;
use leptos::prelude::*;
use model::agent::{Access, AgentState};
use model::permission::Role;

/// The button and the panel it opens.
#[component]
pub fn Filters(place: Place) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let groups = Signal::derive(move || {
        let all = place.known_groups();
        std::iter::once(any()).chain(all.into_iter().map(|one| Choice::new(one.id.0, one.name))).collect::<Vec<_>>()
    });
    let roles = Signal::derive(move || roles(place));
    view! {
        <button
            node_ref=button
            type="button"
            class="button"
            aria-haspopup="dialog"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {icon(Icon::Filter)}
            {w().common.filter}
        </button>
        <Popover open anchor=button label=w().common.filter class="members-filters">
            {choose("skill", words().group, place.group, groups)}
            {choose("role", w().common.role, place.role, roles)}
            {choose("state", words().state, place.state, Signal::stored(states()))}
            {choose("access", words().access, place.access, Signal::stored(accesses()))}
        </Popover>
    }
}

fn choose(name: &'static str, label: &'static str, param: Param, options: Signal<Vec<Choice>>) -> AnyView {
    let set = move |value: String| param.set(&value);
    view! { <Select name label value=param.signal() on_change=set options/> }.into_any()
}

fn any() -> Choice {
    Choice::new("", w().common.any)
}

fn roles(place: Place) -> Vec<Choice> {
    let role = |role: &Role| Choice::new(role.word(), w().common.role_name(*role));
    let own = place.roles.get().unwrap_or_default().own;
    let own = own.into_iter().map(|role| Choice::new(role.id.0, role.name));
    std::iter::once(any()).chain(Role::ALL.iter().map(role)).chain(own).collect()
}

fn states() -> Vec<Choice> {
    let state = |state: &AgentState| Choice::new(state.word(), values().state(*state));
    std::iter::once(any()).chain(AgentState::ALL.iter().map(state)).collect()
}

fn accesses() -> Vec<Choice> {
    let access = |access: &Access| Choice::new(access.word(), values().access(*access));
    std::iter::once(any()).chain(Access::ALL.iter().map(access)).collect()
}

/// The filters in force.
#[component]
pub fn Chips(place: Place) -> impl IntoView {
    let chips = Signal::derive(move || {
        let state = AgentState::from_word(&place.state.get()).map(|state| values().state(state).to_owned());
        let access = Access::from_word(&place.access.get()).map(|access| values().access(access).to_owned());
        let all = [
            ("skill", words().group, place.group_name()),
            ("role", w().common.role, place.role_name()),
            ("state", words().state, state),
            ("access", words().access, access),
        ];
        let chip = |(id, name, value): (&'static str, &str, Option<String>)| {
            let label = fill(words().chip, &[("name", name), ("value", &value?)]);
            Some(Chip { id, label })
        };
        all.into_iter().filter_map(chip).collect::<Vec<_>>()
    });
    view! { <FilterChips chips on_remove=|id: &'static str| set_params(&[(id, "")]) on_clear=|()| clear_filters()/> }
}
