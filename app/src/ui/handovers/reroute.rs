//! Trying again what did not go over, with the same successor or another.

use super::successors::{leavers, successor_finder};
use super::words;
use crate::api::handovers;
use crate::ui::count;
use crate::ui::deed::deed;
use crate::ui::kit::{Choice, Combobox, Dialog, Form, FormActions, toast};
use crate::ui::live::touch;
use leptos::prelude::*;
use model::handover::{Handover, ItemKind, ItemState, Reroute};
use model::problem::Fault;
use model::{HandoverItemId, MemberId, Problem};

/// What is tried again.
#[derive(Clone, PartialEq)]
pub struct Again {
    /// These things; none stands for all that the next two name.
    pub items: Vec<HandoverItemId>,
    /// Of this kind.
    pub kind: Option<ItemKind>,
    /// In this state.
    pub state: Option<ItemState>,
    /// How many that is.
    pub amount: i64,
}

/// The dialog; open while something is to be tried again.
#[component]
pub fn RerouteDialog(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
    /// What.
    again: RwSignal<Option<Again>>,
    /// Called once it was sent.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let open = Signal::derive(move || again.with(Option::is_some));
    let title = move || count(&words().again_n, again.with(|again| again.as_ref().map_or(0, |again| again.amount)));
    view! {
        <Dialog open on_close=move || again.set(None) title>
            {move || again.get().map(|what| view! { <RerouteForm now what again on_done/> })}
        </Dialog>
    }
}

#[component]
fn RerouteForm(
    now: Signal<Handover>,
    what: Again,
    again: RwSignal<Option<Again>>,
    on_done: Callback<()>,
) -> impl IntoView {
    let to = RwSignal::new(None::<Choice>);
    let retry = deed(handovers::retry, move |_: Handover| {
        again.try_set(None);
        on_done.run(());
        touch(&["handovers"]);
        toast::done(words().sent_again);
    });
    // What nobody was to take has no successor that it could be tried with again.
    let needs = what.state == Some(ItemState::Left);
    let submit = move || {
        if needs && to.with_untracked(Option::is_none) {
            return retry.set_problem(Some(Problem::field("to", Fault::Missing)));
        }
        retry.go(Reroute {
            handover: now.with_untracked(|now| now.id.clone()),
            items: what.items.clone(),
            kind: what.kind,
            state: what.state,
            to: to.with_untracked(|to| to.as_ref().map(|to| MemberId(to.id.clone()))),
        });
    };
    view! {
        <Form on_submit=submit problem=retry.problem()>
            <p class="soft">{words().again_text}</p>
            <Combobox
                name="to"
                label=words().other_successor
                hint=if needs { words().nobody_before } else { words().other_successor_hint }
                required=needs
                value=to
                find=successor_finder(now.with_untracked(leavers))
            />
            <FormActions label=words().again busy=retry.busy() on_cancel=move || again.set(None)/>
        </Form>
    }
}
