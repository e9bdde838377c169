//! The hand-overs of one kind.

use super::{said, tone, words};
use crate::api::handovers;
use crate::ui::kit::{
    Choice, Column, DataTable, EmptyFirst, Icon, Person, RowText, Select, Time, TimeStyle, Tone, Toolbar, badge, paged,
    paging,
};
use crate::ui::live::use_hint;
use crate::ui::param::param;
use crate::ui::{count, route, w};
use leptos::prelude::*;
use model::handover::{Handover, HandoverKind, HandoverQuery, HandoverState, ItemState};

/// The table with its filter.
#[component]
pub fn HandoverTable(
    /// Which kind.
    kind: HandoverKind,
) -> impl IntoView {
    let state = param("state");
    let paging = paging();
    let changed = use_hint(&["handovers", "members"]);
    let query = move |page| HandoverQuery {
        kind: Some(kind),
        state: HandoverState::from_word(&state.get()),
        leaver: None,
        page,
    };
    let rows = paged(changed, paging, query, handovers::list);
    let mut states = vec![Choice::new("", words().every_state)];
    states.extend(HandoverState::ALL.iter().map(|state| Choice::new(state.word(), words().state(*state))));
    view! {
        <Toolbar>
            <Select
                name="state"
                bare=true
                label=w().common.status
                value=state.signal()
                options=Signal::stored(states)
                on_change=move |word: String| state.set(&word)
            />
        </Toolbar>
        <DataTable
            name="handovers"
            label=words().kind_tab(kind)
            from=rows
            columns=columns()
            id=|one: &Handover| one.id.0.clone()
            title=said::leavers
            href=RowText::new(|one: &Handover| route::handover(&one.id))
            paging
            filtered=Signal::derive(move || state.some().is_some())
            on_clear=move |()| state.set("")
            empty=move || view! {
                <EmptyFirst icon=Icon::Switch title=words().kind_none(kind) text=words().kind_none_text(kind)/>
            }
        />
    }
}

fn columns() -> Vec<Column<Handover>> {
    vec![
        Column::new("leavers", words().leavers, |one: &Handover| {
            let department = one.leavers.first().filter(|_| one.leavers.len() == 1);
            let detail = department.map(|leaver| leaver.department.clone()).unwrap_or_default();
            view! { <Person name=said::leavers(one) detail/> }
        })
        .width(220),
        Column::new("state", w().common.status, |one: &Handover| {
            badge(tone::of_handover(one.state), words().state(one.state))
        })
        .width(150),
        Column::new("progress", words().progress, progress).width(190),
        Column::new("when", words().when, said::when).width(170),
        Column::new("by", words().made_by, |one: &Handover| one.created_by.clone()).width(150).hideable(),
        Column::new("made", w().common.created, |one: &Handover| {
            view! { <Time at=one.created_at style=TimeStyle::Date/> }
        })
        .width(120)
        .hideable(),
    ]
}

fn progress(one: &Handover) -> AnyView {
    let waiting = said::number(one, |_, state| state == ItemState::Waiting);
    let trouble = said::number(one, |_, state| state.is_trouble());
    let waiting = (waiting > 0).then(|| badge(Tone::Info, count(&words().waiting_n, waiting)));
    let trouble = (trouble > 0).then(|| badge(Tone::Bad, count(&words().trouble_n, trouble)));
    view! { <span class="line">{said::progress(one)} {waiting} {trouble}</span> }.into_any()
}
