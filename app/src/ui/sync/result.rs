//! What became of a run, in words.

use super::{names, words};
use crate::ui::kit::{Badge, LinkButton, Tone};
use crate::ui::{format, labels, route, say, w};
use leptos::prelude::*;
use model::connection::Finding;
use model::run::{Run, RunKind, RunState};
use model::{Code, Problem};

/// Whether a synchronisation found nobody at all on the platform, which is rarely what is meant.
pub fn came_back_empty(run: &Run) -> bool {
    let counts = run.counts;
    run.kind != RunKind::SyncArchive
        && RunKind::SYNCS.contains(&run.kind)
        && matches!(run.state, RunState::Done | RunState::WaitingReview)
        && counts.add + counts.change + counts.conflict + counts.unchanged + counts.blocked == 0
}

/// Whether a run ended well.
pub const fn is_good(run: &Run) -> bool {
    matches!(run.state, RunState::Done | RunState::WaitingReview)
}

const fn tone(run: &Run) -> Tone {
    match run.state {
        RunState::Queued | RunState::Running => Tone::Info,
        RunState::WaitingReview => Tone::Warning,
        RunState::Done => Tone::Good,
        RunState::Failed => Tone::Bad,
        RunState::Cancelled => Tone::Neutral,
    }
}

/// The state of a run; amber if it came back empty.
#[component]
pub fn RunBadge(
    /// The run.
    run: Run,
) -> impl IntoView {
    if came_back_empty(&run) {
        return view! { <Badge tone=Tone::Warning>{words().came_back_empty}</Badge> }.into_any();
    }
    view! { <Badge tone=tone(&run)>{w().common.run_state(run.state)}</Badge> }.into_any()
}

/// `Add 3 · Change 5 · No change 500`, without the zeros.
pub fn counts_said(run: &Run) -> String {
    let counts = run.counts;
    let [add, change, conflict, blocked] = match run.kind {
        // Messages are taken down, not proposed.
        RunKind::SyncArchive => {
            [words().archive_new, words().archive_recalled, words().archive_gaps, words().archive_unread]
        }
        _ => [labels().verdict_add, labels().verdict_change, labels().verdict_conflict, labels().verdict_blocked],
    };
    let parts = [
        (add, counts.add),
        (change, counts.change),
        (labels().verdict_leave, counts.leave),
        (conflict, counts.conflict),
        (blocked, counts.blocked),
        (words().unchanged, counts.unchanged),
        (words().failed, counts.failed),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(word, n)| [word, format::number(n).as_str()].join(" "))
        .collect();
    said.join(" · ")
}

/// What a run came to: why it failed, else what it found.
pub fn result_said(run: &Run) -> String {
    let counts = counts_said(run);
    match (&run.problem, came_back_empty(run)) {
        (Some(problem), _) => problem_said(problem),
        (None, true) => words().came_back_empty_text.to_owned(),
        (None, false) if counts.is_empty() && run.kind == RunKind::SyncArchive => words().archive_nothing.to_owned(),
        (None, false) if counts.is_empty() => words().nothing_changed.to_owned(),
        (None, false) => counts,
    }
}

/// The way to what a run proposed or did, if it has changes.
pub fn review_link(run: &Run) -> Option<AnyView> {
    let href = run.change_set.as_ref().map(route::change_set)?;
    let label = if run.state == RunState::WaitingReview { words().review } else { words().see_changes };
    Some(view! { <LinkButton small=true href>{label}</LinkButton> }.into_any())
}

/// Why something failed. A platform's refusal that was understood is said in our words, not in the platform's.
pub fn problem_said(problem: &Problem) -> String {
    let found = problem.param("finding").and_then(Finding::from_word).filter(|_| problem.code == Code::Platform);
    match found {
        Some(finding) => {
            let detail = problem.param("detail").unwrap_or_default();
            crate::words::fill(names().finding(finding), &[("detail", detail)])
        }
        None => say(problem),
    }
}
