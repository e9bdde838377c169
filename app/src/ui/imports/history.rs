//! What was imported earlier.

use super::{named, rejected, words};
use crate::api::imports;
use crate::ui::kit::{Column, DataTable, EmptyFirst, Icon, MenuItem, RowMenu, RowText, Time, Tone, badge, paging};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::{count, dom, route, w};
use leptos::prelude::*;
use model::import::{Import, ImportKind, ImportState};

/// The table.
#[component]
pub fn History(
    /// Of which kind.
    kind: ImportKind,
) -> impl IntoView {
    let paging = paging();
    let changed = use_hint(&["imports", "changes"]);
    let rows = load(move || (changed.get(), paging.request()), move |(_, request)| imports::list(Some(kind), request));
    let columns = vec![
        Column::new("file", words().step_file, named).width(220),
        Column::new("status", w().common.status, |import: &Import| {
            badge(tone(import.state), words().state(import.state))
        })
        .width(160),
        Column::new("rows", words().rows_of, counted).width(180),
        Column::new("by", words().by, |import: &Import| import.created_by.clone()).width(150).hideable(),
        Column::new("when", words().when, |import: &Import| view! { <Time at=import.created_at/> })
            .width(130)
            .hideable(),
    ];
    view! {
        <DataTable
            name="imports"
            label=words().history
            from=rows
            columns
            id=|import: &Import| import.id.0.clone()
            title=named
            href=RowText::new(|import: &Import| route::import(&import.id))
            menu=RowMenu::new(menu)
            paging
            empty=|| view! { <EmptyFirst icon=Icon::Upload title=words().none_yet/> }
        />
    }
}

/// What the state of an import means.
pub const fn tone(state: ImportState) -> Tone {
    match state {
        ImportState::Uploading
        | ImportState::Reading
        | ImportState::Checking
        | ImportState::Drafting
        | ImportState::Applying => Tone::Info,
        ImportState::Mapping | ImportState::Checked | ImportState::Drafted => Tone::Warning,
        ImportState::Applied => Tone::Good,
        ImportState::Failed => Tone::Bad,
        ImportState::Undone | ImportState::Cancelled => Tone::Neutral,
    }
}

/// `98 rows · 3 with errors`.
fn counted(import: &Import) -> String {
    let counts = &import.counts;
    let rows = if counts.rows > 0 { counts.rows } else { import.summary.as_ref().map_or(0, |summary| summary.rows) };
    match (rows, counts.error) {
        (0, _) => String::new(),
        (rows, 0) => count(&words().rows_n, rows),
        (rows, errors) => [count(&words().rows_n, rows), count(&words().errors_n, errors)].join(" · "),
    }
}

fn menu(import: &Import) -> Vec<MenuItem> {
    let mut items = vec![MenuItem::link(w().common.open, route::import(&import.id))];
    if let Some(set) = &import.change_set {
        items.push(MenuItem::link(words().see_review, route::change_set(set)));
    }
    let over = matches!(import.state, ImportState::Applied | ImportState::Undone);
    if import.counts.error > 0 || over {
        let file = rejected(import);
        items.push(MenuItem::new(words().see_rejected, move || dom::leave(&file)));
    }
    items
}
