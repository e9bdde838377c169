//! The page.

use super::inherit::InheritDialog;
use super::lineage::LineageDrawer;
use super::list::SeatTable;
use super::total_form::TotalDialog;
use super::totals::Totals;
use super::words;
use crate::api::seats;
use crate::ui::kit::{Breadcrumb, PageHeader};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load};
use crate::ui::param::param;
use crate::ui::route::Page;
use crate::ui::sync::{LastRun, StartAny, UnderWay};
use crate::ui::{may, w};
use leptos::prelude::*;
use model::permission::Permission;
use model::run::RunKind;
use model::seat::SeatTotal;

/// The page.
#[component]
pub fn SeatsPage() -> impl IntoView {
    let changed = use_hint(&["seats", "connections"]);
    let totals = load(move || changed.get(), |_| seats::totals());
    // Of its own name: on the way to another page that also opens something, neither asks for the other's.
    let open = param("seat");
    let (inheriting, editing) = (RwSignal::new(None), RwSignal::new(None));
    let above = || {
        let settings = may(Permission::OrganisationWrite).then(|| Page::Settings.path().to_owned());
        let path = vec![(w().shell.settings.to_owned(), settings), (words().title.to_owned(), None)];
        view! { <Breadcrumb path=Signal::stored(path)/> }
    };
    view! {
        <PageHeader title=words().title description=words().text above=above>
            <UnderWay kind=RunKind::SyncSeats/>
            <div class="bottom-action"><StartAny kind=RunKind::SyncSeats/></div>
        </PageHeader>
        <LastRun kind=RunKind::SyncSeats/>
        <Loaded from=totals let:known>
            <Totals totals=known editing/>
            <SeatTable several=known.with_untracked(|all| are_several(all)) open inheriting/>
        </Loaded>
        <TotalDialog totals editing/>
        <LineageDrawer open/>
        <InheritDialog inheriting/>
    }
}

/// Whether the seats are of more than one connection.
pub fn are_several(totals: &[SeatTotal]) -> bool {
    totals.iter().any(|one| totals.first().is_some_and(|first| first.connection_id != one.connection_id))
}
