//! The rows of one tab of a review.

use super::conflict::Decide;
use super::marks::Marks;
use super::review_tab::{ReviewTab, is_open};
use super::row::{RowName, reason_said};
use super::words;
use crate::api::changes;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Badge, Button, Column, DataTable, Icon, SearchBox, Tone, Toolbar, paging};
use crate::ui::live::use_hint;
use crate::ui::load::{Loader, load};
use crate::ui::param::param;
use crate::ui::{count, labels, w};
use leptos::prelude::*;
use model::change::{ChangeRow, ChangeSet, RowQuery, RowState, Tick, Verdict};

/// The rows with their search and *tick all*.
#[component]
pub fn ReviewRows(
    /// The set, as it is now.
    now: Signal<ChangeSet>,
    /// The set, for what a tick changes of it.
    set: Loader<ChangeSet>,
    /// Which rows.
    tab: Memo<ReviewTab>,
) -> impl IntoView {
    let search = param("search");
    let paging = paging();
    let marks = Marks::new();
    let changed = use_hint(&["changes"]);
    let id = now.with_untracked(|set| set.id.clone());
    let of = id.clone();
    let rows = load(
        move || {
            let tab = tab.get();
            let query = RowQuery {
                set: of.clone(),
                verdict: tab.verdict(),
                state: tab.outcome(),
                search: search.get(),
                page: paging.request(),
            };
            (changed.get(), query)
        },
        move |(_, query)| async move { Ok(marks.take(changes::rows(query).await?)) },
    );
    let tick_all = deed_in_place(
        move |(verdict, accepted): (Verdict, bool)| {
            changes::tick(Tick { set: id.clone(), rows: Vec::new(), verdict: Some(verdict), accepted })
        },
        move |now: ChangeSet| {
            set.set(now);
            rows.reload();
        },
    );
    let open = Memo::new(move |_| now.with(is_open));
    let tickable =
        Memo::new(move |_| tab.get().verdict().filter(|verdict| open.get() && *verdict != Verdict::Conflict));
    let total = Memo::new(move |_| now.with(|set| tab.get().count(set)));
    let all = move |verdict| {
        view! {
            <Button small=true icon=Icon::Check busy=tick_all.busy() on_click=move || tick_all.go((verdict, true))>
                {move || count(&words().tick_all, total.get())}
            </Button>
            <Button small=true busy=tick_all.busy() on_click=move || tick_all.go((verdict, false))>
                {words().tick_none}
            </Button>
        }
    };
    // Which columns there are depends on what can be done with the rows.
    let table = move || {
        let columns = columns(tab.get(), open.get(), marks, set);
        view! {
            <DataTable
                name="changes"
                label=words().rows
                from=rows
                columns
                id=|row: &ChangeRow| row.id.0.clone()
                title=|row: &ChangeRow| row.name.clone()
                paging
                plain=true
                filtered=Signal::derive(move || search.some().is_some())
                on_clear=move || search.set("")
                empty=|| view! { <p class="empty">{words().no_rows}</p> }
            />
        }
    };
    view! {
        <Toolbar>
            <SearchBox label=words().search_rows value=search.signal() on_search=move |text: String| search.set(&text)/>
            {move || tickable.get().map(all)}
        </Toolbar>
        {table}
    }
}

fn columns(tab: ReviewTab, open: bool, marks: Marks, set: Loader<ChangeSet>) -> Vec<Column<ChangeRow>> {
    let mut columns = vec![
        Column::new("name", words().field_name, move |row: &ChangeRow| {
            view! { <RowName row=row.clone() marks set open/> }
        })
        .width(420),
        Column::new("reason", w().common.reason, |row: &ChangeRow| labels().change_reason(row.reason)).width(220),
    ];
    if tab == ReviewTab::Verdict(Verdict::Conflict) {
        columns.push(
            Column::new("decision", words().decision, move |row: &ChangeRow| {
                let open = open && row.state == RowState::Open;
                view! { <Decide row=row.clone() marks set open/> }
            })
            .width(320),
        );
    }
    if !open {
        columns.push(Column::new("state", w().common.status, state).width(260));
    }
    columns
}

fn state(row: &ChangeRow) -> AnyView {
    let tone = match row.state {
        RowState::Applied | RowState::Undone => Tone::Good,
        RowState::Failed => Tone::Bad,
        RowState::Kept => Tone::Warning,
        RowState::Open | RowState::Skipped => Tone::Neutral,
    };
    let reason = reason_said(row);
    let word = labels().row_state(row.state);
    view! {
        <div class="outcome">
            <Badge tone>{word}</Badge>
            {reason.map(|reason| view! { <small>{reason}</small> })}
        </div>
    }
    .into_any()
}
