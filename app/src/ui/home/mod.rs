//! Home.

use super::kit::PageHeader;
use super::route::Page;
use super::shell::guard;
use super::w;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// `Home`'s module, loaded when it is first visited.
pub struct HomeRoute;

#[lazy_route]
impl LazyRoute for HomeRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Home, || view! { <HomePage/> }.into_any())
    }
}

#[component]
fn HomePage() -> impl IntoView {
    view! { <PageHeader title=w().shell.home/> }
}
