//! Where a change set comes from.

use super::words;
use crate::ui::kit::{Badge, Tone};
use crate::ui::{format, w};
use crate::words::fill;
use leptos::prelude::*;
use model::change::{ChangeSet, ChangeState};

/// `From WeCom, read on 5 Nov 2025, 14:02, started by Ana.`
pub fn origin_said(set: &ChangeSet) -> String {
    let by = if set.created_by.is_empty() { words().by_schedule } else { &set.created_by };
    let template = if set.connection.is_empty() { words().set_made } else { words().set_from };
    let made =
        fill(template, &[("connection", &set.connection), ("time", &format::date_time(set.created_at)), ("by", by)]);
    match set.applied_at {
        Some(at) => [made, fill(words().set_applied, &[("time", &format::date_time(at))])].join(" "),
        None => made,
    }
}

/// The state in a word.
#[component]
pub fn StateBadge(
    /// It.
    state: ChangeState,
) -> impl IntoView {
    let tone = match state {
        ChangeState::Draft => Tone::Warning,
        ChangeState::Drafting | ChangeState::Applying | ChangeState::Undoing => Tone::Info,
        ChangeState::Applied => Tone::Good,
        ChangeState::Undone | ChangeState::Discarded => Tone::Neutral,
    };
    view! { <Badge tone>{w().common.change_state(state)}</Badge> }
}
