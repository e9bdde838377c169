//! The list of members as a file.

use super::place::Place;
use super::words;
use crate::ui::export::{ExportDialog, Exporting, Wanted};
use crate::ui::w;
use leptos::prelude::*;
use model::MemberId;
use model::export::{ExportMembers, MemberColumn};
use std::sync::Arc;

/// The dialog over the list.
#[component]
pub fn ExportMembersDialog(place: Place, exporting: Exporting) -> impl IntoView {
    let columns = MemberColumn::ALL.iter().map(|column| (column.word(), w().common.member_column(*column))).collect();
    let request = Arc::new(move |wanted: Wanted| {
        let request = ExportMembers {
            query: untrack(|| place.query()),
            ids: wanted.ids.into_iter().map(MemberId).collect(),
            format: wanted.format,
            columns: wanted.columns.into_iter().filter_map(MemberColumn::from_word).collect(),
        };
        serde_json::to_string(&request).ok()
    });
    view! { <ExportDialog exporting title=&words().export_title columns to="/export/members" request/> }
}
