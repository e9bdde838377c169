//! What goes over, thing by thing.

use super::{said, tone, words};
use crate::api::handovers;
use crate::ui::kit::{
    Column, DataTable, EmptyFirst, Icon, MenuItem, Paging, Pill, RowMenu, Selection, badge, paged, paging,
};
use crate::ui::live::use_hint;
use crate::ui::load::Loader;
use crate::ui::{route, w};
use leptos::prelude::*;
use model::handover::{Item, ItemQuery};
use model::page::{Page as Rows, PageRequest};
use model::{HandoverId, MemberId};

/// Reads a page of what a query finds.
pub fn read(query: impl Fn(PageRequest) -> ItemQuery + Copy + 'static) -> (Loader<Rows<Item>>, Paging) {
    let paging = paging();
    (paged(use_hint(&["handovers"]), paging, query, handovers::items), paging)
}

/// Everything of a hand-over.
pub fn all(handover: HandoverId, page: PageRequest) -> ItemQuery {
    ItemQuery { handover, kind: None, state: None, to: None, barred: false, handing: None, page }
}

/// The table.
#[component]
pub fn ItemTable(
    /// What [`read`] gave.
    rows: (Loader<Rows<Item>>, Paging),
    /// Whether things of several members go over.
    several: bool,
    /// Whether it was carried out, so that each thing stands somewhere.
    begun: bool,
    /// Whether a filter leaves things out.
    filtered: Signal<bool>,
    /// Takes the filters away.
    #[prop(into)]
    on_clear: Callback<()>,
    /// What can be done with one thing.
    #[prop(optional_no_strip)]
    menu: Option<RowMenu<Item>>,
    /// Check boxes, where something can be done with several.
    #[prop(optional_no_strip)]
    selection: Option<Selection>,
) -> impl IntoView {
    let (from, paging) = rows;
    let menu = menu.unwrap_or_else(|| RowMenu::new(|item: &Item| open(item).into_iter().collect()));
    view! {
        <DataTable
            name="handover-items"
            label=words().things
            from
            columns=columns(several, begun)
            id=|item: &Item| item.id.0.clone()
            title=said::name
            menu
            selection
            paging
            filtered
            on_clear
            empty=|| view! { <EmptyFirst icon=Icon::Check title=words().holds_nothing text=words().holds_nothing_text/> }
        />
    }
}

/// The way to the thing itself.
pub fn open(item: &Item) -> Option<MenuItem> {
    said::page_of(item.kind, &item.subject).map(|href| MenuItem::link(w().common.open, href).icon(Icon::Eye))
}

fn columns(several: bool, begun: bool) -> Vec<Column<Item>> {
    let person = |id: &MemberId, name: &str| {
        let (href, name) = (route::member(id), name.to_owned());
        view! { <Pill href>{name}</Pill> }.into_any()
    };
    let mut columns = vec![
        Column::new("name", w().common.name, |item: &Item| match said::page_of(item.kind, &item.subject) {
            Some(href) => view! { <a href=href>{said::name(item)}</a> }.into_any(),
            None => said::name(item).into_any(),
        })
        .width(200),
        Column::new("kind", words().kind, |item: &Item| words().one(item.kind)).width(140).hideable(),
    ];
    if several {
        let from = move |item: &Item| person(&item.leaver_id, &item.leaver);
        columns.push(Column::new("from", words().from, from).width(150));
    }
    let to = move |item: &Item| match (&item.to_id, item.kind.has_successor()) {
        (Some(to), _) => person(to, &item.to),
        (None, true) => view! { <span class="faint">{words().nobody}</span> }.into_any(),
        (None, false) => view! { <span class="faint">{words().ends}</span> }.into_any(),
    };
    columns.push(Column::new("to", words().to, to).width(150));
    if begun {
        let state = |item: &Item| badge(tone::of_item(item.state), words().item(item.state));
        columns.push(Column::new("state", w().common.status, state).width(170));
    }
    let why = |item: &Item| {
        // The whole of it under the pointer, too: a row is one line high.
        said::reason(item).map(|text| view! { <span class="handover-why" title=text.clone()>{text.clone()}</span> })
    };
    columns.push(Column::new("why", words().why, why).width(260));
    let back = |item: &Item| badge(tone::of_handing(item.handing), words().handing(item.handing));
    columns.push(Column::new("back", words().way_back, back).width(190).hideable());
    columns
}
