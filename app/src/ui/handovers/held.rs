//! What is held, kind by kind, and what stands in its way.

use super::items::{ItemTable, all, read};
use super::steps::{Step, StepActions, Way};
use super::{said, words};
use crate::api::handovers;
use crate::ui::kit::{Banner, BannerKind, Button, Form, Tab, Tabs};
use crate::ui::live::use_hint;
use crate::ui::load::load_one;
use crate::ui::param::param;
use crate::ui::{count, w};
use leptos::prelude::*;
use model::handover::{Handover, ItemKind, ItemQuery};
use model::page::PageRequest;

/// Value of the parameter `kind` for what something stands in the way of, whatever it is.
const BARRED: &str = "barred";

/// The step.
#[component]
pub fn HeldStep(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
    /// The way between the steps.
    way: Way,
) -> impl IntoView {
    view! {
        <Held now/>
        <Form on_submit=move || way.on_from(Step::Held)>
            <StepActions way step=Step::Held/>
        </Form>
    }
}

/// How many things something stands in the way of.
pub fn barred(now: Signal<Handover>) -> Signal<i64> {
    let asked = Memo::new(move |_| now.with(|now| now.id.clone()));
    let changed = use_hint(&["handovers"]);
    let found = load_one(
        move || (asked.get(), changed.get()),
        |id| async move {
            let page = PageRequest { limit: 1, count: true, ..PageRequest::default() };
            Ok(handovers::items(ItemQuery { barred: true, ..all(id, page) }).await?.total)
        },
    );
    Signal::derive(move || found.get().flatten().unwrap_or_default())
}

/// Tabs by kind over the table.
#[component]
pub fn Held(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
) -> impl IntoView {
    let kind = param("kind");
    let id = now.with_untracked(|now| now.id.clone());
    let id = StoredValue::new(id);
    let rows = read(move |page| {
        let chosen = kind.get();
        let barred = chosen == BARRED;
        ItemQuery { kind: ItemKind::from_word(&chosen), barred, ..all(id.get_value(), page) }
    });
    let barred = barred(now);
    let tabs = Signal::derive(move || now.with(|now| tabs(now, barred.get())));
    let several = now.with_untracked(|now| now.leavers.len() > 1);
    view! {
        <Show when=move || { barred.get() > 0 }>
            <Banner kind=BannerKind::Warning>
                {move || count(&words().barred_n, barred.get())} " "
                <Button small=true on_click=move || kind.push(BARRED)>{w().common.view}</Button>
            </Banner>
        </Show>
        <Tabs label=words().things.to_owned() tabs current=kind.signal() on_change=move |id: String| kind.push(&id)/>
        <ItemTable
            rows
            several
            begun=false
            filtered=Signal::derive(move || kind.some().is_some())
            on_clear=move |()| kind.set("")
        />
    }
}

fn tabs(now: &Handover, barred: i64) -> Vec<Tab> {
    let mut tabs = vec![Tab::new("", w().common.all).count(Some(said::number(now, |_, _| true)))];
    for kind in said::kinds(now) {
        let held = said::number(now, |known, _| known == kind);
        tabs.push(Tab::new(kind.word(), words().several(kind)).count(Some(held)));
    }
    if barred > 0 {
        tabs.push(Tab::new(BARRED, words().barred).count(Some(barred)));
    }
    tabs
}
