//! The steps of the wizard. All can be gone to at any time; the review says what is missing.

use super::words;
use crate::ui::kit::{self, Button, ButtonKind, WizardStep};
use crate::ui::param::{Param, param, push_params};
use crate::ui::w;
use leptos::prelude::*;
use model::handover::HandoverState;

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Who, and when.
    Who,
    /// What is held, and what stands in its way.
    Held,
    /// Who gets what.
    Successors,
    /// What customers read.
    Message,
    /// Everything once more, and the button.
    Review,
}

impl Step {
    const ALL: [Self; 5] = [Self::Who, Self::Held, Self::Successors, Self::Message, Self::Review];

    /// Its value of the parameter `step`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Held => "held",
            Self::Successors => "successors",
            Self::Message => "message",
            Self::Review => "review",
        }
    }

    /// The step that the address names; else the first, of one that was proposed already the last.
    pub fn of(id: &str, state: HandoverState) -> Self {
        let first = if state == HandoverState::Proposed { Self::Review } else { Self::Who };
        Self::ALL.into_iter().find(|step| step.id() == id).unwrap_or(first)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Who => words().step_who,
            Self::Held => words().step_held,
            Self::Successors => words().step_successors,
            Self::Message => words().step_message,
            Self::Review => words().step_review,
        }
    }

    fn before(self) -> Option<Self> {
        (self as usize).checked_sub(1).and_then(|at| Self::ALL.get(at)).copied()
    }

    fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }
}

/// The way between the steps.
#[derive(Clone, Copy)]
pub struct Way {
    at: Param,
}

impl Way {
    /// That of this page.
    pub fn new() -> Self {
        Self { at: param("step") }
    }
    /// Where one is.
    pub fn step(self, state: HandoverState) -> Step {
        Step::of(&self.at.get(), state)
    }
    /// Goes on from a step.
    pub fn on_from(self, step: Step) {
        if let Some(next) = step.next() {
            go(next);
        }
    }
    fn back_from(self, step: Step) {
        if let Some(before) = step.before() {
            go(before);
        }
    }
}

/// What a step filtered by means nothing in another.
fn go(step: Step) {
    push_params(&[("step", step.id()), ("kind", "")]);
}

/// The names of the steps, each a link.
#[component]
pub fn Steps(
    /// The way between them.
    way: Way,
    /// Where one is.
    step: Memo<Step>,
) -> impl IntoView {
    let at = way.at;
    move || {
        let steps = Step::ALL.map(|step| WizardStep { name: step.name(), href: Some(at.link(step.id())) }).to_vec();
        view! { <kit::Steps label=words().steps steps at=Signal::derive(move || step.get() as usize)/> }
    }
}

/// *Back*, and what goes on: a button of the step's own form.
#[component]
pub fn StepActions(
    /// The way between the steps.
    way: Way,
    /// The present one.
    step: Step,
    /// Whether it is being saved.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let back = step.before().map(|_| {
        view! { <Button on_click=move || way.back_from(step)>{w().common.back}</Button> }
    });
    view! {
        <div class="form-actions handover-actions">
            {back}
            <Button kind=ButtonKind::Primary submit=true busy>{w().common.next}</Button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_knows_the_step_and_a_proposed_one_begins_with_its_review() {
        assert_eq!(Step::of("message", HandoverState::Draft), Step::Message);
        assert_eq!(Step::of("", HandoverState::Draft), Step::Who);
        assert_eq!(Step::of("", HandoverState::Proposed), Step::Review);
        assert_eq!((Step::Who.before(), Step::Review.next()), (None, None));
        assert_eq!(Step::Held.next(), Some(Step::Successors));
    }
}
