//! The mappings of a tenant as a file, which can be brought in again.

use super::words;
use crate::ui::export::{ExportDialog, Exporting, Wanted};
use crate::ui::param::Param;
use crate::ui::speech::language;
use crate::words::presence::PresenceWords;
use leptos::prelude::*;
use model::ConnectionId;
use model::export::{ExportMappings, MappingColumn};
use model::mapping::MappingStatus;
use std::sync::Arc;

/// The dialog over the table.
#[component]
pub fn ExportMappingsDialog(
    /// The tenant.
    connection: ConnectionId,
    /// The parameter with the status.
    status: Param,
    /// The parameter with what is looked for.
    search: Param,
    /// Whether it is open, and for how many.
    exporting: Exporting,
) -> impl IntoView {
    let title = |column: &MappingColumn| (column.word(), PresenceWords::column(language(), *column));
    let columns = MappingColumn::ALL.iter().map(title).collect();
    let request = Arc::new(move |wanted: Wanted| {
        let request = ExportMappings {
            connection: Some(connection.clone()),
            status: untrack(|| MappingStatus::from_word(&status.get())),
            search: untrack(|| search.get()),
            format: wanted.format,
            columns: wanted.columns.into_iter().filter_map(MappingColumn::from_word).collect(),
        };
        serde_json::to_string(&request).ok()
    });
    view! { <ExportDialog exporting title=&words().export_title columns to="/export/mappings" request/> }
}
