//! The view of a tree.

use super::rows::Row;
use super::{State, drag, keys};
use crate::ui::kit::menu::Menu;
use crate::ui::kit::popover::pixels;
use crate::ui::kit::{Icon, Padlock, icon};
use crate::ui::speech::w;
use crate::words::fill;
use leptos::attr::custom::custom_attribute;
use leptos::html;
use leptos::prelude::*;

/// Height of a row; on a phone the style makes it 44, and nothing is left out there.
const HEIGHT: usize = 32;
/// Above this many visible nodes only those in sight are in the document.
const VIRTUAL: usize = 200;
/// Rows drawn above and below what is in sight.
const MARGIN: usize = 15;

/// Brings a row into sight, which with many rows also puts it into the document.
pub fn scroll_to(holder: &web_sys::HtmlDivElement, at: usize) {
    let (top, high) = ((at * HEIGHT) as i32, holder.client_height());
    if top < holder.scroll_top() {
        holder.set_scroll_top(top);
    } else if top + HEIGHT as i32 > holder.scroll_top() + high {
        holder.set_scroll_top(top + HEIGHT as i32 - high);
    }
}

#[component]
pub fn Nodes(state: State, label: String) -> impl IntoView {
    let scrolled = RwSignal::new(0_usize);
    let holder = state.holder;
    let window = Memo::new(move |_| {
        let count = state.rows.with(Vec::len);
        if count <= VIRTUAL {
            return (0, count);
        }
        let high = holder.get().map_or(800, |holder| holder.client_height().max(400)) as usize;
        let first = (scrolled.get() / HEIGHT).saturating_sub(MARGIN);
        (first, (first + high / HEIGHT + 2 * MARGIN).min(count))
    });
    let drawn = move || {
        let (first, last) = window.get();
        state.rows.with(|rows| rows[first.min(rows.len())..last.min(rows.len())].to_vec())
    };
    let space = move |rows: usize| pixels((rows * HEIGHT) as f64);
    view! {
        <div
            node_ref=holder
            class="tree"
            role="tree"
            aria-label=label
            on:keydown=move |event| keys::press(state, &event)
            on:scroll:target=move |event| {
                use wasm_bindgen::JsCast;
                let top = event.target().unchecked_ref::<web_sys::Element>().scroll_top();
                scrolled.set(usize::try_from(top).unwrap_or(0));
            }
        >
            <div style:height=move || space(window.get().0)></div>
            <For
                each=drawn
                key=|row| (row.node.clone().id, row.node.label.clone(), row.node.note.clone(), row.level, row.open, row.place, row.siblings)
                let:row
            >
                {one(state, row)}
            </For>
            <div style:height=move || space(state.rows.with(Vec::len).saturating_sub(window.get().1))></div>
        </div>
    }
}

