//! A synchronisation that should follow: its button, how far it has come, and how it ended.

use super::words;
use crate::api::runs;
use crate::ui::kit::{Badge, Tone};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::sync::{RunBadge, RunProgress, StartSync, result_said, review_link};
use crate::ui::{lacks, may};
use leptos::prelude::*;
use model::page::PageRequest;
use model::permission::Permission;
use model::run::{Run, RunKind, RunQuery};
use model::{ConnectionId, Moment};

/// One line of the check list.
#[component]
pub fn FollowUp(
    /// What is brought up to date.
    title: &'static str,
    /// With which connection.
    connection: ConnectionId,
    /// By what.
    kind: RunKind,
    /// What ended before this does not count.
    since: Moment,
) -> impl IntoView {
    let allowed = may(Permission::SyncRun) && may(Permission::ConnectionsRead);
    let body = if allowed {
        view! { <Step title connection kind since/> }.into_any()
    } else {
        let reason = lacks(Permission::SyncRun);
        view! { <strong>{title}</strong> <p class="faint">{reason}</p> }.into_any()
    };
    view! { <li class="stack tight">{body}</li> }
}

#[component]
fn Step(title: &'static str, connection: ConnectionId, kind: RunKind, since: Moment) -> impl IntoView {
    let changed = use_hint(&["runs"]);
    let of = connection.clone();
    let newest = load(
        move || changed.get(),
        move |_| {
            let page = PageRequest { limit: 1, ..PageRequest::default() };
            runs::list(RunQuery { connection: Some(of.clone()), kind: Some(kind), page, ..RunQuery::default() })
        },
    );
    let run = Memo::new(move |_| {
        let counts = |run: &&Run| !run.state.is_over() || run.created_at >= since;
        newest.with(|page| page.items.first().filter(counts).cloned()).flatten()
    });
    let live =
        Memo::new(move |_| run.with(|run| run.as_ref().filter(|run| !run.state.is_over()).map(|run| run.id.clone())));
    let state = Memo::new(move |_| run.with(|run| run.as_ref().map(|run| (run.id.clone(), run.state))));
    let badge = move || match state.get().and_then(|_| run.get_untracked()) {
        Some(run) => view! { <RunBadge run/> }.into_any(),
        None => view! { <Badge tone=Tone::Neutral>{words().step_open}</Badge> }.into_any(),
    };
    let progress = move || {
        live.get()?;
        let first = run.get_untracked()?;
        let now = Signal::derive(move || run.get().unwrap_or_else(|| first.clone()));
        Some(view! { <RunProgress run=now/> })
    };
    let result = move || {
        state.get()?;
        let run = run.get_untracked().filter(|run| run.state.is_over())?;
        let review = review_link(&run);
        Some(view! { <div class="line soft"><span>{result_said(&run)}</span> {review}</div> })
    };
    view! {
        <div class="line apart">
            <span class="line"><strong>{title}</strong> <span aria-live="polite">{badge}</span></span>
            <Show when=move || live.with(Option::is_none)>
                <StartSync connection=connection.clone() kind small=true/>
            </Show>
        </div>
        {progress}
        {result}
    }
}
