//! The table of every list: columns declared once, chosen rows, a menu a row, four states, cards on a phone.

use super::columns::{Column, ColumnChooser, Shown};
use super::menu::{Menu, MenuItem};
use super::paging::{Pager, Paging};
use super::selection::{Selection, SelectionStrip};
use super::states::{EmptyFiltered, ErrorBox};
use super::table_row::{self, Row};
use super::{Banner, BannerKind, Button, Checkbox, Icon, icon};
use crate::ui::load::Loader;
use crate::ui::param::Param;
use crate::ui::speech::w;
use crate::words::fill;
use leptos::html;
use leptos::prelude::*;
use model::page::Page;
use std::collections::HashMap;
use std::sync::Arc;

/// Rows of a page, each with a number that grows when its content changes: the key under which it is drawn.
type Keyed<T> = Vec<(String, u32, T)>;

/// A table over one page of rows. See [`super`] for a complete example.
#[component]
pub fn DataTable<T>(
    /// Under which the columns are remembered.
    name: &'static str,
    /// What it lists, for screen readers.
    #[prop(into)]
    label: String,
    /// The page of rows.
    from: Loader<Page<T>>,
    /// The columns; the first names the row.
    columns: Vec<Column<T>>,
    /// The id of a row.
    id: fn(&T) -> String,
    /// The name of a row, for screen readers.
    title: fn(&T) -> String,
    /// Where a row leads.
    #[prop(optional, into)]
    href: Option<RowText<T>>,
    /// The ⋮ of a row.
    #[prop(optional, into)]
    menu: Option<RowMenu<T>>,
    /// Check boxes, where something can be done with several rows.
    #[prop(optional_no_strip)]
    selection: Option<Selection>,
    /// The parameter `sort`, where columns can be sorted by.
    #[prop(optional)]
    sort: Option<Param>,
    /// Pages.
    #[prop(optional)]
    paging: Option<Paging>,
    /// Whether any filter is in force: an empty list then means another thing.
    #[prop(optional, into)]
    filtered: Signal<bool>,
    /// Clears the filters.
    #[prop(optional, into)]
    on_clear: Option<Callback<()>>,
    /// What may have been meant by a search that found nothing: [`super::meant`].
    #[prop(optional, into)]
    meant: Option<ViewFn>,
    /// The first time: [`super::EmptyFirst`].
    #[prop(optional, into)]
    empty: Option<ViewFn>,
    /// No column chooser.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let shown = Shown::of(name);
    let columns = StoredValue::new(columns);
    let visible = Memo::new(move |_| {
        columns.with_value(|columns| {
            let seen = |c: &&Column<T>| shown.has(c.id, c.hidden, c.hideable);
            columns.iter().filter(seen).map(|c| c.id).collect::<Vec<_>>()
        })
    });
    let seen = StoredValue::new(HashMap::<String, (u32, T)>::new());
    let rows = Memo::new(move |_| keyed(&from, id, seen));
    let ids = Signal::derive(move || rows.with(|rows| rows.iter().map(|(id, ..)| id.clone()).collect::<Vec<_>>()));
    let matching = Signal::derive(move || from.with(|page| page.total).flatten());
    let state = Memo::new(move |_| match (from.with(|page| page.items.is_empty()), from.problem()) {
        (Some(false), _) => State::Rows,
        (Some(true), None) => State::Empty,
        (_, Some(_)) => State::Failed,
        (None, None) => State::Waiting,
    });
    let choosable: Vec<_> = columns
        .with_value(|columns| columns.iter().filter(|c| c.hideable).map(|c| (c.id, c.header, c.hidden)).collect());
    let chooser = (!plain && !choosable.is_empty()).then(|| view! { <ColumnChooser shown columns=choosable/> });
    // Where no row leads anywhere, the keyboard scrolls the box itself.
    let still = href.is_none() && menu.is_none() && selection.is_none();
    let (tabindex, role) = if still { ("0", Some("region")) } else { ("-1", None) };
    let region = still.then(|| label.clone());
    let view_of = StoredValue::new(Row { columns, visible, title, href, menu, selection });
    let wrap = NodeRef::<html::Div>::new();
    if let Some(paging) = paging {
        Effect::new(move |old: Option<usize>| {
            let number = paging.number();
            if old.is_some_and(|old| old != number)
                && let Some(wrap) = wrap.get_untracked()
            {
                wrap.set_scroll_top(0);
            }
            number
        });
    }
    view! {
        <div class="table-frame">
            {selection.map(|selection| view! { <SelectionStrip selection page=ids matching/> })}
            <Show when=move || state.get() == State::Rows && from.problem().is_some()>
                <Banner kind=BannerKind::Warning>
                    {w().kit.stale_banner} " "
                    <Button small=true on_click=move || from.reload()>{w().common.retry}</Button>
                </Banner>
            </Show>
            <div
                node_ref=wrap
                class="table-wrap"
                tabindex=tabindex
                role=role
                aria-label=region
                aria-busy=move || from.busy().then_some("true")
            >
                {move || match state.get() {
                    State::Rows => view! {
                        <table class="table" role="table" aria-label=label.clone() on:keydown=table_row::walk>
                            {head(columns, visible, selection, ids, sort, view_of.with_value(|row| row.menu.is_some()))}
                            <tbody role="rowgroup">
                                <For each=move || rows.get() key=|(id, turn, _)| (id.clone(), *turn) let:row>
                                    {view_of.with_value(|view| view.draw(row.0, row.2))}
                                </For>
                            </tbody>
                        </table>
                    }
                    .into_any(),
                    State::Waiting => view! { <SkeletonRows/> }.into_any(),
                    State::Failed => {
                        let problem = Signal::derive(move || from.problem());
                        view! { <ErrorBox problem on_retry=move || from.reload()/> }.into_any()
                    }
                    State::Empty if filtered.get() => {
                        let clear = move || if let Some(clear) = on_clear { clear.run(()) };
                        let meant = meant.as_ref().map(ViewFn::run);
                        view! { <EmptyFiltered on_clear=clear meant/> }.into_any()
                    }
                    State::Empty => match &empty {
                        Some(empty) => empty.run(),
                        None => view! { <p class="empty">{w().common.none}</p> }.into_any(),
                    },
                }}
            </div>
            <div class="table-foot">
                {paging.map(|paging| {
                    let shown = Signal::derive(move || {
                        from.with(|page| (page.items.len(), page.next_cursor.clone(), page.total))
                    });
                    view! { <Pager paging shown/> }
                })}
                {chooser}
            </div>
        </div>
    }
}

