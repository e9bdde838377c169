//! The rows of the file as a grid, after the ARIA grid pattern: one cell has the focus, arrows walk, Enter edits.

use super::grid_row::GridRow;
use super::words;
use crate::ui::kit::{Banner, BannerKind, ErrorBox, SkeletonLines};
use crate::ui::load::Loader;
use crate::ui::{dom, w};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use model::ImportId;
use model::import::ImportRow;
use model::page::Page;

/// Where in the grid one is, and what is being typed there.
#[derive(Clone, Copy)]
pub struct Cursor {
    /// The row's number and which of the shown columns.
    pub at: RwSignal<(i64, usize)>,
    /// Whether that cell is being edited.
    pub editing: RwSignal<bool>,
    /// What is typed.
    pub typed: RwSignal<String>,
    /// Something that a person should know about a cell.
    pub told: RwSignal<Option<String>>,
    numbers: Memo<Vec<i64>>,
    width: usize,
    /// The place of the row on the page: what takes its place when a repaired row leaves the list gets the focus.
    place: StoredValue<usize>,
    /// Whether the focus was here when the rows changed.
    inside: StoredValue<bool>,
}

impl Cursor {
    fn new(numbers: Memo<Vec<i64>>, width: usize) -> Self {
        let cursor = Self {
            at: RwSignal::new((0, 0)),
            editing: RwSignal::new(false),
            typed: RwSignal::new(String::new()),
            told: RwSignal::new(None),
            numbers,
            width,
            place: StoredValue::new(0),
            inside: StoredValue::new(false),
        };
        Effect::new(move |_| cursor.settle(&numbers.get()));
        cursor
    }

    /// The rows are others: the cursor stays on its row, or where that was.
    fn settle(self, numbers: &[i64]) {
        let (number, column) = self.at.get_untracked();
        if !numbers.contains(&number) {
            let place = self.place.get_value().min(numbers.len().saturating_sub(1));
            self.editing.set(false);
            self.at.set((numbers.get(place).copied().unwrap_or_default(), column));
        }
        dom::soon(move || {
            let lost = dom::focused().is_none_or(|focused| focused.tag_name() == "BODY");
            if lost && self.inside.try_get_value() == Some(true) {
                self.focus();
            }
        });
    }

    /// A cell has got the focus.
    pub fn enter(self, number: i64, column: usize) {
        self.inside.set_value(true);
        if self.at.get_untracked() != (number, column) {
            self.editing.set(false);
            self.at.set((number, column));
        }
        let place = self.numbers.with_untracked(|numbers| numbers.iter().position(|known| *known == number));
        self.place.set_value(place.unwrap_or_default());
    }

    /// The focus went somewhere else by the person's own doing.
    pub fn leave(self) {
        self.inside.set_value(false);
    }

    /// Puts the focus on the present cell. At once: the next key may come before the field of the edited one is gone.
    pub fn focus(self) {
        let Some((number, column)) = self.at.try_get_untracked() else { return };
        if let Some(cell) = dom::by_id(&cell_id(number, column)) {
            dom::focus(&cell);
            dom::reveal(&cell);
        }
    }

    /// Begins to edit the present cell.
    pub fn edit(self, text: String) {
        self.typed.set(text);
        self.editing.set(true);
    }

    /// Goes to another cell; past the end of a row comes the next one.
    pub fn go(self, rows: isize, columns: isize) {
        let (number, column) = self.at.get_untracked();
        let numbers = self.numbers.get_untracked();
        let Some(row) = numbers.iter().position(|known| *known == number) else { return };
        let width = self.width.max(1) as isize;
        let cells = numbers.len() as isize * width;
        let mut to = row as isize * width + column as isize + columns;
        if (0..cells).contains(&(to + rows * width)) {
            to += rows * width;
        }
        let to = to.clamp(0, cells - 1);
        self.at.set((numbers[(to / width) as usize], (to % width) as usize));
        self.focus();
    }

    /// A key while no cell is being edited; `text` is what the present one holds.
    pub fn walk(self, event: &KeyboardEvent, text: String) {
        let key = event.key();
        let (_, column) = self.at.get_untracked();
        match key.as_str() {
            "ArrowDown" => self.go(1, 0),
            "ArrowUp" => self.go(-1, 0),
            "ArrowRight" if column + 1 < self.width => self.go(0, 1),
            "ArrowLeft" if column > 0 => self.go(0, -1),
            "ArrowRight" | "ArrowLeft" => {}
            "Home" => self.go(0, -(column as isize)),
            "End" => self.go(0, self.width as isize - 1 - column as isize),
            "Enter" | "F2" => self.edit(text),
            "Delete" | "Backspace" => self.edit(String::new()),
            _ if key.chars().count() == 1 && !event.ctrl_key() && !event.meta_key() && !event.alt_key() => {
                self.edit(key);
            }
            _ => return,
        }
        event.prevent_default();
    }
}

/// The id of a cell's element.
pub fn cell_id(number: i64, column: usize) -> String {
    format!("cell-{number}-{column}")
}

/// The grid.
#[component]
pub fn Grid(
    /// Of which import.
    import: ImportId,
    /// The rows of the page.
    rows: Loader<Page<ImportRow>>,
    /// The shown columns: which, and their names.
    columns: Vec<(u32, String)>,
) -> impl IntoView {
    let numbers = Memo::new(move |_| {
        rows.with(|page| page.items.iter().map(|row| row.number).collect::<Vec<_>>()).unwrap_or_default()
    });
    let cursor = Cursor::new(numbers, columns.len());
    let waiting = Memo::new(move |_| rows.with(|_| ()).is_none());
    let failed = Memo::new(move |_| rows.problem().is_some());
    let empty = Memo::new(move |_| numbers.with(Vec::is_empty));
    let head = columns.iter().map(|(_, name)| view! { <th role="columnheader" title=name.clone()>{name.clone()}</th> });
    let head = head.collect_view();
    let known = StoredValue::new((import, columns));
    let one = move |number: i64| {
        let (import, columns) = known.get_value();
        view! { <GridRow import number rows columns cursor/> }
    };
    view! {
        <div aria-live="polite">
            {move || cursor.told.get().map(|told| view! { <Banner kind=BannerKind::Warning>{told}</Banner> })}
        </div>
        <p class="faint import-grid-hint" id="grid-hint">{words().grid_hint}</p>
        <div class="import-grid" aria-busy=move || rows.busy().then_some("true")>
            <table role="grid" aria-label=words().grid aria-describedby="grid-hint" class:unseen=move || empty.get()>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{words().row}</th>
                        {head}
                        <th role="columnheader">{words().finding}</th>
                        <th role="columnheader"><span class="unseen">{w().common.more}</span></th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || numbers.get() key=|number| *number children=one/>
                </tbody>
            </table>
            {move || match (empty.get(), waiting.get(), failed.get()) {
                (_, _, true) => {
                    let problem = Signal::derive(move || rows.problem());
                    view! { <ErrorBox problem on_retry=move || rows.reload()/> }.into_any()
                }
                (_, true, _) => view! { <SkeletonLines count=8/> }.into_any(),
                (true, ..) => view! { <p class="empty">{words().nothing_wrong}</p> }.into_any(),
                _ => ().into_any(),
            }}
        </div>
    }
}
