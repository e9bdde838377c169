//! The table of conversations.

use super::filters::{FilterBar, Filters};
use super::needs::Needs;
use super::{named, tone, words};
use crate::api::conversations;
use crate::ui::kit::{Column, DataTable, Person, RowText, Time, TimeStyle, Tone, badge, paged, paging, pill};
use crate::ui::live::use_hint;
use crate::ui::{format, route};
use crate::words::fill;
use leptos::prelude::*;
use model::conversation::{Conversation, Party};

/// The table with its filters.
#[component]
pub fn ConversationTable() -> impl IntoView {
    let filters = Filters::new();
    let paging = paging();
    let changed = use_hint(&["conversations", "seats"]);
    let rows = paged(changed, paging, move |page| filters.query(page), conversations::list);
    view! {
        <FilterBar filters/>
        <DataTable
            name="conversations"
            label=words().conversations
            from=rows
            columns=columns()
            id=|one: &Conversation| one.id.0.clone()
            title=named
            href=RowText::new(move |one: &Conversation| route::conversation(&one.id, &filters.sought()))
            paging
            filtered=Signal::derive(move || filters.any())
            on_clear=Filters::clear
            empty=|| view! { <Needs/> }
        />
    }
}

fn columns() -> Vec<Column<Conversation>> {
    vec![
        Column::new("name", words().conversations, |one: &Conversation| {
            view! { <Person name=named(one) detail=words().kind(one.kind)/> }
        })
        .width(220),
        Column::new("with", words().with, |one: &Conversation| members(&one.members)).width(220).hideable(),
        Column::new("messages", words().messages, messages).width(150),
        Column::new("last", words().last, |one: &Conversation| {
            view! { <Time at=one.last_at style=TimeStyle::DateTime/> }
        })
        .width(170),
        Column::new("consent", words().consent, |one: &Conversation| {
            one.consent.map(|consent| badge(tone(consent), words().consent_word(consent)))
        })
        .width(150)
        .hideable(),
        Column::new("readable", words().may_read, |one: &Conversation| match one.summary {
            true => badge(Tone::Neutral, words().summary),
            false => badge(Tone::Good, words().readable),
        })
        .width(120)
        .hideable(),
    ]
}

/// Those who take part, each once: one who left and came back has two parts in a conversation.
fn members(all: &[Party]) -> AnyView {
    let mut names: Vec<&str> = Vec::new();
    for one in all {
        if !names.contains(&one.name.as_str()) {
            names.push(&one.name);
        }
    }
    let pills = names.into_iter().map(pill).collect_view();
    view! { <span class="line">{pills}</span> }.into_any()
}

fn messages(one: &Conversation) -> String {
    let n = format::number(one.messages);
    match one.found {
        Some(found) => fill(words().found_of, &[("found", &format::number(found)), ("n", &n)]),
        None => n,
    }
}
