//! Activity.

use super::kit::PageHeader;
use super::route::Page;
use super::shell::guard;
use super::w;
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

#[component]
fn ActivityPage() -> impl IntoView {
    view! { <PageHeader title=w().shell.activity/> }
}
