//! The list of agents.

use super::columns::columns;
use super::desk::{Desk, What};
use super::place::{ADD, EDIT, Place, REPLACE, clear_filters, open_agent};
use super::words;
use crate::api::agents;
use crate::ui::kit::{Button, ButtonKind, DataTable, EmptyFirst, Icon, MenuItem, RowMenu, RowText, paging};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::{lacks, may, route, w};
use leptos::prelude::*;
use model::agent::AgentRow;
use model::permission::Permission;

/// One page of the agents that match.
#[component]
pub fn AgentsTable(
    place: Place,
    desk: Desk,
    /// Where it is told how many match.
    matching: RwSignal<Option<i64>>,
) -> impl IntoView {
    let paging = paging();
    let changed = use_hint(&["agents", "members"]);
    let rows = load(move || (changed.get(), place.query(paging.request())), |(_, query)| agents::list(query));
    Effect::new(move |_| matching.set(rows.with(|page| page.total).flatten()));
    let acts = may(Permission::AgentsWrite) || may(Permission::AgentsAccess);
    view! {
        <DataTable
            name="agents"
            label=w().shell.agents
            from=rows
            columns=columns(place.now)
            id=|row: &AgentRow| row.id.0.clone()
            title=|row: &AgentRow| row.name.clone()
            href=RowText::new(move |row: &AgentRow| place.agent.link(row.id.as_str()))
            menu=RowMenu::new(move |row: &AgentRow| items(row, desk))
            selection=acts.then_some(desk.selection)
            paging
            filtered=Signal::derive(move || place.is_filtered())
            on_clear=|()| clear_filters()
            empty=move || empty(place)
        />
    }
}

/// What can be done with an agent.
fn items(row: &AgentRow, desk: Desk) -> Vec<MenuItem> {
    let barred = |right: Permission| (!may(right)).then(|| lacks(right));
    let (writes, forces) = (barred(Permission::AgentsWrite), barred(Permission::AgentsAccess));
    let own_account = row.own_account.then(|| words().own_account.to_owned());
    let (edited, replaced) = (row.id.clone(), row.id.clone());
    let asks = |what: What| {
        let row = row.clone();
        move || desk.ask_one(what, row.clone())
    };
    let access = if row.forced.is_some() {
        let row = row.clone();
        MenuItem::new(words().resume_online, move || desk.resume_one(&row)).icon(Icon::Play)
    } else {
        MenuItem::new(words().force_offline, asks(What::Force)).icon(Icon::Stop)
    };
    vec![
        MenuItem::new(w().common.edit, move || open_agent(&edited, EDIT)).icon(Icon::Edit).disabled(writes.clone()),
        MenuItem::new(words().password_reset, asks(What::Reset))
            .icon(Icon::Key)
            .disabled(writes.clone().or(own_account)),
        access.disabled(forces),
        MenuItem::new(words().replace_agent, move || open_agent(&replaced, REPLACE))
            .icon(Icon::Switch)
            .disabled(writes.clone()),
        MenuItem::link(words().open_member, route::member(&row.member_id)).icon(Icon::Person),
        MenuItem::new(w().common.delete, asks(What::Delete)).icon(Icon::Trash).danger().line_before().disabled(writes),
    ]
}

/// Nobody, and no filter is the reason.
fn empty(place: Place) -> AnyView {
    let add = may(Permission::AgentsWrite).then(|| {
        view! {
            <Button kind=ButtonKind::Primary icon=Icon::Plus on_click=move || place.dialog.push(ADD)>
                {words().add_agent}
            </Button>
        }
    });
    view! { <EmptyFirst icon=Icon::Headset title=words().none_yet text=words().none_yet_text>{add}</EmptyFirst> }
        .into_any()
}
