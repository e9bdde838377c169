//! Looking for an account by the name as it stands on the other platform.

use super::deeds::Deeds;
use super::words;
use crate::api::mappings;
use crate::ui::kit::{Button, ButtonKind, SearchBox, Tone, badge};
use crate::ui::load::{Loaded, load};
use crate::words::fill;
use leptos::prelude::*;
use model::connection::Connection;
use model::mapping::{AccountQuery, Mapping, OutsideAccount};
use model::page::PageRequest;

/// Accounts that are shown at once.
const AT_ONCE: u32 = 20;

/// The search with what it found.
#[component]
pub fn Finder(
    /// The tenant.
    connection: Signal<Connection>,
    /// The member.
    mapping: Signal<Mapping>,
    /// What a press does.
    deeds: Deeds,
    /// Whether it is open.
    looking: RwSignal<bool>,
) -> impl IntoView {
    let search = RwSignal::new(mapping.with_untracked(|mapping| mapping.name.clone()));
    let (id, platform) = connection.with_untracked(|one| (one.id.clone(), one.name.clone()));
    let found = load(
        move || search.get(),
        move |search| {
            let page = PageRequest { limit: AT_ONCE, ..PageRequest::default() };
            mappings::accounts(AccountQuery { connection: id.clone(), search, free: false, page })
        },
    );
    let label = fill(words().find_there, &[("platform", &platform)]);
    // Who was given an account needs no other.
    let before = mapping.with_untracked(|mapping| mapping.revision);
    Effect::new(move |_| {
        if mapping.with(|mapping| mapping.revision != before && mapping.account.is_some()) {
            looking.set(false);
        }
    });
    view! {
        <div class="stack card">
            <SearchBox label value=search on_search=move |text: String| search.set(text)/>
            <p class="faint">{words().find_hint}</p>
            <Loaded from=found let:page>
                {move || page.with(|page| match (page.items.is_empty(), search.with(String::is_empty)) {
                    (true, true) => view! { <p class="empty">{words().no_accounts}</p> }.into_any(),
                    (true, false) => view! { <p class="empty">{words().nothing_found}</p> }.into_any(),
                    (false, _) => {
                        let lines = page.items.iter().map(|one| line(one, mapping, deeds)).collect_view();
                        view! { <ul class="plain stack" aria-label=words().found>{lines}</ul> }.into_any()
                    }
                })}
            </Loaded>
        </div>
    }
}

fn line(account: &OutsideAccount, mapping: Signal<Mapping>, deeds: Deeds) -> AnyView {
    let whose = account.taken_by.clone();
    let own = whose.as_ref().is_some_and(|(id, _)| mapping.with_untracked(|mapping| mapping.member_id == *id));
    let state = match (&whose, account.active) {
        (Some((_, name)), _) => Some(badge(Tone::Neutral, fill(words().taken_by, &[("name", name)]))),
        (None, false) => Some(badge(Tone::Warning, words().switched_off)),
        (None, true) => None,
    };
    let parts = [account.email.clone(), account.number.clone(), account.detail.clone()];
    let detail = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let busy = deeds.mapping();
    let (id, name) = (account.external_id.clone(), account.name.clone());
    let give_it = (whose.is_none() && account.active && !own).then(|| {
        let press = move || mapping.with_untracked(|mapping| deeds.give(mapping, &id));
        view! { <Button kind=ButtonKind::Primary small=true busy on_click=press>{words().map_user}</Button> }
    });
    view! {
        <li class="line apart">
            <div class="stack tight"><span>{name}</span><small class="soft">{detail}</small>{state}</div>
            {give_it}
        </li>
    }
    .into_any()
}
