//! Where in a wizard one is.

use super::{Icon, icon};
use leptos::prelude::*;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WizardStep {
    /// Its name.
    pub name: &'static str,
    /// Where it is, for steps that one can go to at any time.
    pub href: Option<String>,
}

/// The steps of a wizard, those behind ticked off. `<Steps label=w.steps steps at=Signal::derive(move || step.get() as usize)/>`
#[component]
pub fn Steps(
    /// What it is a way through, for screen readers.
    #[prop(into)]
    label: String,
    /// The steps, in their order.
    steps: Vec<WizardStep>,
    /// Where one is, from 0.
    #[prop(into)]
    at: Signal<usize>,
) -> impl IntoView {
    let one = move |(place, step): (usize, WizardStep)| {
        let behind = Memo::new(move |_| place < at.get());
        let current = move || (at.get() == place).then_some("step");
        let body = view! {
            <span class="step-mark" aria-hidden="true">
                {move || if behind.get() { icon(Icon::Check).into_any() } else { (place + 1).into_any() }}
            </span>
            {step.name}
        };
        match step.href {
            Some(href) => {
                view! { <li><a class="step" class:behind=behind href=href aria-current=current>{body}</a></li> }
                    .into_any()
            }
            None => view! { <li class="step" class:behind=behind aria-current=current>{body}</li> }.into_any(),
        }
    };
    view! { <ol class="steps" aria-label=label>{steps.into_iter().enumerate().map(one).collect_view()}</ol> }
}
