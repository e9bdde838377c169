//! What a restore holds back: to be released or dropped.

use super::words;
use crate::api::backups;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Banner, BannerKind, Button, Checkbox, Section, toast};
use crate::ui::live::touch;
use crate::ui::w;
use leptos::prelude::*;
use model::HeldId;
use model::backup::{Backups, Held, HeldKind, Settle};
use model::run::RunKind;

/// The list; nothing where nothing is held.
#[component]
pub fn HeldList(all: Signal<Backups>) -> impl IntoView {
    let any = Memo::new(move |_| all.with(|all| !all.held.is_empty()));
    let chosen = RwSignal::new(Vec::<HeldId>::new());
    let settle = deed_in_place(
        |settle: Settle| async move {
            let release = settle.release;
            backups::settle(settle).await.map(|_| release)
        },
        move |release: bool| {
            chosen.set(Vec::new());
            toast::done(if release { words().released } else { words().dropped });
            touch(&["backups", "runs", "outbox", "connections"]);
        },
    );
    let go = move |release: bool| settle.go(Settle { ids: chosen.get_untracked(), release });
    let none = Signal::derive(move || chosen.with(Vec::is_empty));
    let rows = move || all.with(|all| all.held.iter().map(|one| row(one, chosen)).collect_view());
    let every = move || chosen.set(all.with_untracked(|all| all.held.iter().map(|one| one.id.clone()).collect()));
    view! {
        <Show when=move || any.get()>
            <Section title=words().held>
                <Banner kind=BannerKind::Warning>{words().held_text}</Banner>
                <ul class="stack tight">{rows}</ul>
                <div class="line">
                    <Button on_click=every>{words().held_all}</Button>
                    <Button disabled=none busy=settle.busy() on_click=move || go(true)>{words().release}</Button>
                    <Button disabled=none busy=settle.busy() on_click=move || go(false)>{words().drop}</Button>
                </div>
            </Section>
        </Show>
    }
}

fn row(held: &Held, chosen: RwSignal<Vec<HeldId>>) -> AnyView {
    // A run's kind has its word; the rest is a name already.
    let name = match held.kind {
        HeldKind::Job => RunKind::from_word(&held.name).map_or(held.name.as_str(), |kind| w().common.run_kind(kind)),
        HeldKind::Message | HeldKind::Schedule => &held.name,
    };
    let parts = [words().held_kind(held.kind), name, held.detail.as_str(), held.organisation.as_str()];
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let id = StoredValue::new(held.id.clone());
    let checked = Signal::derive(move || id.with_value(|id| chosen.with(|chosen| chosen.contains(id))));
    let change = move |on: bool| {
        chosen.update(|chosen| {
            id.with_value(|id| chosen.retain(|other| other != id));
            if on {
                chosen.push(id.get_value());
            }
        });
    };
    view! { <li><Checkbox label=text checked on_change=change/></li> }.into_any()
}
