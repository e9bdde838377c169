//! The share that would leave, against the limit.

use super::words;
use crate::ui::format;
use crate::words::fill;
use leptos::prelude::*;
use model::change::{BRAKE_WORD, Brake};

/// The bar with its sentence.
#[component]
pub fn BrakeBar(
    /// The brake, as it is now.
    #[prop(into)]
    brake: Signal<Brake>,
) -> impl IntoView {
    let said = move || {
        let brake = brake.get();
        let sentence = if brake.holds() { words().brake_above } else { words().brake_below };
        fill(
            sentence,
            &[
                ("leave", &format::number(brake.leave)),
                ("of", &format::number(brake.of)),
                ("share", &format::percent(brake.permille())),
                ("limit", &format::percent(brake.limit * 10)),
                ("word", BRAKE_WORD),
            ],
        )
    };
    // Full at twice the limit, so that the limit is the middle of the bar.
    let share = move || brake.with(|brake| brake.permille().min(brake.limit * 20).to_string());
    view! {
        <div class="brake" class:holds=move || brake.with(|brake| brake.holds())>
            <span role="status">{said}</span>
            <span class="brake-bar">
                <progress
                    aria-label=words().brake
                    max=move || brake.with(|brake| (brake.limit * 20).max(1).to_string())
                    value=share
                ></progress>
            </span>
        </div>
    }
}
