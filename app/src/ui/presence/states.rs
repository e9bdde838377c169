//! The two tabs about states: between which tenants they flow, or how to begin.

use super::board::BoardTab;
use super::rules::RulesTab;
use super::words;
use crate::api::presence;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Button, ButtonKind, Choice, EmptyFirst, Icon, Select, toast};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::{Loaded, load};
use crate::ui::{may, route};
use crate::words::fill;
use leptos::prelude::*;
use model::connection::{Connection, ConnectionKind};
use model::permission::Permission;
use model::presence_sync::{PresenceSync, SavePresenceSync};

/// One of the two tabs.
#[component]
pub fn StatesTab(
    /// The chosen tenant.
    connection: Signal<Connection>,
    /// All tenants.
    all: Signal<Vec<Connection>>,
    /// The rules, not the board.
    rules: bool,
) -> impl IntoView {
    let changed = use_hint(&["presence", "connections"]);
    let syncs = load(move || changed.get(), |_| presence::syncs());
    let id = connection.with_untracked(|one| one.id.clone());
    let kind = connection.with_untracked(|one| one.kind);
    let of =
        move |syncs: &Vec<PresenceSync>| syncs.iter().find(|sync| sync.telephony == id || sync.centre == id).cloned();
    let of = StoredValue::new(of);
    let saved = Callback::new(move |saved: PresenceSync| {
        let others =
            syncs.with_untracked(|all| all.iter().filter(|one| one.id != saved.id).cloned().collect::<Vec<_>>());
        if let Some(mut all) = others {
            all.push(saved);
            syncs.set(all);
        }
    });
    view! {
        <Loaded from=syncs let:syncs>
            {
                let found = Memo::new(move |_| syncs.with(|all| of.with_value(|of| of(all))));
                let there = Memo::new(move |_| found.with(|found| found.as_ref().map(|sync| sync.id.clone())));
                move || match (there.get(), found.get_untracked()) {
                    (Some(_), Some(first)) => {
                        let sync = Signal::derive(move || found.get().unwrap_or_else(|| first.clone()));
                        match rules {
                            true => view! { <RulesTab sync on_saved=saved/> }.into_any(),
                            false => view! { <BoardTab sync/> }.into_any(),
                        }
                    }
                    _ => view! { <Begin connection all kind taken=syncs/> }.into_any(),
                }
            }
        </Loaded>
    }
}

/// The kind on the other side.
const fn other(kind: ConnectionKind) -> Option<ConnectionKind> {
    match kind {
        ConnectionKind::RingCentral => Some(ConnectionKind::CXone),
        ConnectionKind::CXone => Some(ConnectionKind::RingCentral),
        _ => None,
    }
}

#[component]
fn Begin(
    connection: Signal<Connection>,
    all: Signal<Vec<Connection>>,
    kind: ConnectionKind,
    taken: Signal<Vec<PresenceSync>>,
) -> impl IntoView {
    let free = Signal::derive(move || {
        let wanted = other(kind);
        all.with(|all| {
            let is_free = |one: &&Connection| {
                taken.with(|syncs| !syncs.iter().any(|sync| sync.telephony == one.id || sync.centre == one.id))
            };
            let fits = all.iter().filter(|one| Some(one.kind) == wanted).filter(is_free);
            fits.map(|one| Choice::new(one.id.0.clone(), one.name.clone())).collect::<Vec<_>>()
        })
    });
    let chosen = RwSignal::new(free.with_untracked(|free| free.first().map(|one| one.id.clone())).unwrap_or_default());
    let begin = deed_in_place(presence::save, move |_: PresenceSync| {
        touch(&["presence"]);
        toast::done(words().begun);
    });
    let go = move || {
        let (own, other) = (connection.with_untracked(|one| one.id.clone()), chosen.get_untracked().into());
        let (telephony, centre) = if kind == ConnectionKind::RingCentral { (own, other) } else { (other, own) };
        begin.go(SavePresenceSync::usual(telephony, centre));
    };
    let name = connection.with_untracked(|one| one.name.clone());
    let title = fill(words().begin_title, &[("name", &name)]);
    let Some(wanted) = other(kind) else {
        return view! { <EmptyFirst icon=Icon::Switch title text=words().no_states_here/> }.into_any();
    };
    let title = StoredValue::new(title);
    let busy = begin.busy();
    view! {
        <Show
            when=move || free.with(|free| !free.is_empty())
            fallback=move || view! {
                <EmptyFirst icon=Icon::Switch title=title.get_value() text=words().none_other>
                    {may(Permission::ConnectionsWrite).then(|| view! {
                        <a class="button primary" href=route::new_connection(wanted)>{words().connect}</a>
                    })}
                </EmptyFirst>
            }
        >
            <EmptyFirst icon=Icon::Switch title=title.get_value() text=words().begin_text>
                {may(Permission::PresenceWrite).then(|| view! {
                    <div class="stack">
                        <Select name="other" label=words().with_which value=chosen bind=chosen options=free/>
                        <Button kind=ButtonKind::Primary busy on_click=go>{words().begin}</Button>
                    </div>
                })}
            </EmptyFirst>
        </Show>
    }
    .into_any()
}
