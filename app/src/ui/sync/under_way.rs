//! The synchronisation of a kind that is under way, on the page of what it brings in.

use super::running::RunProgress;
use crate::api::runs;
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::may;
use leptos::prelude::*;
use model::page::PageRequest;
use model::permission::Permission;
use model::run::{Run, RunKind, RunQuery};

/// How far it has come; nothing while none is under way, and for whoever may not see runs.
#[component]
pub fn UnderWay(
    /// What it synchronises.
    kind: RunKind,
) -> impl IntoView {
    may(Permission::ConnectionsRead).then(|| view! { <Inner kind/> })
}

#[component]
fn Inner(kind: RunKind) -> impl IntoView {
    let changed = use_hint(&["runs"]);
    let running = load(
        move || changed.get(),
        move |_| {
            let page = PageRequest { limit: 1, ..PageRequest::default() };
            runs::list(RunQuery { kind: Some(kind), under_way: true, page, ..RunQuery::default() })
        },
    );
    let live = Memo::new(move |_| running.with(|page| page.items.first().cloned()).flatten());
    let which = Memo::new(move |_| live.with(|run| run.as_ref().map(|run| run.id.clone())));
    move || {
        which.get()?;
        let first: Run = live.get_untracked()?;
        let run = Signal::derive(move || live.get().unwrap_or_else(|| first.clone()));
        Some(view! { <div class="header-progress"><RunProgress run/></div> })
    }
}
