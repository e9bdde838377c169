//! A hand-over under way, or over: what became of each thing.

use super::items::{ItemTable, all, open, read};
use super::reroute::{Again, RerouteDialog};
use super::{said, words};
use crate::ui::kit::{
    Banner, BannerKind, Button, Choice, Icon, MenuItem, Progress, RowMenu, Select, Selection, SelectionBar, Tab, Tabs,
    Toolbar,
};
use crate::ui::param::{param, set_params};
use crate::ui::{count, format, may, w};
use leptos::prelude::*;
use model::HandoverItemId;
use model::handover::{Handing, Handover, HandoverState, Item, ItemKind, ItemQuery, ItemState};
use model::permission::Permission;

/// The board.
#[component]
pub fn Board(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
) -> impl IntoView {
    let (kind, state) = (param("kind"), param("state"));
    let id = StoredValue::new(now.with_untracked(|now| now.id.clone()));
    let several = now.with_untracked(|now| now.leavers.len() > 1);
    let rows = read(move |page| ItemQuery {
        kind: ItemKind::from_word(&kind.get()),
        state: ItemState::from_word(&state.get()),
        ..all(id.get_value(), page)
    });
    let again = RwSignal::new(None::<Again>);
    let writes = may(Permission::HandoversWrite);
    // What was put back is not sent again.
    let sends = Memo::new(move |_| writes && now.with(|now| now.state != HandoverState::Undone));
    let matching = Signal::derive(move || rows.0.with(|page| page.total).flatten());
    let selection = Selection::new(move || (kind.get(), state.get()));
    // Boxes only where all that can be chosen can be tried again.
    let boxes =
        Memo::new(move |_| sends.get() && ItemState::from_word(&state.get()).is_some_and(ItemState::can_be_retried));
    let chosen = move || {
        let everything = selection.is_everything();
        let items = if everything { Vec::new() } else { selection.ids().into_iter().map(HandoverItemId).collect() };
        let kind = ItemKind::from_word(&kind.get());
        Again { items, kind, state: ItemState::from_word(&state.get()), amount: selection.count(matching.get()) }
    };
    let ask = move || again.set(Some(untrack(chosen)));
    let menu = move || {
        let sends = sends.get();
        RowMenu::new(move |item: &Item| {
            let mut items: Vec<MenuItem> = open(item).into_iter().collect();
            if sends && item.state.can_be_retried() && item.handing != Handing::Here {
                let one = Again { items: vec![item.id.clone()], kind: None, state: Some(item.state), amount: 1 };
                items.push(MenuItem::new(words().again, move || again.set(Some(one.clone()))).icon(Icon::Refresh));
            }
            items
        })
    };
    view! {
        <Tally now/>
        <Trouble now sends again/>
        <Tabs
            label=w().common.status.to_owned()
            tabs=Signal::derive(move || now.with(tabs))
            current=state.signal()
            on_change=move |id: String| state.push(&id)
        />
        <KindFilter now/>
        {move || {
            let selection = boxes.get().then_some(selection);
            let filtered = Signal::derive(move || kind.some().is_some() || state.some().is_some());
            view! {
                <ItemTable
                    rows
                    several
                    begun=true
                    filtered
                    on_clear=|()| set_params(&[("kind", ""), ("state", "")])
                    menu=Some(menu())
                    selection
                />
            }
        }}
        <SelectionBar selection matching>
            <Button icon=Icon::Refresh on_click=ask>{words().again}</Button>
        </SelectionBar>
        <RerouteDialog now again on_done=move || selection.clear()/>
    }
}

/// How far it has come.
#[component]
fn Tally(now: Signal<Handover>) -> impl IntoView {
    let done = Signal::derive(move || now.with(|now| said::number(now, |_, state| state == ItemState::Done)));
    let total = Signal::derive(move || Some(now.with(|now| said::number(now, |_, _| true))));
    let waiting = Memo::new(move |_| now.with(|now| said::number(now, |_, state| state == ItemState::Waiting)));
    let applied = move || {
        let at = now.with(|now| now.applied_at)?;
        let said = crate::words::fill(words().carried_out_at, &[("date", &format::date_time(at))]);
        Some(view! { <p class="soft">{said}</p> })
    };
    view! {
        <div class="card stack tight">
            <Progress label=words().progress done total/>
            {applied}
            <Show when=move || { waiting.get() > 0 }>
                <p class="soft" role="status">{move || count(&words().waiting_text, waiting.get())}</p>
            </Show>
        </div>
    }
}

/// What did not go over, with a button that tries all of it again.
#[component]
fn Trouble(now: Signal<Handover>, sends: Memo<bool>, again: RwSignal<Option<Again>>) -> impl IntoView {
    let trouble = Memo::new(move |_| now.with(|now| said::number(now, |_, state| state.is_trouble())));
    let ask = move || {
        again.set(Some(Again { items: Vec::new(), kind: None, state: None, amount: trouble.get_untracked() }));
    };
    view! {
        <Show when=move || { trouble.get() > 0 }>
            <Banner kind=BannerKind::Warning>
                {move || count(&words().trouble_text, trouble.get())} " "
                <Show when=move || sends.get()>
                    <Button small=true on_click=ask>{words().again_all}</Button>
                </Show>
            </Banner>
        </Show>
    }
}

/// Which kind of thing is shown; nothing where there is one only.
#[component]
fn KindFilter(now: Signal<Handover>) -> impl IntoView {
    let kind = param("kind");
    let kinds = Memo::new(move |_| now.with(said::kinds));
    let options = Signal::derive(move || {
        let mut options = vec![Choice::new("", words().every_kind)];
        options.extend(kinds.get().into_iter().map(|kind| Choice::new(kind.word(), words().several(kind))));
        options
    });
    view! {
        <Show when=move || kinds.with(|kinds| kinds.len() > 1)>
            <Toolbar>
                <Select
                    name="kind"
                    bare=true
                    label=words().kind
                    value=kind.signal()
                    options
                    on_change=move |word: String| kind.set(&word)
                />
            </Toolbar>
        </Show>
    }
}

fn tabs(now: &Handover) -> Vec<Tab> {
    let mut tabs = vec![Tab::new("", w().common.all).count(Some(said::number(now, |_, _| true)))];
    for state in ItemState::ALL {
        let there = said::number(now, |_, known| known == *state);
        if there > 0 {
            tabs.push(Tab::new(state.word(), words().item(*state)).count(Some(there)));
        }
    }
    tabs
}
