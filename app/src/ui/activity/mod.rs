//! Activity: every change with who, when, through which door, before and after.

mod chain;
mod chips;
mod difference;
mod entry;
mod export;
mod filters;
mod revert;
mod stream;
mod subject;

pub use filters::Day;

use super::export::{ExportAll, Exporting};
use super::kit::{EmptyFiltered, EmptyFirst, Icon, PageHeader, Pager, Selection, paged, paging};
use super::live::use_hint;
use super::load::Loaded;
use super::route::Page;
use super::shell::guard;
use super::{language, w};
use crate::api::audit;
use crate::words::activity::ActivityWords;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// `Activity`'s module, loaded when it is first visited.
pub struct ActivityRoute;

#[lazy_route]
impl LazyRoute for ActivityRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Activity, || view! { <ActivityPage/> }.into_any())
    }
}

fn words() -> &'static ActivityWords {
    ActivityWords::get(language())
}

#[component]
fn ActivityPage() -> impl IntoView {
    let filters = filters::Filters::of_url();
    let paging = paging();
    let changed = use_hint(&["audit"]);
    let entries = paged(changed, paging, move |page| filters.query(page), audit::list);
    let matching = Signal::derive(move || entries.with(|page| page.total).flatten());
    let exporting = Exporting::new(Selection::new(|| ()), matching);
    let shown = Signal::derive(move || entries.with(|page| (page.items.len(), page.next_cursor.clone(), page.total)));
    view! {
        <PageHeader title=w().shell.activity description=words().chained>
            <ExportAll exporting/>
        </PageHeader>
        <chain::ChainPanel/>
        <filters::FilterBar filters/>
        <chips::Chips filters/>
        <Loaded from=entries let:page>
            <Show
                when=move || page.with(|page| !page.items.is_empty())
                fallback=move || if filters.any() {
                    view! { <EmptyFiltered on_clear=move || filters.clear()/> }.into_any()
                } else {
                    view! { <EmptyFirst icon=Icon::Activity title=words().none_yet/> }.into_any()
                }
            >
                <stream::Stream page filters/>
            </Show>
        </Loaded>
        <Pager paging shown/>
        <export::ExportActivityDialog filters exporting/>
    }
}
