//! For whom the last deed was not done, and why.

use super::desk::Desk;
use super::words;
use crate::ui::kit::{Banner, BannerKind, Button};
use crate::ui::{count, say, w};
use leptos::prelude::*;
use model::member::Outcome;
use model::{AgentId, Code, Problem};

/// The list, until it is dismissed.
#[component]
pub fn Outcomes(desk: Desk) -> impl IntoView {
    let failed = desk.failed;
    view! {
        <Show when=move || failed.with(|failed| !failed.is_empty())>
            <Banner kind=BannerKind::Warning>
                <p>{move || count(&words().not_done, failed.with(|failed| failed.len() as i64))}</p>
                <ul class="outcomes agent-outcomes">{move || failed.get().into_iter().map(line).collect_view()}</ul>
                <Button small=true on_click=move || failed.set(Vec::new())>{w().common.close}</Button>
            </Banner>
        </Show>
    }
}

fn line(one: Outcome<AgentId>) -> impl IntoView {
    let said = one.problem.as_ref().map(why);
    let name = if one.name.is_empty() { w().common.unknown.to_owned() } else { one.name };
    view! { <li><strong>{name}</strong> " – " {said}</li> }
}

/// Why it was not done. Where an agent stands has words of its own here.
fn why(problem: &Problem) -> String {
    let state = problem.param("state").filter(|_| problem.code == Code::WrongState);
    let words = words();
    let said = match state {
        Some("deleted") => words.not_deleted,
        Some("self") => words.not_self,
        Some("here") => words.not_here,
        Some("gone") => words.not_gone,
        Some("allowed") => words.not_allowed,
        _ if problem.code == Code::OwnedByPerson => words.own_account,
        _ => return say(problem),
    };
    said.to_owned()
}
