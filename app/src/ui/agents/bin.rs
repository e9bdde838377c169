//! The recycle bin: who was deleted, for how long he can be brought back, and the way back.

use super::bulk::chosen;
use super::desk::{Desk, Whom};
use super::place::{Place, clear_filters};
use super::words;
use crate::api::agents;
use crate::ui::kit::{
    Button, ButtonKind, Column, DataTable, EmptyFirst, Icon, MenuItem, Person, RowMenu, RowText, SearchBox,
    SelectionBar, Time, TimeStyle, Toolbar, paging,
};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::{count, dom, lacks, may, w};
use leptos::prelude::*;
use model::agent::AgentRow;
use model::agent_edit::BIN_DAYS;
use model::moment::DAY;
use model::permission::Permission;

/// The tab.
#[component]
pub fn BinTab(place: Place, desk: Desk) -> impl IntoView {
    let paging = paging();
    let changed = use_hint(&["agents"]);
    let rows = load(move || (changed.get(), place.query(paging.request())), |(_, query)| agents::list(query));
    let matching = Signal::derive(move || rows.with(|page| page.total).flatten());
    let writes = may(Permission::AgentsWrite);
    let menu = RowMenu::new(move |row: &AgentRow| {
        let id = row.id.clone();
        let restore = move || desk.restore.go(Whom::These(vec![id.clone()]));
        let barred = (!may(Permission::AgentsWrite)).then(|| lacks(Permission::AgentsWrite));
        vec![MenuItem::new(w().common.restore, restore).icon(Icon::Undo).disabled(barred)]
    });
    let amount = move || count(&words().restore_n, desk.selection.count(matching.get()));
    view! {
        <p class="soft">{count(&words().bin_text, BIN_DAYS)}</p>
        <Toolbar>
            <SearchBox
                label=words().search_bin
                value=place.search.signal()
                on_search=move |text: String| place.search.set(&text)
            />
        </Toolbar>
        <DataTable
            name="agents-bin"
            label=words().tab_bin
            from=rows
            columns=columns()
            id=|row: &AgentRow| row.id.0.clone()
            title=|row: &AgentRow| row.name.clone()
            href=RowText::new(move |row: &AgentRow| place.agent.link(row.id.as_str()))
            menu
            selection=writes.then_some(desk.selection)
            paging
            filtered=Signal::derive(move || place.is_filtered())
            on_clear=|()| clear_filters()
            empty=|| view! { <EmptyFirst icon=Icon::Trash title=words().bin_empty text=words().bin_empty_text/> }
        />
        <SelectionBar selection=desk.selection matching>
            <Button
                kind=ButtonKind::Primary
                icon=Icon::Undo
                busy=desk.restore.busy()
                on_click=move || desk.restore.go(chosen(place, desk))
            >
                {amount}
            </Button>
        </SelectionBar>
    }
}

/// Days until an agent is gone for good, begun ones as whole.
pub fn days_left(row: &AgentRow) -> Option<String> {
    let until = row.kept_until?;
    let left = (until.since(dom::now()) + DAY - 1) / DAY;
    Some(count(&words().days_left, left.max(0)))
}

fn columns() -> Vec<Column<AgentRow>> {
    vec![
        Column::new("name", w().common.name, |row: &AgentRow| {
            let (name, detail) = (row.name.clone(), row.nickname.clone());
            view! { <Person name detail/> }
        })
        .width(200),
        Column::new("number", words().number, |row: &AgentRow| row.number.clone()).width(120),
        Column::new("email", w().common.email, |row: &AgentRow| row.email.clone()).width(220).hideable(),
        Column::new("role", w().common.role, super::columns::role).width(130).hideable(),
        Column::new("left", words().kept_until, |row: &AgentRow| {
            let at = row.kept_until.map(|at| view! { <small><Time at style=TimeStyle::Date/></small> });
            view! { <span class="two-lines">{days_left(row)} {at}</span> }
        })
        .width(150),
    ]
}
