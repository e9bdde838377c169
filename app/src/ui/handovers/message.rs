//! What customers read when they have somebody else.

use super::steps::{Step, StepActions, Way};
use super::{keep, words};
use crate::api::handovers;
use crate::ui::deed::deed;
use crate::ui::kit::{Form, TextArea};
use crate::ui::load::Loader;
use leptos::prelude::*;
use model::handover::{Handover, MOST_MESSAGE, SaveHandover};

/// The step.
#[component]
pub fn MessageStep(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
    /// The hand-over.
    plan: Loader<Handover>,
    /// The way between the steps.
    way: Way,
) -> impl IntoView {
    let message = RwSignal::new(now.with_untracked(|now| now.message.clone()));
    let save = deed(handovers::save, move |saved: Handover| {
        keep(plan, saved);
        way.on_from(Step::Message);
    });
    let submit = move || {
        let typed = message.with_untracked(|message| message.trim().to_owned());
        let known = now.get_untracked();
        if typed == known.message {
            return way.on_from(Step::Message);
        }
        let (id, revision, message) = (known.id, known.revision, Some(typed));
        let change = SaveHandover {
            id,
            revision,
            message,
            leavers: None,
            at: None,
            zone: None,
            suspend: None,
            rules: Vec::new(),
        };
        match change.check() {
            Ok(change) => save.go(change),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    let shown = move || match message.with(|message| message.trim().to_owned()) {
        text if text.is_empty() => words().message_none.to_owned(),
        text => text,
    };
    view! {
        <section class="card stack">
            <h2>{words().message_title}</h2>
            <p class="soft">{words().message_text}</p>
            <Form on_submit=submit problem=save.problem()>
                <TextArea name="message" label=words().message value=message rows=4 max=MOST_MESSAGE hint=words().message_hint/>
                <figure class="handover-preview">
                    <figcaption class="faint">{words().message_preview}</figcaption>
                    <blockquote aria-live="polite">{shown}</blockquote>
                </figure>
                <StepActions way step=Step::Message busy=save.busy()/>
            </Form>
        </section>
    }
}
