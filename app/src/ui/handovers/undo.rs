//! Putting a hand-over back, as far as it can be: what that comes to stands before the button.

use super::words;
use crate::api::handovers;
use crate::ui::deed::deed;
use crate::ui::kit::{Button, Dialog, Form, FormActions, Icon, Tone, badge, toast};
use crate::ui::live::touch;
use crate::ui::load::{Loaded, Loader, load};
use crate::ui::{count, route};
use leptos::prelude::*;
use model::HandoverId;
use model::handover::{Handover, HandoverState, UndoPreview, Undoing};

/// The button with its dialog, once the hand-over was carried out.
#[component]
pub fn UndoPlan(
    /// The hand-over.
    plan: Loader<Handover>,
) -> impl IntoView {
    let asking = RwSignal::new(None::<HandoverId>);
    let can = Memo::new(move |_| {
        let state = plan.with(|plan| plan.state);
        matches!(state, Some(HandoverState::Running | HandoverState::Done))
    });
    let ask = move || asking.set(plan.with_untracked(|plan| plan.id.clone()));
    let open = Signal::derive(move || asking.with(Option::is_some));
    view! {
        <Show when=move || can.get()>
            <Button icon=Icon::Undo on_click=ask>{words().undo}</Button>
        </Show>
        <Dialog open on_close=move || asking.set(None) title=words().undo_question>
            {move || asking.get().map(|id| view! { <UndoForm id asking/> })}
        </Dialog>
    }
}

#[component]
fn UndoForm(id: HandoverId, asking: RwSignal<Option<HandoverId>>) -> impl IntoView {
    let known = id.clone();
    let preview = load(|| (), move |()| handovers::undo_preview(known.clone()));
    let undo = deed(handovers::undo, move |undoing: Undoing| {
        asking.try_set(None);
        touch(&["handovers", "changes", "runs", "members", "departments", "customers", "seats", "mappings"]);
        toast::done(words().undo_begun);
        // What brings the rest back counts for the platform: somebody looks at it first.
        if let Some(back) = undoing.back {
            route::go(&route::handover(&back));
        }
    });
    let id = StoredValue::new(id);
    view! {
        <Loaded from=preview let:found>
            <Form on_submit=move || undo.go(id.get_value()) problem=undo.problem()>
                {move || match buckets(found.get()) {
                    none if none.is_empty() => view! { <p>{words().undo_nothing}</p> }.into_any(),
                    some => view! { <ul class="handover-ways">{some}</ul> }.into_any(),
                }}
                <FormActions label=words().undo busy=undo.busy() danger=true on_cancel=move || asking.set(None)/>
            </Form>
        </Loaded>
    }
}

/// The three buckets; one without anything in it is left out.
fn buckets(found: UndoPreview) -> Vec<AnyView> {
    let lines = [
        (Tone::Good, words().undo_back, &words().undo_back_n, found.back),
        (Tone::Info, words().undo_by_transfer, &words().undo_by_transfer_n, found.by_transfer),
        (Tone::Warning, words().undo_stays, &words().undo_stays_n, found.stays),
        (Tone::Warning, words().undo_taken, &words().undo_taken_n, found.taken),
    ];
    lines
        .into_iter()
        .filter(|(.., n)| *n > 0)
        .map(|(tone, mark, sentence, n)| {
            view! { <li class="stack tight"><span>{badge(tone, mark)}</span> <span>{count(sentence, n)}</span></li> }
                .into_any()
        })
        .collect()
}
