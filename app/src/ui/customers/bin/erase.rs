//! Erasing before the time is up: the question. A second person carries it out.

use super::words;
use crate::api::customers;
use crate::ui::deed::deed;
use crate::ui::kit::{Confirm, Selection, toast};
use crate::ui::live::touch;
use crate::ui::{count, route};
use leptos::prelude::*;
use model::CustomerId;
use model::customer::Outcomes;

/// The question in hand.
#[derive(Clone, Copy)]
pub struct Erasing {
    open: RwSignal<bool>,
    whom: RwSignal<Vec<CustomerId>>,
    selection: Selection,
}

impl Erasing {
    /// Nothing is being asked.
    pub fn new(selection: Selection) -> Self {
        Self { open: RwSignal::new(false), whom: RwSignal::new(Vec::new()), selection }
    }
    /// Asks.
    pub fn ask(&self, whom: Vec<CustomerId>) {
        self.whom.set(whom);
        self.open.set(true);
    }
}

/// The dialog.
#[component]
pub fn EraseConfirm(erasing: Erasing) -> impl IntoView {
    let Erasing { open, whom, selection } = erasing;
    let amount = move || whom.with(Vec::len) as i64;
    let erase = deed(
        |ids: Vec<CustomerId>| customers::erase(ids),
        move |asked: Outcomes| {
            open.try_set(false);
            selection.clear();
            touch(&["changes"]);
            if let Some(set) = &asked.set {
                toast::done(words().second_asked);
                route::go(&route::change_set(set));
            }
        },
    );
    Effect::new(move |_| {
        if open.get() {
            erase.set_problem(None);
        }
    });
    view! {
        <Confirm
            open
            title=move || count(&words().erase_title, amount())
            consequence=words().erase_consequence
            way_back=words().erase_way_back
            confirm=words().erase_now
            busy=erase.busy()
            problem=erase.problem()
            on_confirm=move || erase.go(whom.get_untracked())
        />
    }
}
