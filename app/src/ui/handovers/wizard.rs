//! A hand-over while it is being prepared.

use super::held::HeldStep;
use super::message::MessageStep;
use super::review::ReviewStep;
use super::steps::{Step, Steps, Way};
use super::successors::SuccessorsStep;
use super::who::WhoStep;
use crate::ui::load::Loader;
use leptos::prelude::*;
use model::handover::Handover;

/// The steps, and the present one.
#[component]
pub fn Wizard(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
    /// The hand-over.
    plan: Loader<Handover>,
) -> impl IntoView {
    let way = Way::new();
    let step = Memo::new(move |_| way.step(now.with(|now| now.state)));
    view! {
        <Steps way step/>
        {move || match step.get() {
            Step::Who => view! { <WhoStep now plan way/> }.into_any(),
            Step::Held => view! { <HeldStep now way/> }.into_any(),
            Step::Successors => view! { <SuccessorsStep now plan way/> }.into_any(),
            Step::Message => view! { <MessageStep now plan way/> }.into_any(),
            Step::Review => view! { <ReviewStep now plan/> }.into_any(),
        }}
    }
}
