//! Giving a hand-over up before it was carried out.

use super::{keep, words};
use crate::api::handovers;
use crate::ui::deed::deed;
use crate::ui::kit::{Button, Confirm};
use crate::ui::live::touch;
use crate::ui::load::Loader;
use leptos::prelude::*;
use model::handover::Handover;

/// The button with its question, as long as there is something to give up.
#[component]
pub fn GiveUp(
    /// The hand-over.
    plan: Loader<Handover>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let cancel = deed(
        |(id, revision)| handovers::cancel(id, revision),
        move |now: Handover| {
            asking.try_set(false);
            keep(plan, now);
            // Whoever was suspended by it is no longer.
            touch(&["members"]);
        },
    );
    let open = Memo::new(move |_| plan.with(|plan| plan.state.is_open()) == Some(true));
    let ask = move || {
        cancel.set_problem(None);
        asking.set(true);
    };
    let go = move || {
        if let Some(which) = plan.with_untracked(|plan| (plan.id.clone(), plan.revision)) {
            cancel.go(which);
        }
    };
    view! {
        <Show when=move || open.get()>
            <Button on_click=ask>{words().give_up}</Button>
        </Show>
        <Confirm
            open=asking
            title=words().give_up_question
            consequence=words().give_up_consequence
            way_back=words().give_up_way_back
            confirm=words().give_up
            busy=cancel.busy()
            problem=cancel.problem()
            on_confirm=move |()| go()
        />
    }
}
