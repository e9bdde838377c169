//! The tab *States*: who is what, and why.

use super::feeds::Feeds;
use super::state_said as said;
use super::state_set::{SetState, resume};
use super::words;
use crate::api::presence;
use crate::ui::kit::{
    Choice, Column, DataTable, EmptyFirst, Icon, MenuItem, Person, RowMenu, SearchBox, Select, Toolbar, badge, paged,
    paging,
};
use crate::ui::live::use_hint;
use crate::ui::load::load_one;
use crate::ui::param::{param, set_params};
use crate::ui::{format, lacks, may, route};
use leptos::prelude::*;
use model::PresenceSyncId;
use model::permission::Permission;
use model::presence::{Flow, PersonPresence, PresenceQuery, PresenceState};
use model::presence_sync::PresenceSync;

/// The tab.
#[component]
pub fn BoardTab(
    /// Between which tenants.
    sync: Signal<PresenceSync>,
) -> impl IntoView {
    let id = sync.with_untracked(|sync| sync.id.clone());
    let (state, flow, search) = (param("state"), param("flow"), param("find"));
    let changed = use_hint(&["presence", "members"]);
    let counts = {
        let id = id.clone();
        load_one(move || (id.clone(), changed.get()), presence::counts)
    };
    let all = |words: &str| Choice::new("", words);
    let number = move |n: i64| [" (", &format::number(n), ")"].concat();
    let states = Signal::derive(move || {
        let of = |state: PresenceState| {
            let n = counts.with(|counts| counts.states.iter().find(|(of, _)| *of == state).map(|(_, n)| *n)).flatten();
            n.map(|n| Choice::new(state.word(), [words().state(state), &number(n)].concat()))
        };
        std::iter::once(all(words().every_state)).chain(PresenceState::ALL.iter().filter_map(|one| of(*one))).collect()
    });
    let flows = Signal::derive(move || {
        let of = |flow: Flow| {
            let n = counts.with(|counts| counts.flows.iter().find(|(of, _)| *of == flow).map(|(_, n)| *n)).flatten();
            n.map(|n| Choice::new(flow.word(), [words().flow(flow), &number(n)].concat()))
        };
        std::iter::once(all(words().every_flow)).chain(Flow::ALL.iter().filter_map(|one| of(*one))).collect()
    });
    let fast = move || {
        let lags = counts.with(|counts| counts.lag_median.zip(counts.lag_worst)).flatten();
        lags.map(|(half, most)| said::fast(half, most))
    };
    view! {
        <Feeds sync/>
        <Toolbar>
            <SearchBox label=words().search_person value=search.signal() on_search=move |text: String| search.set(&text)/>
            <Select name="state" label=words().state_now value=state.signal() options=states bare=true
                on_change=move |word: String| state.set(&word)/>
            <Select name="flow" label=words().flow_now value=flow.signal() options=flows bare=true
                on_change=move |word: String| flow.set(&word)/>
            <span class="soft" aria-live="off">{fast}</span>
        </Toolbar>
        <BoardTable id/>
    }
}

#[component]
fn BoardTable(id: PresenceSyncId) -> impl IntoView {
    let (state, flow, search) = (param("state"), param("flow"), param("find"));
    let (changed, paging) = (use_hint(&["presence", "members"]), paging());
    let setting = RwSignal::new(None::<PersonPresence>);
    let of = StoredValue::new(id.clone());
    let query = move |page| PresenceQuery {
        sync: of.try_get_value(),
        state: PresenceState::from_word(&state.get()),
        flow: Flow::from_word(&flow.get()),
        search: search.get(),
        member: None,
        page,
    };
    let rows = paged(changed, paging, query, presence::board);
    let back = resume();
    let own = id.clone();
    let menu = RowMenu::new(move |person: &PersonPresence| {
        let barred = (!may(Permission::PresenceWrite)).then(|| lacks(Permission::PresenceWrite));
        let (chosen, id, member) = (person.clone(), own.clone(), person.member_id.clone());
        let mut items = vec![
            MenuItem::new(words().set_state, move || setting.set(Some(chosen.clone())))
                .icon(Icon::Edit)
                .disabled(barred.clone()),
        ];
        if matches!(person.flow, Flow::Held | Flow::Overridden) {
            let label = if person.flow == Flow::Held { words().flow_again } else { words().end_override };
            let go = move || back.go((id.clone(), member.clone()));
            items.push(MenuItem::new(label, go).icon(Icon::Play).disabled(barred));
        }
        items.push(MenuItem::link(words().open_member, route::member(&person.member_id)).icon(Icon::Person));
        items
    });
    view! {
        <DataTable
            name="presence"
            label=words().tab_board
            from=rows
            columns=columns()
            id=|person: &PersonPresence| person.member_id.0.clone()
            title=|person: &PersonPresence| person.name.clone()
            menu
            paging
            filtered=Signal::derive(move || state.some().is_some() || flow.some().is_some() || search.some().is_some())
            on_clear=|()| set_params(&[("state", ""), ("flow", ""), ("find", "")])
            empty=|| view! {
                <EmptyFirst icon=Icon::Switch title=words().nobody_heard text=words().nobody_heard_text/>
            }
        />
        <SetState sync=id setting/>
    }
}

fn columns() -> Vec<Column<PersonPresence>> {
    vec![
        Column::new("person", words().person, |person: &PersonPresence| {
            let (name, detail) = (person.name.clone(), person.department.clone());
            view! { <Person name detail/> }
        })
        .width(200),
        Column::new("state", words().state_now, |person: &PersonPresence| {
            badge(said::tone(person.state), words().state(person.state))
        })
        .width(130),
        Column::new("since", words().since, |person: &PersonPresence| {
            person.since.map(|at| view! { <crate::ui::kit::Time at/> })
        })
        .width(120)
        .hideable(),
        Column::new("telephony", words().on_telephones, |person: &PersonPresence| {
            person.telephony.as_ref().map(said::side)
        })
        .width(170),
        Column::new("centre", words().in_contact_centre, |person: &PersonPresence| {
            person.centre.as_ref().map(said::side)
        })
        .width(170),
        Column::new("flow", words().flow_now, |person: &PersonPresence| {
            badge(said::flow_tone(person.flow), words().flow(person.flow))
        })
        .width(140),
        Column::new("why", words().why, said::why).width(260),
        Column::new("lag", words().lag, |person: &PersonPresence| {
            person.told.as_ref().and_then(|told| told.lag).map(said::milliseconds)
        })
        .width(90)
        .hideable(),
    ]
}
