//! Who read a conversation, and why.

use super::words;
use crate::api::conversations;
use crate::ui::format;
use crate::ui::kit::{Column, DataTable, EmptyFirst, Icon, Person, Time, TimeStyle, paged, paging};
use crate::ui::live::use_hint;
use crate::words::fill;
use leptos::prelude::*;
use model::ConversationId;
use model::conversation::{Opening, OpeningQuery};
use model::seat::SeatRange;

/// The table.
#[component]
pub fn OpeningTable(
    /// Of which conversation.
    id: Memo<ConversationId>,
) -> impl IntoView {
    let paging = paging();
    let changed = use_hint(&["openings"]);
    let query = move |page| OpeningQuery { conversation: Some(id.get()), member: None, page };
    let rows = paged(changed, paging, query, conversations::openings);
    view! {
        <p class="soft">{words().openings_text}</p>
        <DataTable
            name="openings"
            label=words().openings
            from=rows
            columns=columns()
            id=|opening: &Opening| opening.id.0.clone()
            title=|opening: &Opening| opening.by.clone()
            paging
            empty=|| view! { <EmptyFirst icon=Icon::Eye title=words().no_openings/> }
        />
    }
}

fn columns() -> Vec<Column<Opening>> {
    vec![
        Column::new("by", words().by, |opening: &Opening| view! { <Person name=opening.by.clone()/> }).width(180),
        Column::new("reason", words().reason, reason).width(320),
        Column::new("range", words().range, |opening: &Opening| range(opening.range)).width(170).hideable(),
        Column::new("at", words().at, |opening: &Opening| {
            view! { <Time at=opening.at style=TimeStyle::DateTime/> }
        })
        .width(180),
    ]
}

fn reason(opening: &Opening) -> AnyView {
    match opening.reason.is_empty() {
        true => view! { <span class="faint">{words().reason_erased}</span> }.into_any(),
        false => opening.reason.clone().into_any(),
    }
}

fn range(range: SeatRange) -> String {
    match range {
        SeatRange::From(from) => fill(words().since_day, &[("date", &format::date(from))]),
        SeatRange::Everything | SeatRange::Summary => words().everything.to_owned(),
    }
}
