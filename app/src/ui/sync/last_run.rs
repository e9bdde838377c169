//! How the newest synchronisation of a kind ended, on the page of what it brings in.

use super::result::{RunBadge, result_said, review_link};
use super::words;
use crate::api::runs;
use crate::ui::kit::Time;
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::{may, route};
use leptos::prelude::*;
use model::page::PageRequest;
use model::permission::Permission;
use model::run::{Run, RunKind, RunQuery};

/// Among so many runs the last that ended is looked for: at most one a connection is under way.
const LOOK_BACK: u32 = 20;

/// One line: when, how, and the way to the run. Nothing for whoever may not see runs.
#[component]
pub fn LastRun(
    /// What it synchronises.
    kind: RunKind,
) -> impl IntoView {
    may(Permission::ConnectionsRead).then(|| view! { <Inner kind/> })
}

#[component]
fn Inner(kind: RunKind) -> impl IntoView {
    let changed = use_hint(&["runs"]);
    let newest = load(
        move || changed.get(),
        move |_| {
            let page = PageRequest { limit: LOOK_BACK, ..PageRequest::default() };
            runs::list(RunQuery { kind: Some(kind), page, ..RunQuery::default() })
        },
    );
    let last = Memo::new(move |_| newest.with(|page| page.items.iter().find(|run| run.state.is_over()).cloned()));
    let line = move || {
        Some(match last.get()? {
            Some(run) => said(run),
            None => view! { <span>{words().never_ran}</span> }.into_any(),
        })
    };
    view! { <div class="line last-run"><span class="soft">{words().last_run}</span> {line}</div> }
}

fn said(run: Run) -> AnyView {
    let (at, href, text) = (run.ended_at.unwrap_or(run.created_at), route::run(&run), result_said(&run));
    let review = review_link(&run);
    view! {
        <a href=href><Time at/></a>
        <RunBadge run/>
        <span>{text}</span>
        {review}
    }
    .into_any()
}
