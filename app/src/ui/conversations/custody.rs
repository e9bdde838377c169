//! Through whose hands a customer went, for his page.

use super::words;
use crate::api::conversations;
use crate::ui::kit::{Icon, LinkButton, Person, Section, Tone, badge};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load_one};
use crate::ui::seats::reads;
use crate::ui::{count, format, may, route};
use crate::words::fill;
use leptos::prelude::*;
use model::CustomerId;
use model::conversation::Custody as Hand;
use model::permission::Permission;

/// The timeline, with the way to the conversations. Nothing for whoever may not read them.
#[component]
pub fn Custody(
    /// Whose.
    customer: Memo<CustomerId>,
) -> impl IntoView {
    may(Permission::ArchiveRead).then(|| view! { <Inner customer/> })
}

#[component]
fn Inner(customer: Memo<CustomerId>) -> impl IntoView {
    let changed = use_hint(&["customers", "seats", "conversations"]);
    let chain = load_one(move || (customer.get(), changed.get()), conversations::custody);
    let actions = move || {
        let href = Signal::derive(move || customer.with(route::conversations_with));
        view! { <LinkButton href icon=Icon::Chat small=true>{words().see_conversations}</LinkButton> }
    };
    view! {
        <Section title=words().custody description=words().custody_text actions=actions>
            <Loaded from=chain let:chain>
                {move || match chain.with(Vec::is_empty) {
                    true => view! { <p class="faint">{words().custody_none}</p> }.into_any(),
                    false => {
                        let hands = chain.with(|chain| by_hand(chain).into_iter().map(hand).collect_view());
                        view! { <ol class="custody">{hands}</ol> }.into_any()
                    }
                }}
            </Loaded>
        </Section>
    }
}

/// Rows of the same member and time together: one who holds several seats has a row for each.
fn by_hand(chain: &[Hand]) -> Vec<&[Hand]> {
    chain.chunk_by(|one, next| one.member_id == next.member_id && one.since == next.since).collect()
}

fn hand(rows: &[Hand]) -> Option<AnyView> {
    let first = rows.first()?;
    let state = match first.holds {
        true => badge(Tone::Good, words().holds_now),
        false => badge(Tone::Neutral, words().held_before),
    };
    let person = view! { <Person name=first.name.clone()/> };
    let person = match may(Permission::MembersRead) {
        true => view! { <a href=route::member(&first.member_id)>{person}</a> }.into_any(),
        false => person.into_any(),
    };
    let since = fill(words().since, &[("date", &format::date_time(first.since))]);
    let messages = count(&words().messages_n, first.messages);
    let seats = rows.iter().map(|row| view! { <p class="soft">{seat(row)}</p> }).collect_view();
    Some(
        view! {
            <li class="stack tight">
                <div class="line apart">{person} {state}</div>
                <span>{since} " · " {messages}</span>
                {seats}
            </li>
        }
        .into_any(),
    )
}

/// By which seat they were archived, whose it was before, and what may be read of that time.
fn seat(row: &Hand) -> String {
    let Some(since) = row.seat_since else { return words().seat_none.to_owned() };
    let from = format::date(since);
    let archived = match row.seat_until {
        Some(until) => fill(words().seat_then, &[("from", &from), ("until", &format::date(until))]),
        None => fill(words().seat_now, &[("from", &from)]),
    };
    let inherited = row.inherited_from.as_ref().map(|before| fill(words().inherited, &[("name", &before.name)]));
    let range = row.range.filter(|_| row.inherited_from.is_some()).map(reads);
    [Some(archived), inherited, range].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
