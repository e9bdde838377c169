//! Sync: connections and runs, the page of one connection, the review of a change set.

use super::kit::PageHeader;
use super::route::Page;
use super::shell::guard;
use super::w;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// Connections and runs.
pub struct SyncRoute;

#[lazy_route]
impl LazyRoute for SyncRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Sync, || view! { <SyncPage/> }.into_any())
    }
}

/// One connection.
pub struct ConnectionRoute;

#[lazy_route]
impl LazyRoute for ConnectionRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Sync, || view! { <ConnectionPage/> }.into_any())
    }
}

/// The review of a change set.
pub struct ReviewRoute;

#[lazy_route]
impl LazyRoute for ReviewRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Sync, || view! { <ReviewPage/> }.into_any())
    }
}

#[component]
fn SyncPage() -> impl IntoView {
    view! { <PageHeader title=w().shell.sync/> }
}

#[component]
fn ConnectionPage() -> impl IntoView {
    view! { <PageHeader title=w().shell.sync/> }
}

#[component]
fn ReviewPage() -> impl IntoView {
    view! { <PageHeader title=w().shell.sync/> }
}
