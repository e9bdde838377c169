//! One cell: shown, edited in place, kept as soon as it is left.

use super::grid::{Cursor, cell_id};
use super::words;
use crate::api::imports;
use crate::ui::deed::deed_in_place;
use crate::ui::live::touch;
use crate::ui::load::Loader;
use crate::ui::{dom, format, language};
use crate::words::fill;
use crate::words::imports::say_issue;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use model::import::{ImportRow, Level, Repair};
use model::page::Page;
use model::{Code, ImportId, limits};

/// The cell.
#[component]
pub fn GridCell(
    /// Of which import.
    import: ImportId,
    /// The row's number.
    number: i64,
    /// The rows of the page.
    rows: Loader<Page<ImportRow>>,
    /// The row.
    row: Memo<Option<ImportRow>>,
    /// Which of the shown columns.
    at: usize,
    /// Which column of the file.
    column: u32,
    /// The column's name.
    name: String,
    /// Where one is.
    cursor: Cursor,
) -> impl IntoView {
    let text = Memo::new(move |_| {
        row.with(|row| row.as_ref().and_then(|row| row.cells.get(column as usize).cloned())).unwrap_or_default()
    });
    let issue = Memo::new(move |_| {
        row.with(|row| {
            let found = row.iter().flat_map(|row| &row.issues).filter(|issue| issue.column == Some(column));
            found.max_by_key(|issue| issue.level).map(|issue| (issue.level, say_issue(language(), issue)))
        })
    });
    let is = move |wanted: Level| move || issue.with(|issue| issue.as_ref().is_some_and(|(level, _)| *level == wanted));
    let active = Memo::new(move |_| cursor.at.get() == (number, at));
    let editing = Memo::new(move |_| active.get() && cursor.editing.get());
    let label = fill(words().cell, &[("column", &name), ("row", &format::number(number))]);
    // A deed of each cell: who types on while the cell before is being kept loses nothing.
    let keep = deed_in_place(
        move |(was, text): (String, String)| {
            let repair = Repair { import: import.clone(), number, column, text, was: Some(was) };
            let told = fill(words().cell_changed, &[("row", &format::number(number)), ("column", &name)]);
            async move {
                match imports::repair(repair).await {
                    Ok(row) => Ok(Some(row)),
                    Err(failure) => {
                        rows.reload();
                        if failure.0.code != Code::Stale {
                            return Err(failure);
                        }
                        cursor.told.try_set(Some(told));
                        Ok(None)
                    }
                }
            }
        },
        move |kept: Option<ImportRow>| {
            if let Some(kept) = kept {
                put(rows, kept);
                touch(&["imports"]);
            }
        },
    );
    let leave = move || {
        if !editing.get_untracked() {
            return;
        }
        cursor.editing.set(false);
        let (was, now) = (text.get_untracked(), cursor.typed.get_untracked());
        if was != now {
            cursor.told.set(None);
            // At once, before the server has judged it: what was typed must not seem lost.
            if let Some(mut row) = row.get_untracked() {
                row.cells.resize(row.cells.len().max(column as usize + 1), String::new());
                row.cells[column as usize].clone_from(&now);
                put(rows, row);
            }
            keep.go((was, now));
        }
    };
    let pressed = move |event: KeyboardEvent| {
        if !editing.get_untracked() {
            cursor.walk(&event, text.get_untracked());
            return;
        }
        // Enter also ends the choice of a character of a Chinese input method.
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Enter" => {
                leave();
                cursor.go(1, 0);
            }
            "Tab" => {
                leave();
                cursor.go(0, if event.shift_key() { -1 } else { 1 });
            }
            "Escape" => {
                cursor.editing.set(false);
                cursor.focus();
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let begin = move || {
        if !editing.get_untracked() {
            cursor.edit(text.get_untracked());
        }
    };
    let input = NodeRef::<html::Input>::new();
    input.on_load(move |input| {
        dom::soon(move || {
            let _ = input.focus();
            // What was typed to begin with stays; a whole text may be typed over.
            if cursor.typed.try_get_untracked() == text.try_get_untracked() {
                input.select();
            }
        });
    });
    view! {
        <td
            id=cell_id(number, at)
            role="gridcell"
            class="import-cell"
            class:bad=is(Level::Error)
            class:warning=is(Level::Warning)
            tabindex=move || if active.get() { "0" } else { "-1" }
            aria-invalid=move || is(Level::Error)().then_some("true")
            title=move || issue.get().map_or_else(|| text.get(), |(_, said)| said)
            on:focus=move |_| cursor.enter(number, at)
            on:blur=move |event| if event.related_target().is_some() { cursor.leave() }
            on:keydown=pressed
            on:dblclick=move |_| begin()
            on:click=move |_| {
                // Fingers have no second press to spare.
                if dom::matches("(pointer: coarse)") {
                    begin();
                }
            }
        >
            {move || {
                if editing.get() {
                    view! {
                        <input
                            node_ref=input
                            aria-label=label.clone()
                            maxlength=limits::IMPORT_CELL.to_string()
                            autocomplete="off"
                            prop:value=cursor.typed
                            on:input:target=move |event| cursor.typed.set(event.target().value())
                            on:blur=move |_| leave()
                        />
                    }
                    .into_any()
                } else {
                    text.get().into_any()
                }
            }}
        </td>
    }
}

fn put(rows: Loader<Page<ImportRow>>, row: ImportRow) {
    rows.update(|page| {
        if let Some(old) = page.items.iter_mut().find(|old| old.number == row.number) {
            *old = row;
        }
    });
}
