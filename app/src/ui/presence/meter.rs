//! How many are mapped.

use super::words;
use crate::ui::load::Loader;
use crate::ui::{count, format};
use crate::words::fill;
use leptos::prelude::*;
use model::mapping::{Coverage, MappingStatus};

/// The meter, with how many accounts there are.
#[component]
pub fn Meter(
    /// The numbers.
    coverage: Loader<Coverage>,
) -> impl IntoView {
    let numbers = move || {
        coverage.with(|all| {
            let members = all.members() - all.of(MappingStatus::Ignored) - all.of(MappingStatus::Skipped);
            (all.of(MappingStatus::Mapped), members, all.accounts, all.free)
        })
    };
    move || {
        let (mapped, members, accounts, free) = numbers()?;
        let said =
            fill(words().mapped_of, &[("mapped", &format::number(mapped)), ("members", &format::number(members))]);
        let there = [count(&words().accounts_n, accounts), count(&words().free_n, free)].join(" · ");
        Some(view! {
            <div class="progress">
                <div class="progress-text"><strong>{said}</strong><span class="soft">{there}</span></div>
                <progress aria-label=words().coverage max=members.max(1).to_string() value=mapped.to_string()></progress>
            </div>
        })
    }
}
