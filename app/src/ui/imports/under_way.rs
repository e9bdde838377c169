//! The server reads, checks or prepares.

use super::words;
use crate::api::runs;
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::sync::RunProgress;
use leptos::prelude::*;
use model::import::{ImportDetail, ImportState};
use model::run::Run;

/// How far it is.
#[component]
pub fn UnderWay(
    /// The import, as it is now.
    now: Signal<ImportDetail>,
) -> impl IntoView {
    let changed = use_hint(&["runs"]);
    let id = Memo::new(move |_| now.with(|detail| detail.import.run.clone()));
    let run = load(
        move || (id.get(), changed.get()),
        |(id, _)| async move {
            match id {
                Some(id) => Ok(Some(runs::get(id).await?)),
                None => Ok(None),
            }
        },
    );
    let said = move || match now.with(|detail| detail.import.state) {
        ImportState::Checking => words().checking,
        ImportState::Drafting => words().drafting,
        _ => words().reading,
    };
    let live = Memo::new(move |_| run.get().flatten().filter(|run: &Run| !run.state.is_over()));
    let which = Memo::new(move |_| live.with(|run| run.as_ref().map(|run| run.id.clone())));
    let progress = move || {
        which.get()?;
        let first = live.get_untracked()?;
        let run = Signal::derive(move || live.get().unwrap_or_else(|| first.clone()));
        Some(view! { <RunProgress run/> })
    };
    view! {
        <div class="card stack tight" aria-busy="true">
            <h2><span role="status">{said}</span></h2>
            {progress}
            <p class="faint">{words().may_leave}</p>
        </div>
    }
}
