//! Who was not deleted, and why.

use super::words;
use crate::ui::kit::{Banner, BannerKind};
use crate::ui::{count, say};
use leptos::prelude::*;
use model::CustomerId;
use model::member::Outcome;

/// Names with the reason of each; nothing if all went well.
pub fn left(outcomes: &[Outcome<CustomerId>]) -> Option<AnyView> {
    let failed: Vec<_> = outcomes.iter().filter_map(|one| Some((one.name.clone(), one.problem.as_ref()?))).collect();
    if failed.is_empty() {
        return None;
    }
    let said = count(&words().not_done_n, failed.len() as i64);
    let line = |(name, problem): (String, &model::Problem)| view! { <li>{name} " – " {say(problem)}</li> };
    let lines = failed.into_iter().map(line).collect_view();
    Some(view! { <Banner kind=BannerKind::Warning>{said} <ul>{lines}</ul></Banner> }.into_any())
}
