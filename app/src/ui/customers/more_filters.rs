//! Filters that are rarely used, behind a button.

use super::filters::{Filters, day_field};
use super::{edit_words, words};
use crate::ui::kit::popover::Popover;
use crate::ui::kit::{Choice, Icon, Select, TextField, TextKind, icon};
use crate::ui::{labels, w};
use leptos::html;
use leptos::prelude::*;
use model::customer::CustomerState;
use model::member::Source;

/// The button and the panel it opens: when added, last contact, source, whether somebody still is a customer.
#[component]
pub fn MoreFilters(
    /// The filters.
    filters: Filters,
) -> impl IntoView {
    let Filters { from, until, contact_from, contact_until, source, state, .. } = filters;
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let days = [from, until, contact_from, contact_until].map(day_field);
    let sources = std::iter::once(Choice::new("", w().common.any)).chain(
        [Source::Manual, Source::WeCom]
            .iter()
            .map(|source| Choice::new(source.word(), labels().record_source(*source))),
    );
    let sources = StoredValue::new(sources.collect::<Vec<_>>());
    let states = StoredValue::new(vec![
        Choice::new(CustomerState::Live.word(), words().state_live),
        Choice::new(CustomerState::Ended.word(), words().state_ended),
    ]);
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
            <TextField name="from" kind=TextKind::Date label=words().added_from value=days[0]/>
            <TextField name="until" kind=TextKind::Date label=words().added_until value=days[1]/>
            <TextField name="contact_from" kind=TextKind::Date label=edit_words().contact_from value=days[2]/>
            <TextField name="contact_until" kind=TextKind::Date label=edit_words().contact_until value=days[3]/>
            <Select
                name="source"
                label=w().common.source
                value=source.signal()
                on_change=move |word: String| source.set(&word)
                options=Signal::stored(sources.get_value())
            />
            <Select
                name="state"
                label=w().common.status
                value=Signal::derive(move || state.some().unwrap_or_else(|| CustomerState::Live.word().to_owned()))
                on_change=move |word: String| state.set(if word == CustomerState::Live.word() { "" } else { &word })
                options=Signal::stored(states.get_value())
            />
        </Popover>
    }
}
