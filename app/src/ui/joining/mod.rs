//! Joining.

use super::kit::PageHeader;
use super::route::Page;
use super::shell::guard;
use super::w;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// `Joining`'s module, loaded when it is first visited.
pub struct JoiningRoute;

#[lazy_route]
impl LazyRoute for JoiningRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Joining, || view! { <JoiningPage/> }.into_any())
    }
}

#[component]
fn JoiningPage() -> impl IntoView {
    view! { <PageHeader title=w().shell.joining/> }
}