fn one(state: State, row: Row) -> impl IntoView + use<> {
    let Row { node, level, open, place, siblings } = row;
    let id = StoredValue::new(node.id.clone());
    let is_selected =
        Memo::new(move |_| state.selected.with(|selected| id.with_value(|id| selected.as_ref() == Some(id))));
    // The tab stop: what was focused last, else what is selected, else the first.
    let has_stop = move || {
        let stop = state.focused.get().or_else(|| state.selected.get());
        match stop.filter(|stop| state.rows.with(|rows| rows.iter().any(|row| row.node.id == *stop))) {
            Some(stop) => id.with_value(|id| *id == stop),
            None => state.rows.with(|rows| rows.first().is_some_and(|row| id.with_value(|id| *id == row.node.id))),
        }
    };
    let is_renamed =
        Memo::new(move |_| state.renaming.with(|renaming| id.with_value(|id| renaming.as_ref() == Some(id))));
    let fold = open.map(|open| {
        let said = fill(if open { w().kit.tree_close } else { w().kit.tree_open }, &[("name", &node.label)]);
        view! {
            <button
                type="button"
                class="tree-fold"
                class:open=open
                tabindex="-1"
                aria-label=said
                on:click=move |event| {
                    event.stop_propagation();
                    id.with_value(|id| state.fold(id, open));
                }
            >
                {icon(Icon::Right)}
            </button>
        }
    });
    let movable = state.on_move.is_some() && node.locked.is_none() && node.parent.is_some();
    let menu = state.menu.with_value(Clone::clone).map(|menu| {
        let (node, label) = (node.clone(), fill(w().kit.row_menu, &[("name", &node.label)]));
        view! { <Menu label items=move || menu(&node) class="button icon-only tree-menu"/> }
    });
    // Its own words alone: else the names of its buttons would be read out with every step.
    let said = [node.label.as_str(), &node.note].join(" ");
    let described = node.locked.clone();
    let (label, note, locked) = (StoredValue::new(node.label), node.note, node.locked);
    view! {
        <div
            class=move || state.target.with(|target| id.with_value(|id| drag::mark(target.as_ref(), id)))
            class:selected=is_selected
            role="treeitem"
            {..custom_attribute("aria-level", level.to_string())}
            aria-label=said
            aria-description=described
            data-id=node.id
            aria-setsize=siblings.to_string()
            aria-posinset=place.to_string()
            aria-expanded=open.map(|open| if open { "true" } else { "false" })
            aria-selected=move || if is_selected.get() { "true" } else { "false" }
            tabindex=move || if has_stop() { "0" } else { "-1" }
            style:--level=(level - 1).to_string()
            draggable=if movable { "true" } else { "false" }
            on:click=move |event| {
                if !crate::ui::dom::on_control(&event) {
                    state.focused.set(Some(id.get_value()));
                    state.on_select.run(id.get_value());
                }
            }
            on:focus=move |_| state.focused.set(Some(id.get_value()))
            on:dragstart=move |event| id.with_value(|id| drag::begin(state, id, &event))
            on:dragover=move |event| id.with_value(|id| drag::over(state, id, &event))
            on:drop=move |event| drag::drop(state, &event)
            on:dragend=move |_| drag::end(state)
        >
            {match fold {
                Some(fold) => fold.into_any(),
                None => view! { <span class="tree-fold"></span> }.into_any(),
            }}
            {move || if is_renamed.get() {
                rename(state, id, label).into_any()
            } else {
                view! { <span class="tree-label">{marked(label, state.search)} " "</span> }.into_any()
            }}
            {locked.map(|reason| view! { <Padlock reason/> })}
            <span class="tree-note">{note}</span>
            {menu}
        </div>
    }
}

/// The name with the searched words marked.
fn marked(label: StoredValue<String>, search: Signal<String>) -> impl Fn() -> AnyView {
    move || {
        let label = label.get_value();
        let wanted = search.with(|search| search.trim().to_lowercase());
        // Lower case may be longer than the original; then nothing is marked rather than the wrong thing.
        let lower = label.to_lowercase();
        let at = (!wanted.is_empty() && lower.len() == label.len()).then(|| lower.find(&wanted)).flatten();
        match at.map(|at| (label.get(..at), label.get(at..at + wanted.len()), label.get(at + wanted.len()..))) {
            Some((Some(before), Some(hit), Some(after))) => {
                view! { {before.to_owned()}<mark>{hit.to_owned()}</mark>{after.to_owned()} }.into_any()
            }
            _ => label.into_any(),
        }
    }
}

fn rename(state: State, id: StoredValue<String>, label: StoredValue<String>) -> impl IntoView + use<> {
    let field = NodeRef::<html::Input>::new();
    field.on_load(|field| {
        crate::ui::dom::soon(move || {
            let _ = field.focus();
            field.select();
        });
    });
    let leave = move || {
        state.renaming.set(None);
        state.focus(id.get_value());
    };
    // Taking the field out of the document blurs it, and by then its own values are gone.
    let keep = move || {
        if state.renaming.try_with_untracked(Option::is_none) != Some(false) {
            return;
        }
        let (Some(Some(field)), Some(id), Some(old)) =
            (field.try_get_untracked(), id.try_get_value(), label.try_get_value())
        else {
            return;
        };
        let name = field.value().trim().to_owned();
        state.renaming.set(None);
        if let Some(on_rename) = state.on_rename.filter(|_| !name.is_empty() && old != name) {
            on_rename.run((id, name));
        }
    };
    view! {
        <input
            node_ref=field
            class="tree-rename"
            type="text"
            maxlength=model::limits::NAME.to_string()
            aria-label=w().kit.rename_label
            value=label.get_value()
            on:click=|event| event.stop_propagation()
            on:blur=move |_| keep()
            on:keydown=move |event| {
                event.stop_propagation();
                match event.key().as_str() {
                    "Enter" => {
                        keep();
                        state.focus(id.get_value());
                    }
                    "Escape" => leave(),
                    _ => {}
                }
            }
        />
    }
}
