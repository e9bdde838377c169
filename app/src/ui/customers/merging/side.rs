//! One of the customers who are to become one.

use super::words;
use crate::ui::kit::{Badge, Person, Tone};
use crate::ui::say;
use leptos::prelude::*;
use model::merge::MergeSide;

/// Name, company, who looks after him, and whether he stays, goes over, or cannot.
pub fn side(side: &MergeSide, stays: bool) -> AnyView {
    let row = &side.customer.row;
    let owners: Vec<&str> = row.owners.iter().map(|owner| owner.name.as_str()).collect();
    let detail = [row.company.as_str(), &owners.join(", ")];
    let detail = detail.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let problem = side.problem.as_ref().map(say);
    let badge = match (&problem, stays) {
        (Some(_), _) => None,
        (None, true) => Some((Tone::Good, words().stays)),
        (None, false) => Some((Tone::Neutral, words().goes_over)),
    };
    let name = row.name.clone();
    view! {
        <li class="line apart">
            <Person name detail/>
            {badge.map(|(tone, text)| view! { <Badge tone>{text}</Badge> })}
            {problem.map(|text| view! { <span class="error-text">{text}</span> })}
        </li>
    }
    .into_any()
}
