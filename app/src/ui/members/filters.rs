//! Filters and order: a button that opens them, and chips that say which are in force.

use super::page::clear_filters;
use super::place::Place;
use super::words;
use crate::api::members;
use crate::ui::kit::popover::Popover;
use crate::ui::kit::{Chip, Choice, FilterChips, Icon, Select, icon};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::param::{Param, set_params};
use crate::ui::{labels, w};
use crate::words::fill;
use leptos::html;
use leptos::prelude::*;
use model::member::{Facets, MemberSort, Source};
use model::permission::Role;

/// The button and the panel it opens.
#[component]
pub fn Filters(place: Place) -> impl IntoView {
    let changed = use_hint(&["members"]);
    let facets = load(move || changed.get(), |_| members::facets());
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let position = Signal::derive(move || values(place.position, facets.get(), |facets| facets.positions));
    let location = Signal::derive(move || values(place.location, facets.get(), |facets| facets.locations));
    let order = vec![Choice::new("", words().order_name), Choice::new(MemberSort::Newest.word(), words().order_newest)];
    let order = StoredValue::new(order);
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
            {choose("role", w().common.role, place.role, Signal::derive(move || roles(place)))}
            {choose("source", w().common.source, place.source, Signal::stored(sources()))}
            {choose("position", w().common.position, place.position, position)}
            {choose("location", w().common.location, place.location, location)}
            {choose("sort", words().order, place.sort, Signal::stored(order.get_value()))}
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

fn sources() -> Vec<Choice> {
    let source = |source: &Source| Choice::new(source.word(), labels().record_source(*source));
    std::iter::once(any()).chain(Source::ALL.iter().map(source)).collect()
}

/// The values that occur, with the one in force even if it no longer does.
fn values(param: Param, facets: Option<Facets>, part: fn(Facets) -> Vec<String>) -> Vec<Choice> {
    let mut values = facets.map(part).unwrap_or_default();
    if let Some(present) = param.some().filter(|present| !values.contains(present)) {
        values.insert(0, present);
    }
    std::iter::once(any()).chain(values.into_iter().map(|value| Choice::new(value.clone(), value))).collect()
}

/// The filters in force.
#[component]
pub fn Chips(place: Place) -> impl IntoView {
    let chips = Signal::derive(move || {
        let words = w().common;
        let all = [
            ("role", words.role, place.role_name()),
            (
                "source",
                words.source,
                Source::from_word(&place.source.get()).map(|source| labels().record_source(source).to_owned()),
            ),
            ("position", words.position, place.position.some()),
            ("location", words.location, place.location.some()),
        ];
        let chip = |(id, name, value): (&'static str, &str, Option<String>)| {
            let label = fill(super::words().chip, &[("name", name), ("value", &value?)]);
            Some(Chip { id, label })
        };
        all.into_iter().filter_map(chip).collect::<Vec<_>>()
    });
    view! { <FilterChips chips on_remove=|id: &'static str| set_params(&[(id, "")]) on_clear=|()| clear_filters()/> }
}
