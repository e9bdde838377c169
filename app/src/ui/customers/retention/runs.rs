//! The last times that the rules were carried out.

use super::words;
use crate::api::retention;
use crate::ui::kit::{LinkButton, Section};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load};
use crate::ui::{format, labels, route, w};
use leptos::prelude::*;
use model::retention::RetentionRun;

/// The section.
#[component]
pub fn Runs() -> impl IntoView {
    let changed = use_hint(&["retention", "runs"]);
    let runs = load(move || changed.get(), |_| retention::runs());
    view! {
        <Section title=words().runs>
            <Loaded from=runs let:now>
                {move || {
                    let now = now.get();
                    if now.is_empty() {
                        return view! { <p class="faint">{words().no_runs}</p> }.into_any();
                    }
                    view! { <ul class="impact">{now.into_iter().map(line).collect_view()}</ul> }.into_any()
                }}
            </Loaded>
        </Section>
    }
}

fn line(run: RetentionRun) -> impl IntoView {
    let told: Vec<String> = run
        .cleared
        .iter()
        .filter(|(.., amount)| *amount > 0)
        .map(|(kind, _, amount)| [labels().retention_kind(*kind), ": ", &format::number(*amount)].concat())
        .collect();
    let told = if told.is_empty() { words().nothing_cleared.to_owned() } else { told.join(" · ") };
    let by = if run.started_by.is_empty() { words().by_itself.to_owned() } else { run.started_by };
    let set = run.set.map(|set| {
        view! { <LinkButton small=true href=route::change_set(&set)>{words().show_set}</LinkButton> }
    });
    let head = [&format::date_time(run.at), " · ", w().common.run_state(run.state), " · ", &by].concat();
    view! {
        <li class="line apart">
            <span class="two-lines">{head} <small>{told}</small></span>
            {set}
        </li>
    }
}