/// A text made from a row: `RowText::new(|m: &MemberRow| route::member(&m.id))`.
pub struct RowText<T>(pub(super) Arc<dyn Fn(&T) -> String + Send + Sync>);

/// The menu of a row: `RowMenu::new(move |m: &MemberRow| vec![MenuItem::new(…)])`.
pub struct RowMenu<T>(pub(super) Items<T>);

type Items<T> = Arc<dyn Fn(&T) -> Vec<MenuItem> + Send + Sync>;

impl<T> RowText<T> {
    /// From a function.
    pub fn new(text: impl Fn(&T) -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(text))
    }
}

impl<T> RowMenu<T> {
    /// From a function, called when the menu opens.
    pub fn new(items: impl Fn(&T) -> Vec<MenuItem> + Send + Sync + 'static) -> Self {
        Self(Arc::new(items))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Failed,
    Empty,
    Rows,
}

/// A row keeps its place in the document, and with it focus and open menus, as long as its content stays the same.
fn keyed<T>(from: &Loader<Page<T>>, id: fn(&T) -> String, seen: StoredValue<HashMap<String, (u32, T)>>) -> Keyed<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let items = from.with(|page| page.items.clone()).unwrap_or_default();
    seen.try_update_value(|seen| {
        let keyed: Keyed<T> = items
            .into_iter()
            .map(|row| {
                let key = id(&row);
                let turn = match seen.get(&key) {
                    Some((turn, old)) if *old == row => *turn,
                    Some((turn, _)) => turn + 1,
                    None => 0,
                };
                (key, turn, row)
            })
            .collect();
        *seen = keyed.iter().map(|(key, turn, row)| (key.clone(), (*turn, row.clone()))).collect();
        keyed
    })
    .unwrap_or_default()
}

fn head<T: 'static>(
    columns: StoredValue<Vec<Column<T>>>,
    visible: Memo<Vec<&'static str>>,
    selection: Option<Selection>,
    ids: Signal<Vec<String>>,
    sort: Option<Param>,
    has_menu: bool,
) -> impl IntoView {
    let all = Signal::derive(move || {
        selection.is_some_and(|s| ids.with(|ids| !ids.is_empty() && ids.iter().all(|id| s.has(id))))
    });
    let some = Signal::derive(move || !all.get() && selection.is_some_and(|s| !s.is_empty()));
    let box_cell = selection.map(|selection| {
        let tick = move |on| selection.set(&ids.get_untracked(), on);
        view! {
            <th class="cell-check" role="columnheader">
                <Checkbox bare=true label=w().kit.select_page checked=all mixed=some on_change=tick/>
            </th>
        }
    });
    let headers = move || {
        let visible = visible.get();
        columns.with_value(|columns| {
            columns.iter().filter(|c| visible.contains(&c.id)).map(|c| header(c, sort)).collect::<Vec<_>>()
        })
    };
    view! {
        <thead role="rowgroup">
            <tr role="row">
                {box_cell}
                {headers}
                {has_menu.then(|| view! {
                    <th class="cell-menu" role="columnheader"><span class="unseen">{w().common.more}</span></th>
                })}
            </tr>
        </thead>
    }
}

fn header<T>(column: &Column<T>, sort: Option<Param>) -> AnyView {
    let (text, numeric) = (column.header, column.numeric);
    let width = super::popover::pixels(f64::from(column.width));
    match (column.sort, sort) {
        (Some(by), Some(param)) => {
            let sorted = move || param.signal().with(|now| now == by);
            view! {
                <th
                    role="columnheader"
                    class:numeric=numeric
                    style:width=width
                    aria-sort=move || sorted().then_some("ascending")
                >
                    <button
                        type="button"
                        class="sort"
                        title=fill(w().kit.sort_by, &[("column", text)])
                        on:click=move |_| param.set(if sorted() { "" } else { by })
                    >
                        {text}
                        {move || sorted().then(|| icon(Icon::Down))}
                    </button>
                </th>
            }
            .into_any()
        }
        _ => view! { <th role="columnheader" class:numeric=numeric style:width=width>{text}</th> }.into_any(),
    }
}

#[component]
fn SkeletonRows() -> impl IntoView {
    view! {
        <div class="skeleton rows" role="status" aria-label=w().common.loading>
            {(0..12).map(|_| view! { <span class="skeleton-row"></span> }).collect_view()}
        </div>
    }
}

/// The ⋮ of a row.
pub(super) fn row_menu<T: Clone + Send + Sync + 'static>(menu: &RowMenu<T>, row: &T, title: &str) -> AnyView {
    let (items, row) = (menu.0.clone(), row.clone());
    let label = fill(w().kit.row_menu, &[("name", title)]);
    view! { <td class="cell-menu" role="cell"><Menu label items=move || items(&row)/></td> }.into_any()
}
