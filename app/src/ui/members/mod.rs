//! Members.

use super::kit::PageHeader;
use super::route::Page;
use super::shell::guard;
use super::w;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// `Members`'s module, loaded when it is first visited.
pub struct MembersRoute;

#[lazy_route]
impl LazyRoute for MembersRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Members, || view! { <MembersPage/> }.into_any())
    }
}

#[component]
fn MembersPage() -> impl IntoView {
    view! { <PageHeader title=w().shell.members/> }
}
