//! What ran: a table.

use super::result::{RunBadge, came_back_empty, counts_said, problem_said};
use super::words;
use crate::api::runs;
use crate::ui::kit::{Choice, Column, DataTable, Select, Time, TimeStyle, Toolbar, paging};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::param::param;
use crate::ui::{dom, format, route, w};
use leptos::prelude::*;
use model::run::{Run, RunKind, RunQuery};

/// The history.
#[component]
pub fn History() -> impl IntoView {
    let kind = param("kind");
    let paging = paging();
    let changed = use_hint(&["runs"]);
    let rows = load(
        move || {
            (
                changed.get(),
                RunQuery { kind: RunKind::from_word(&kind.get()), page: paging.request(), ..RunQuery::default() },
            )
        },
        |(_, query)| runs::list(query),
    );
    let mut kinds = vec![Choice::new("", words().every_kind)];
    kinds.extend(RunKind::ALL.iter().map(|kind| Choice::new(kind.word(), w().common.run_kind(*kind))));
    view! {
        <Toolbar>
            <Select
                name="kind"
                bare=true
                label=words().kind
                value=kind.signal()
                options=kinds
                on_change=move |word: String| kind.set(&word)
            />
        </Toolbar>
        <DataTable
            name="runs"
            label=words().history
            from=rows
            columns=columns()
            id=|run: &Run| run.id.0.clone()
            title=|run: &Run| w().common.run_kind(run.kind).to_owned()
            paging
            filtered=Signal::derive(move || kind.some().is_some())
            on_clear=move || kind.set("")
            empty=|| view! { <p class="empty">{words().never_ran}</p> }
        />
    }
}

fn columns() -> Vec<Column<Run>> {
    let common = w().common;
    vec![
        Column::new("started", words().started_at, |run: &Run| {
            view! { <Time at=run.started_at.unwrap_or(run.created_at) style=TimeStyle::DateTime/> }
        })
        .width(190),
        Column::new("kind", words().kind, |run: &Run| w().common.run_kind(run.kind)).width(140),
        Column::new("connection", words().connection, |run: &Run| run.connection.clone()).width(120).hideable(),
        Column::new("by", words().started_by, started_by).width(120).hideable(),
        Column::new("state", common.status, |run: &Run| view! { <RunBadge run=run.clone()/> }).width(140),
        Column::new("counts", words().found, |run: &Run| {
            let said = counts_said(run);
            let title = said.clone();
            view! { <span title=title>{said}</span> }
        })
        .width(310),
        Column::new("duration", words().duration, duration).width(100).hidden(),
        Column::new("result", words().result, result).width(150),
    ]
}

fn started_by(run: &Run) -> String {
    if run.started_by.is_empty() { words().by_schedule.to_owned() } else { run.started_by.clone() }
}

fn duration(run: &Run) -> Option<String> {
    let started = run.started_at?;
    Some(format::duration(run.ended_at.unwrap_or_else(dom::now).since(started)))
}

/// The reason of a failure, else the way to the changes.
fn result(run: &Run) -> AnyView {
    let link = run.change_set.as_ref().map(|set| {
        view! { <a href=route::change_set(set)>{words().see_changes}</a> }
    });
    let said = match (&run.problem, came_back_empty(run)) {
        (Some(problem), _) => Some(problem_said(problem)),
        (None, true) => Some(words().came_back_empty_text.to_owned()),
        (None, false) => None,
    };
    match (link, said) {
        (None, None) => ().into_any(),
        (link, said) => {
            let title = said.clone();
            view! { {link} " " {said.map(|said| view! { <span title=title>{said}</span> })} }.into_any()
        }
    }
}
