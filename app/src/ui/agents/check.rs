//! Whether a number and an address are free, asked whenever typing pauses.

use crate::api::agents;
use crate::ui::kit::{Icon, icon};
use crate::ui::load::{Loader, load};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use model::agent::AgentCheck;
use model::{Code, Problem};
use std::time::Duration;

const PAUSE: Duration = Duration::from_millis(300);

/// Who has what is being typed. Texts that are left out of the question are nobody's.
pub fn checking(
    number: impl Fn() -> String + Send + Sync + 'static,
    email: impl Fn() -> String + Send + Sync + 'static,
) -> Loader<AgentCheck> {
    let asked = RwSignal::new((String::new(), String::new()));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let typed = (number().trim().to_owned(), email().trim().to_owned());
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        let settle = move || {
            asked.try_set(typed);
        };
        waiting.set_value(set_timeout_with_handle(settle, PAUSE).ok());
    });
    load(
        move || asked.get(),
        |(number, email)| async move {
            if number.is_empty() && email.is_empty() {
                return Ok(AgentCheck::default());
            }
            agents::check(number, email).await
        },
    )
}

/// A problem for a form with a number and an address: that one of them is taken stands beside it.
pub fn beside(problem: Signal<Option<Problem>>) -> Signal<Option<Problem>> {
    Signal::derive(move || {
        let problem = problem.get()?;
        let taken = problem.code == Code::Taken && !problem.fields.is_empty();
        Some(if taken { Problem::fields(problem.fields) } else { problem })
    })
}

/// A warning under a field, while there is something to warn of.
pub fn warning(said: impl Fn() -> Option<String> + Copy + Send + Sync + 'static) -> AnyView {
    view! {
        <p class="agent-taken" role="status">
            {move || said().map(|said| view! { {icon(Icon::Warning)} <span>{said}</span> })}
        </p>
    }
    .into_any()
}
