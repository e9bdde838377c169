//! The list of customers as a file.

use super::filters::Filters;
use super::words;
use crate::ui::export::{ExportDialog, Exporting, Wanted};
use crate::ui::speech::language;
use crate::words::customers::CustomersWords;
use leptos::prelude::*;
use model::CustomerId;
use model::export::{CustomerColumn, ExportCustomers};
use model::page::PageRequest;
use std::sync::Arc;

/// The dialog over the list.
#[component]
pub fn ExportCustomersDialog(filters: Filters, exporting: Exporting) -> impl IntoView {
    let title = |column: &CustomerColumn| (column.word(), CustomersWords::column(language(), *column));
    let columns = CustomerColumn::ALL.iter().map(title).collect();
    let request = Arc::new(move |wanted: Wanted| {
        let request = ExportCustomers {
            query: untrack(|| filters.query(PageRequest::default())),
            ids: wanted.ids.into_iter().map(CustomerId).collect(),
            format: wanted.format,
            columns: wanted.columns.into_iter().filter_map(CustomerColumn::from_word).collect(),
        };
        serde_json::to_string(&request).ok()
    });
    view! { <ExportDialog exporting title=&words().export_title columns to="/export/customers" request/> }
}
