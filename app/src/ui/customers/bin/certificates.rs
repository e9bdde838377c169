//! Certificates: that somebody was erased, when, by whom and why.

use super::words;
use crate::api::customers;
use crate::ui::kit::{Column, DataTable, EmptyFirst, Icon, Time, TimeStyle, paging};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use leptos::prelude::*;
use model::deletion::Certificate;
use model::page::PageRequest;

/// The tab.
#[component]
pub fn Certificates() -> impl IntoView {
    let paging = paging();
    let changed = use_hint(&["bin"]);
    let rows = load(
        move || (changed.get(), paging.request()),
        |(_, request): (u32, PageRequest)| customers::certificates(request),
    );
    view! {
        <DataTable
            name="certificates"
            label=words().certificates
            from=rows
            columns=columns()
            id=|one: &Certificate| one.id.0.clone()
            title=|one: &Certificate| one.id.0.clone()
            paging
            empty=|| view! { <EmptyFirst icon=Icon::Check title=words().no_certificates text=words().no_certificates_text/> }
        />
    }
}

fn columns() -> Vec<Column<Certificate>> {
    vec![
        Column::new("id", words().certificate, |one: &Certificate| {
            let href = format!("/certificates/{}", one.id);
            view! { <a class="clip mono" href=href rel="external" target="_blank">{one.id.0.clone()}</a> }
        })
        .width(300),
        Column::new("erased_at", words().erase_at, |one: &Certificate| {
            view! { <Time at=one.erased_at style=TimeStyle::DateTime/> }
        })
        .width(150),
        Column::new("erased_by", words().erased_by, |one: &Certificate| match one.erased_by.as_str() {
            "" => words().by_itself.to_owned(),
            by => by.to_owned(),
        })
        .width(180),
        Column::new("deleted_by", words().deleted_by, |one: &Certificate| one.deleted_by.clone()).width(140),
        Column::new("deleted_at", words().deleted_at, |one: &Certificate| {
            view! { <Time at=one.deleted_at style=TimeStyle::DateTime/> }
        })
        .width(150)
        .hideable(),
        Column::new("basis", words().basis, |one: &Certificate| words().legal_basis(one.basis)).width(240),
    ]
}
