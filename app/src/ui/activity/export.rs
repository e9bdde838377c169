//! What the filters find as a file.

use super::filters::Filters;
use super::words;
use crate::ui::export::{ExportDialog, Exporting, Wanted};
use leptos::prelude::*;
use model::export::{ActivityColumn, ExportActivity};
use model::page::PageRequest;
use std::sync::Arc;

/// The dialog over the stream.
#[component]
pub fn ExportActivityDialog(filters: Filters, exporting: Exporting) -> impl IntoView {
    let columns = ActivityColumn::ALL.iter().map(|column| (column.word(), words().column(*column))).collect();
    let request = Arc::new(move |wanted: Wanted| {
        let request = ExportActivity {
            query: untrack(|| filters.query(PageRequest::default())),
            format: wanted.format,
            columns: wanted.columns.into_iter().filter_map(ActivityColumn::from_word).collect(),
        };
        serde_json::to_string(&request).ok()
    });
    view! { <ExportDialog exporting title=&words().export_title columns to="/export/activity" request json=true/> }
}
