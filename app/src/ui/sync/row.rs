//! One row of a review: tick, kind, name, and the fields folded under it.

use super::field::FieldList;
use super::marks::Marks;
use super::words;
use crate::api::{Failure, changes};
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Checkbox, Icon, icon};
use crate::ui::load::Loader;
use crate::ui::{labels, say, w};
use crate::words::fill;
use leptos::prelude::*;
use model::audit::Subject;
use model::change::{ChangeRow, ChangeSet, RowState, Tick, Verdict};
use model::{Code, Problem};

/// The first cell of a row.
#[component]
pub fn RowName(
    /// The row.
    row: ChangeRow,
    /// Ticks of the page.
    marks: Marks,
    /// The set, whose counts a tick changes.
    set: Loader<ChangeSet>,
    /// Whether it can be ticked.
    open: bool,
) -> impl IntoView {
    let tick = (open && row.verdict != Verdict::Conflict).then(|| view! { <RowTick row=row.clone() marks set/> });
    let glyph = match row.subject {
        Subject::Department => Icon::Folder,
        Subject::Relation | Subject::Customer => Icon::Customers,
        _ => Icon::Person,
    };
    let kind = labels().subject(row.subject);
    let detail = (!row.detail.is_empty()).then(|| view! { <small>{row.detail.clone()}</small> });
    let name = view! { <span class="change-name">{row.name.clone()}</span> {detail} };
    let body = if row.fields.is_empty() {
        view! { <div>{name}</div> }.into_any()
    } else {
        view! {
            <details open=row.verdict == Verdict::Conflict>
                <summary>{name}</summary>
                <FieldList subject=row.subject fields=row.fields.clone()/>
            </details>
        }
        .into_any()
    };
    view! {
        <div class="change-row">
            {tick}
            <span class="change-kind" title=kind role="img" aria-label=kind>{icon(glyph)}</span>
            {body}
        </div>
    }
}

#[component]
fn RowTick(
    /// The row.
    row: ChangeRow,
    /// Ticks of the page.
    marks: Marks,
    /// The set.
    set: Loader<ChangeSet>,
) -> impl IntoView {
    let label = fill(w().kit.select_row, &[("name", &row.name)]);
    let of = set.with(|set| set.id.clone());
    let id = row.id;
    let shown = id.0.clone();
    let wished = StoredValue::new(None::<bool>);
    let key = shown.clone();
    let tick = deed_in_place(
        move |accepted: bool| {
            let (of, id) = (of.clone(), id.clone());
            async move {
                let Some(of) = of else { return Err(Failure(Problem::new(Code::NotFound))) };
                let wish = Tick { set: of, rows: vec![id.clone()], verdict: None, accepted };
                let answer = changes::tick(wish).await;
                if answer.is_err() {
                    marks.tick(id.as_str(), !accepted);
                    set.reload();
                }
                answer
            }
        },
        move |now: ChangeSet| set.set(now),
    );
    // A press while the last one is under way is sent after it.
    Effect::new(move |_| {
        if !tick.busy().get()
            && let Some(accepted) = wished.try_update_value(Option::take).flatten()
        {
            tick.go(accepted);
        }
    });
    let checked = Signal::derive(move || marks.is_ticked(&shown));
    let change = move |on: bool| {
        marks.tick(&key, on);
        if tick.busy().get_untracked() {
            wished.set_value(Some(on));
        } else {
            tick.go(on);
        }
    };
    view! { <Checkbox bare=true label checked on_change=change/> }
}

/// Why a row failed or was kept.
pub fn reason_said(row: &ChangeRow) -> Option<String> {
    let problem = row.problem.as_ref()?;
    let words = words();
    let kept = match (row.state, problem.param("state")) {
        (RowState::Kept, Some("edited" | "changed")) => Some(words.kept_edited),
        (RowState::Kept, Some("deleted" | "gone")) => Some(words.kept_deleted),
        (RowState::Kept, Some("in_use")) => Some(words.kept_in_use),
        (RowState::Kept, Some("parent_deleted")) => Some(words.kept_parent_deleted),
        (RowState::Kept, Some("has_seat")) => Some(words.kept_has_seat),
        (RowState::Kept, Some("taken")) => Some(words.kept_taken),
        (RowState::Kept, Some("ended")) => Some(words.kept_ended),
        _ => None,
    };
    let missing = match (problem.code, problem.param("what")) {
        (Code::NotFound, Some("owner")) => Some(words.missing_owner),
        (Code::NotFound, Some("parent")) => Some(words.missing_parent),
        (Code::NotFound, Some("departments")) => Some(words.missing_departments),
        (Code::NotFound, Some("head")) => Some(words.missing_head),
        _ => None,
    };
    Some(kept.or(missing).map_or_else(|| say(problem), str::to_owned))
}
