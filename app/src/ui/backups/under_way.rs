//! How far a run has come.

use crate::api::runs;
use crate::ui::kit::Progress;
use crate::ui::live::use_hint;
use crate::ui::load::load_one;
use crate::ui::{labels, w};
use leptos::prelude::*;
use model::RunId;
use model::run::RunState;

/// The bar of a run; nothing once it is over.
#[component]
pub fn UnderWay(
    /// Which.
    run: RunId,
    /// What it does.
    label: &'static str,
) -> impl IntoView {
    let changed = use_hint(&["runs"]);
    let run = load_one(move || (run.clone(), changed.get()), runs::get);
    let live = move || run.with(|run| !run.state.is_over()).unwrap_or_default();
    let stage = move || {
        let stage = run.with(|run| match run.state {
            RunState::Queued => w().common.run_state(run.state),
            _ => labels().stage(run.stage),
        });
        [label, " · ", stage.unwrap_or_default()].concat()
    };
    view! {
        <Show when=live>
            <Progress
                label=stage
                done=Signal::derive(move || run.with(|run| run.done).unwrap_or_default())
                total=Signal::derive(move || run.with(|run| run.total).flatten())
            />
        </Show>
    }
}
