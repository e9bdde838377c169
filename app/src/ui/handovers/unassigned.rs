//! What leavers left and nobody has yet.

use super::start::{Left, Start};
use super::{said, words};
use crate::api::handovers;
use crate::ui::kit::{
    Button, Chip, Column, DataTable, EmptyFirst, FilterChips, Icon, MenuItem, Person, Pill, RowMenu, Selection,
    SelectionBar, Time, TimeStyle, paged, paging,
};
use crate::ui::live::use_hint;
use crate::ui::param::{Param, param};
use crate::ui::{may, route, w};
use crate::words::fill;
use leptos::prelude::*;
use model::handover::{ItemKind, MOST_CHOSEN, Unassigned, UnassignedQuery};
use model::permission::Permission;
use model::{CustomerGroupId, CustomerId, MemberId};

/// The table, with what can be handed over of it.
#[component]
pub fn UnassignedTable(
    /// Set to what begins.
    starting: RwSignal<Option<Start>>,
) -> impl IntoView {
    let leaver = param("leaver");
    let paging = paging();
    let changed = use_hint(&["handovers", "customers", "members"]);
    let query = move |page| UnassignedQuery { leaver: leaver.some().map(MemberId), kind: None, page };
    let rows = paged(changed, paging, query, handovers::unassigned);
    let selection = Selection::new(move || leaver.get());
    let matching = Signal::derive(move || rows.with(|page| page.total).flatten());
    let writes = may(Permission::HandoversWrite);
    let menu = RowMenu::new(move |row: &Unassigned| actions(row, leaver, writes.then_some(starting)));
    let chosen = Memo::new(move |_| rows.with(|page| of_one_leaver(&page.items, selection)).flatten());
    let begin = move || starting.set(chosen.get_untracked());
    let chips = Signal::derive(move || {
        let name = rows.with(|page| page.items.first().map(|row| row.leaver.clone())).flatten();
        let label = [words().leavers, ": ", name.unwrap_or_default().as_str()].concat();
        leaver.some().map(|_| Chip { id: "leaver", label }).into_iter().collect::<Vec<_>>()
    });
    view! {
        <FilterChips chips on_remove=move |_| leaver.set("") on_clear=move |()| leaver.set("")/>
        <DataTable
            name="unassigned"
            label=words().tab_unassigned
            from=rows
            columns=columns()
            id=row_id
            title=|row: &Unassigned| row.name.clone()
            menu
            selection=writes.then_some(selection)
            paging
            filtered=Signal::derive(move || leaver.some().is_some())
            on_clear=move |()| leaver.set("")
            empty=|| view! {
                <EmptyFirst icon=Icon::Check title=words().none_unassigned text=words().none_unassigned_text/>
            }
        />
        <SelectionBar selection matching>
            <Show
                when=move || chosen.with(Option::is_some)
                fallback=|| view! { <span class="faint">{words().of_one_leaver}</span> }
            >
                <Button icon=Icon::Switch on_click=begin>{words().hand_over}</Button>
            </Show>
        </SelectionBar>
    }
}

/// One thing can be left by two.
fn row_id(row: &Unassigned) -> String {
    [row.leaver_id.as_str(), row.subject.as_str()].join(" ")
}

/// What is chosen, if all of it is in sight and one left it: a plan chooses among the things of one leaver.
fn of_one_leaver(rows: &[Unassigned], selection: Selection) -> Option<Start> {
    let ids = selection.ids();
    let chosen: Vec<&Unassigned> = rows.iter().filter(|row| ids.contains(&row_id(row))).collect();
    let first = chosen.first().filter(|_| !selection.is_everything() && chosen.len() == ids.len())?;
    let same = chosen.iter().all(|row| row.leaver_id == first.leaver_id);
    (same && chosen.len() <= MOST_CHOSEN).then(|| Start::Leaving {
        leavers: vec![first.leaver_id.clone()],
        called: first.leaver.clone(),
        left: left(&chosen),
    })
}

fn left(chosen: &[&Unassigned]) -> Left {
    let of = |kind| chosen.iter().filter(move |row| row.kind == kind).map(|row| row.subject.clone());
    Left {
        customers: of(ItemKind::Customer).map(CustomerId).collect(),
        groups: of(ItemKind::Group).map(CustomerGroupId).collect(),
    }
}

fn actions(row: &Unassigned, leaver: Param, starting: Option<RwSignal<Option<Start>>>) -> Vec<MenuItem> {
    let (id, name) = (row.leaver_id.clone(), row.leaver.clone());
    let mut items = Vec::new();
    if let Some(starting) = starting {
        let label = fill(words().hand_over_all_of, &[("name", &name)]);
        let all = Start::Leaving { leavers: vec![id], called: name, left: Left::default() };
        let begin = move || starting.set(Some(all.clone()));
        items.push(MenuItem::new(label, begin).icon(Icon::Switch));
    }
    let only = fill(words().only_of, &[("name", &row.leaver)]);
    let id = row.leaver_id.clone();
    items.push(MenuItem::new(only, move || leaver.set(id.as_str())).icon(Icon::Filter));
    items
}

fn columns() -> Vec<Column<Unassigned>> {
    vec![
        Column::new("name", w().common.name, |row: &Unassigned| {
            let person = view! { <Person name=row.name.clone() detail=row.company.clone()/> };
            match said::page_of(row.kind, &row.subject) {
                Some(href) => view! { <a href=href>{person}</a> }.into_any(),
                None => person.into_any(),
            }
        })
        .width(220),
        Column::new("kind", words().kind, |row: &Unassigned| words().one(row.kind)).width(120).hideable(),
        Column::new("leaver", words().leavers, |row: &Unassigned| {
            let name = row.leaver.clone();
            view! { <Pill href=route::member(&row.leaver_id)>{name}</Pill> }
        })
        .width(160),
        Column::new("left", words().left_on, |row: &Unassigned| {
            row.left_at.map(|at| view! { <Time at style=TimeStyle::Date/> })
        })
        .width(130),
        Column::new("connection", words().kept_by, |row: &Unassigned| match row.connection.as_str() {
            "" => words().kept_here.to_owned(),
            name => name.to_owned(),
        })
        .width(130)
        .hideable(),
        Column::new("handover", w().shell.handovers, |row: &Unassigned| {
            let href = row.handover.as_ref().map(route::handover)?;
            Some(view! { <a href=href>{words().in_handover}</a> })
        })
        .width(160),
    ]
}
