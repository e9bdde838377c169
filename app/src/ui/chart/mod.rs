//! Chart.

use super::kit::PageHeader;
use super::route::Page;
use super::shell::guard;
use super::w;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// `Chart`'s module, loaded when it is first visited.
pub struct ChartRoute;

#[lazy_route]
impl LazyRoute for ChartRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Chart, || view! { <ChartPage/> }.into_any())
    }
}

#[component]
fn ChartPage() -> impl IntoView {
    view! { <PageHeader title=w().shell.chart/> }
}
