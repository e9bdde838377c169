//! For whom the last deed was not done, and why.

use super::super::words;
use super::desk::Desk;
use crate::ui::kit::{Banner, BannerKind, Button};
use crate::ui::{count, say, w};
use leptos::prelude::*;
use model::MemberId;
use model::member::Outcome;

/// The list, until it is dismissed.
#[component]
pub fn Outcomes(desk: Desk) -> impl IntoView {
    let failed = desk.failed;
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

fn line(one: Outcome<MemberId>) -> impl IntoView {
    let missing = |problem: &model::Problem| problem.fields.iter().any(|field| field.field == "address");
    let said = one.problem.as_ref().map(|problem| match missing(problem) {
        // There is no field here that could be filled in.
        true => words().no_address.to_owned(),
        false => say(problem),
    });
    let name = if one.name.is_empty() { w().common.unknown.to_owned() } else { one.name };
    view! { <li><strong>{name}</strong> " – " {said}</li> }
}
