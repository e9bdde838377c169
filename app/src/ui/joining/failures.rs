//! What a decision could not do, person by person.

use super::words;
use crate::ui::kit::{Banner, BannerKind, Button};
use crate::ui::{count, say, w};
use crate::words::fill;
use leptos::prelude::*;
use model::join::JoinState;
use model::member::Outcome;
use model::{Code, JoinId, Problem};

/// The list of those for whom it did not work, until it is dismissed.
#[component]
pub fn Failures(
    /// What failed.
    failed: RwSignal<Vec<Outcome<JoinId>>>,
) -> impl IntoView {
    view! {
        <Show when=move || failed.with(|failed| !failed.is_empty())>
            <Banner kind=BannerKind::Warning>
                <p>{move || count(&words().not_done, failed.with(|failed| failed.len() as i64))}</p>
                <ul class="outcomes">{move || failed.get().into_iter().map(line).collect_view()}</ul>
                <Button small=true on_click=move || failed.set(Vec::new())>{w().common.close}</Button>
            </Banner>
        </Show>
    }
}

fn line(one: Outcome<JoinId>) -> impl IntoView {
    let said = one.problem.as_ref().map(why).unwrap_or_default();
    let name = if one.name.is_empty() { w().common.unknown.to_owned() } else { one.name };
    view! { <li><strong>{name}</strong> " – " {said}</li> }
}

/// Two admins at once are no error: the second reads who was first.
fn why(problem: &Problem) -> String {
    let state = problem.param("state").and_then(JoinState::from_word);
    let by = problem.param("by").filter(|by| !by.is_empty());
    match (problem.code, state, by) {
        (Code::WrongState, Some(JoinState::Withdrawn), _) => words().already_withdrawn.to_owned(),
        (Code::WrongState, Some(state), Some(by)) => {
            let sentence = match state {
                JoinState::Approved => words().already_approved,
                JoinState::Refused => words().already_refused,
                JoinState::Blocked => words().already_blocked,
                JoinState::Waiting | JoinState::Withdrawn => words().already_reexamined,
            };
            fill(sentence, &[("by", by)])
        }
        _ => say(problem),
    }
}
