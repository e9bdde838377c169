//! The table of members, which is also a queue for the keyboard.

use super::deeds::{Deeds, Last};
use super::{said, tone, words};
use crate::api::mappings;
use crate::ui::kit::{
    Column, DataTable, EmptyFirst, Icon, MenuItem, Person, RowMenu, RowText, Time, TimeStyle, badge, paged, paging,
};
use crate::ui::live::use_hint;
use crate::ui::load::Loader;
use crate::ui::param::{Param, set_params};
use crate::ui::{dom, lacks, may, route, w};
use leptos::prelude::*;
use model::ConnectionId;
use model::mapping::{Mapping, MappingQuery, MappingStatus};
use model::page::Page;
use model::permission::Permission;

/// The table.
#[component]
pub fn MappingTable(
    /// The tenant.
    connection: ConnectionId,
    /// The parameter with the status.
    status: Param,
    /// The parameter with what is looked for.
    search: Param,
    /// The parameter with the member whose drawer is open.
    open: Param,
    /// What was decided last.
    last: Last,
) -> impl IntoView {
    let connection = StoredValue::new(connection);
    let paging = paging();
    let changed = use_hint(&["mappings", "members"]);
    let query = move |page| MappingQuery {
        connection: connection.get_value(),
        status: MappingStatus::from_word(&status.get()),
        member: None,
        search: search.get(),
        page,
    };
    let rows = paged(changed, paging, query, mappings::list);
    let deeds = Deeds::new();
    if may(Permission::MappingMap) {
        undoes(last);
    }
    let menu = RowMenu::new(move |mapping: &Mapping| items(mapping, open, deeds));
    view! {
        <div on:keydown=move |event| queue(&event, rows, deeds, last)>
            <DataTable
                name="mappings"
                label=words().mappings
                from=rows
                columns=columns()
                id=|mapping: &Mapping| mapping.member_id.0.clone()
                title=|mapping: &Mapping| mapping.name.clone()
                href=RowText::new(move |mapping: &Mapping| open.link(mapping.member_id.as_str()))
                menu
                paging
                filtered=Signal::derive(move || status.some().is_some() || search.some().is_some())
                on_clear=|()| set_params(&[("status", ""), ("search", "")])
                empty=|| view! {
                    <EmptyFirst icon=Icon::People title=words().nobody_here text=words().nobody_here_text/>
                }
            />
            {may(Permission::MappingMap).then(|| view! { <p class="faint">{words().keys}</p> })}
        </div>
    }
}

fn columns() -> Vec<Column<Mapping>> {
    vec![
        Column::new("person", words().person, |mapping: &Mapping| {
            let (name, detail) = (mapping.name.clone(), mapping.email.clone());
            view! { <Person name detail/> }
        })
        .width(220),
        Column::new("department", w().common.department, |mapping: &Mapping| mapping.department.clone())
            .width(150)
            .hideable(),
        Column::new("status", w().common.status, |mapping: &Mapping| {
            badge(tone(mapping.status), words().status(mapping.status))
        })
        .width(130),
        Column::new("reason", words().reason, said::reason).width(220),
        Column::new("candidate", words().candidate, |mapping: &Mapping| {
            mapping.candidates.first().map(said::candidate)
        })
        .width(240),
        Column::new("account", words().account, |mapping: &Mapping| {
            mapping.account.clone().map(|account| {
                let detail = if account.email.is_empty() { account.number } else { account.email };
                view! { <Person name=account.name detail/> }
            })
        })
        .width(220),
        Column::new("since", words().since, |mapping: &Mapping| {
            mapping.since.map(|at| view! { <Time at style=TimeStyle::Date/> })
        })
        .width(120)
        .hideable(),
        Column::new("by", words().by, said::by).width(140).hideable(),
    ]
}

/// What can be done with a row.
fn items(mapping: &Mapping, open: Param, deeds: Deeds) -> Vec<MenuItem> {
    let barred = (!may(Permission::MappingMap)).then(|| lacks(Permission::MappingMap));
    let mut items = Vec::new();
    if let Some(found) = said::confirmable(mapping) {
        let (known, account) = (mapping.clone(), found.account.external_id.clone());
        items.push(
            MenuItem::new(words().confirm, move || deeds.give(&known, &account))
                .icon(Icon::Check)
                .disabled(barred.clone()),
        );
    }
    let is_mapped = mapping.status == MappingStatus::Mapped;
    let label = if is_mapped { words().change_account } else { words().map_user };
    items.push(MenuItem::link(label, open.link(mapping.member_id.as_str())).icon(Icon::Link).disabled(barred.clone()));
    if is_mapped {
        let known = mapping.clone();
        items.push(MenuItem::new(words().unmap, move || deeds.take(&known)).icon(Icon::Close).disabled(barred));
    } else {
        let ignored = mapping.status == MappingStatus::Ignored;
        let known = mapping.clone();
        let label = if ignored { words().no_longer_ignore } else { words().ignore };
        items.push(MenuItem::new(label, move || deeds.leave(&known, !ignored)).icon(Icon::Block).disabled(barred));
    }
    items.push(MenuItem::link(words().history, open.link(mapping.member_id.as_str())).icon(Icon::Activity));
    items.push(MenuItem::link(words().open_member, route::member(&mapping.member_id)).icon(Icon::Person));
    items
}

/// Z undoes what was decided last, wherever the focus is: the row may have left the list with the decision.
fn undoes(last: Last) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        let over = dom::is_typing() || dom::first("dialog[open]").is_some();
        if plain && !over && matches!(event.key().as_str(), "z" | "Z") {
            event.prevent_default();
            last.undo();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Enter confirms the candidate of the row that has the focus, X ignores its member; the arrows are the table's, and the slash that
/// leads to the search is every page's.
fn queue(event: &leptos::ev::KeyboardEvent, rows: Loader<Page<Mapping>>, deeds: Deeds, last: Last) {
    let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
    if !plain || !may(Permission::MappingMap) {
        return;
    }
    let Some(link) = dom::focused().filter(|focused| focused.class_list().contains("row-link")) else { return };
    let Some(row) = link.closest("tbody tr").ok().flatten() else { return };
    let Some(body) = row.parent_element() else { return };
    let at = dom::within(&body, "tr").iter().position(|one| one.is_same_node(Some(&row)));
    let Some(mapping) = at.and_then(|at| rows.with_untracked(|page| page.items.get(at).cloned()).flatten()) else {
        return;
    };
    let mapping = last.newest(mapping);
    match event.key().as_str() {
        "Enter" => {
            if let Some(found) = said::confirmable(&mapping) {
                event.prevent_default();
                deeds.give(&mapping, &found.account.external_id);
            }
        }
        "x" | "X" if mapping.status != MappingStatus::Mapped => {
            event.prevent_default();
            deeds.leave(&mapping, mapping.status != MappingStatus::Ignored);
        }
        _ => {}
    }
}
