//! Deciding a conflict.

use super::marks::Marks;
use super::words;
use crate::api::{Failure, changes};
use crate::ui::deed::deed_in_place;
use crate::ui::kit::fresh_id;
use crate::ui::labels;
use crate::ui::load::Loader;
use leptos::prelude::*;
use model::change::{ChangeKind, ChangeRow, ChangeSet, Resolution};
use model::{Code, Problem};

/// The ways out, each with what follows from it.
#[component]
pub fn Decide(
    /// The conflict.
    row: ChangeRow,
    /// Decisions of the page.
    marks: Marks,
    /// The set, whose counts a decision changes.
    set: Loader<ChangeSet>,
    /// Whether it can be decided.
    open: bool,
) -> impl IntoView {
    let of = set.with(|set| set.id.clone());
    let id = row.id.clone();
    let resolve = deed_in_place(
        move |resolution: Resolution| {
            let (of, id) = (of.clone(), id.clone());
            async move {
                let Some(of) = of else { return Err(Failure(Problem::new(Code::NotFound))) };
                let answer = changes::resolve(of, id.clone(), resolution).await;
                if answer.is_err() {
                    marks.decide(id.as_str(), None);
                }
                answer
            }
        },
        move |_: ChangeRow| set.reload(),
    );
    let kind = set.with(|set| set.kind).unwrap_or(ChangeKind::Contacts);
    let group = fresh_id();
    let key = StoredValue::new(row.id.0);
    let one = move |resolution: Resolution| {
        let chosen = move || key.with_value(|id| marks.decision(id)) == Some(resolution);
        let choose = move |_| {
            key.with_value(|id| marks.decide(id, Some(resolution)));
            resolve.go(resolution);
        };
        view! {
            <label class="radio">
                <input
                    type="radio"
                    name=group.clone()
                    disabled=move || !open || resolve.busy().get()
                    prop:checked=chosen
                    on:change=choose
                />
                <span>{labels().resolution(resolution)} <small>{follows(resolution, kind)}</small></span>
            </label>
        }
    };
    view! {
        <fieldset class="decide">
            <legend class="unseen">{words().decide}</legend>
            {kind.resolutions().iter().copied().map(one).collect_view()}
        </fieldset>
    }
}

/// Whether a person's file says something else, and no platform.
const fn is_file(kind: ChangeKind) -> bool {
    matches!(
        kind,
        ChangeKind::Import | ChangeKind::CustomerImport | ChangeKind::MappingImport | ChangeKind::AgentImport
    )
}

fn follows(resolution: Resolution, kind: ChangeKind) -> &'static str {
    match resolution {
        Resolution::KeepOurs if is_file(kind) => words().keep_ours_file_text,
        Resolution::TakeTheirs if is_file(kind) => words().take_theirs_file_text,
        Resolution::KeepOurs => words().keep_ours_text,
        Resolution::TakeTheirs => words().take_theirs_text,
        Resolution::AddNew => words().add_new_text,
    }
}
