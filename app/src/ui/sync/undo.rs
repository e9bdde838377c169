//! Putting a change set back.

use super::words;
use crate::api::changes;
use crate::ui::count;
use crate::ui::deed::deed;
use crate::ui::kit::{Button, Confirm, Icon};
use crate::ui::live::touch;
use leptos::prelude::*;
use model::ChangeSetId;
use model::run::Started;

/// The button with its question.
#[component]
pub fn Undo(
    /// Of which set.
    id: ChangeSetId,
    /// How many rows were carried out.
    #[prop(into)]
    applied: Signal<i64>,
    /// Whether it came from a platform, which proposes it again.
    synchronised: bool,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let undo = deed(
        move |()| changes::undo(id.clone()),
        move |_: Started| {
            asking.try_set(false);
            touch(&["changes", "runs"]);
        },
    );
    let label = move || count(&words().undo_n, applied.get());
    let ask = move || {
        undo.set_problem(None);
        asking.set(true);
    };
    view! {
        <Show when=move || { applied.get() > 0 }>
            <Button icon=Icon::Undo on_click=ask>{words().undo_all}</Button>
        </Show>
        <Confirm
            open=asking
            title=words().undo_title
            counts=move || count(&words().undo_counts, applied.get())
            consequence=words().undo_consequence
            way_back=if synchronised { words().undo_way_back } else { words().undo_for_good }
            confirm=label
            busy=undo.busy()
            problem=undo.problem()
            on_confirm=move || undo.go(())
        />
    }
}
