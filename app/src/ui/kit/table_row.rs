//! One row of a table, and walking from row to row.

use super::Checkbox;
use super::columns::Column;
use super::selection::Selection;
use super::table::{RowMenu, RowText, row_menu};
use crate::ui::{dom, route, speech::w};
use crate::words::fill;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// How rows of a table are drawn.
pub(super) struct Row<T: 'static> {
    pub columns: StoredValue<Vec<Column<T>>>,
    pub visible: Memo<Vec<&'static str>>,
    pub title: fn(&T) -> String,
    pub href: Option<RowText<T>>,
    pub menu: Option<RowMenu<T>>,
    pub selection: Option<Selection>,
}

impl<T: Clone + Send + Sync + 'static> Row<T> {
    pub fn draw(&self, id: String, row: T) -> AnyView {
        let title = (self.title)(&row);
        // Asked for anew: an address that keeps the filters changes with them while the row stays.
        let href = self.href.as_ref().map(|href| {
            let (href, row) = (href.0.clone(), row.clone());
            Signal::derive(move || href(&row))
        });
        let picked = self.selection.map(|selection| {
            let id = StoredValue::new(id);
            let checked = Signal::derive(move || id.with_value(|id| selection.has(id)));
            let tick = move |on| selection.set(&[id.get_value()], on);
            let label = fill(w().kit.select_row, &[("name", &title)]);
            (
                checked,
                view! {
                    <td class="cell-check" role="cell"><Checkbox bare=true label checked on_change=tick/></td>
                },
            )
        });
        let (checked, check) = picked.unzip();
        let checked = move || checked.is_some_and(|checked| checked.get());
        let menu = self.menu.as_ref().map(|menu| row_menu(menu, &row, &title));
        let (columns, visible) = (self.columns, self.visible);
        let cells = move || {
            let visible = visible.get();
            columns.with_value(|columns| {
                let seen = columns.iter().filter(|column| visible.contains(&column.id)).enumerate();
                seen.map(|(at, column)| cell(column, &row, href.filter(|_| at == 0))).collect::<Vec<_>>()
            })
        };
        let open = move |event: leptos::ev::MouseEvent| {
            if let Some(href) = href.filter(|_| !is_control(&event)) {
                focus_link(&event);
                route::go(&href.get_untracked());
            }
        };
        view! {
            <tr role="row" class:selected=checked class:leads=self.href.is_some() on:click=open>
                {check}
                {cells}
                {menu}
            </tr>
        }
        .into_any()
    }
}

fn cell<T>(column: &Column<T>, row: &T, href: Option<Signal<String>>) -> AnyView {
    let body = (column.cell)(row);
    let body = match href {
        Some(href) => view! { <a class="row-link" href=href>{body}</a> }.into_any(),
        None => body,
    };
    view! {
        <td
            role="cell"
            class:numeric=column.numeric
            class:off-card=!column.on_card
            data-label=column.header
        >
            {body}
        </td>
    }
    .into_any()
}

/// The focus has to come back to the row when what it leads to is closed.
fn focus_link(event: &leptos::ev::MouseEvent) {
    let cell = event.target().and_then(|cell| cell.dyn_into::<Element>().ok());
    let row = cell.and_then(|cell| cell.closest("tr").ok().flatten());
    if let Some(link) = row.and_then(|row| dom::within(&row, ".row-link").into_iter().next()) {
        dom::focus(&link);
    }
}

/// A press on a button, link or box of the row is theirs; one that marked a text is the reader's.
fn is_control(event: &leptos::ev::MouseEvent) -> bool {
    dom::on_control(event) || dom::has_marked_text() || event.default_prevented()
}

/// ↑ and ↓ go to the same control of the next row, Home and End to the first and last row.
pub(super) fn walk(event: leptos::ev::KeyboardEvent) {
    let key = event.key();
    if !matches!(key.as_str(), "ArrowDown" | "ArrowUp" | "Home" | "End") {
        return;
    }
    let Some(from) = dom::focused().filter(|from| from.closest("[popover]").ok().flatten().is_none()) else { return };
    let Some(row) = from.closest("tbody tr").ok().flatten() else { return };
    let Some(body) = row.parent_element() else { return };
    let next = match key.as_str() {
        "ArrowDown" => row.next_element_sibling(),
        "ArrowUp" => row.previous_element_sibling(),
        "Home" => body.first_element_child(),
        _ => body.last_element_child(),
    };
    let Some(next) = next else { return };
    let at = controls(&row).iter().position(|control| control.is_same_node(Some(&from))).unwrap_or(0);
    if let Some(control) = controls(&next).get(at) {
        event.prevent_default();
        dom::focus(control);
    }
}

fn controls(row: &Element) -> Vec<HtmlElement> {
    dom::within(row, "input, a[href], button")
}
