//! What hangs on the customers and what becomes of it.

use super::words;
use crate::api::customers;
use crate::ui::format;
use crate::ui::kit::{SkeletonLines, Tone, badge};
use crate::ui::load::{Loader, load};
use crate::words::fill;
use leptos::prelude::*;
use model::CustomerId;
use model::deletion::{Impact, ImpactOutcome};

/// Asks once.
pub fn look(ids: Vec<CustomerId>) -> Loader<Vec<Impact>> {
    load(move || ids.clone(), customers::impact)
}

/// The list.
#[component]
pub fn ImpactList(found: Loader<Vec<Impact>>) -> impl IntoView {
    let list = move || match found.get() {
        None => view! { <SkeletonLines/> }.into_any(),
        Some(lines) => lines.iter().map(line).collect_view().into_any(),
    };
    view! {
        <section class="stack tight" aria-live="polite">
            <h3>{words().what_happens}</h3>
            <ul class="impact">{list}</ul>
        </section>
    }
}

fn line(impact: &Impact) -> impl IntoView + use<> {
    let tone = match impact.outcome {
        ImpactOutcome::Removed => Tone::Warning,
        ImpactOutcome::Stays | ImpactOutcome::Remembered => Tone::Neutral,
        ImpactOutcome::Blocks => Tone::Bad,
    };
    let until = impact.until.map(|until| fill(words().until, &[("date", &format::date(until))]));
    let name = words().impact(impact.kind);
    view! {
        <li class="line apart">
            <span>{format::number(impact.count)} " " {name}</span>
            <span class="line">{until} {badge(tone, words().outcome(impact.outcome))}</span>
        </li>
    }
}
