//! How many active members belong to no department: a question of one cheap count.

use super::state::Chart;
use super::words;
use crate::api::members;
use crate::ui::kit::{Badge, Tone};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::{count, may};
use leptos::prelude::*;
use model::member::{MemberQuery, Status};
use model::permission::Permission;

/// The badge; nothing while everybody has a place, or while only a part of the organisation is seen.
#[component]
pub fn Unplaced(chart: Chart) -> impl IntoView {
    may(Permission::MembersRead).then(|| {
        let changed = use_hint(&["members", "departments"]);
        let counts = load(move || changed.get(), |_| members::counts(MemberQuery::default()));
        let unplaced = Memo::new(move |_| {
            let active =
                |counts: &Vec<(Status, i64)>| counts.iter().find(|(s, _)| *s == Status::Active).map(|(_, n)| *n);
            let active = counts.with(active).flatten()?;
            let placed = chart.forest.with(|forest| {
                let root = forest.departments.first().filter(|first| first.parent_id.is_none())?;
                Some(root.member_count_total)
            })?;
            Some(active - placed).filter(|n| *n > 0)
        });
        move || unplaced.get().map(|n| view! { <Badge tone=Tone::Warning>{count(&words().unplaced, n)}</Badge> })
    })
}
