//! Settings.

use super::kit::PageHeader;
use super::route::Page;
use super::shell::guard;
use super::w;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// `Settings`'s module, loaded when it is first visited.
pub struct SettingsRoute;

#[lazy_route]
impl LazyRoute for SettingsRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Settings, || view! { <SettingsPage/> }.into_any())
    }
}

#[component]
fn SettingsPage() -> impl IntoView {
    view! { <PageHeader title=w().shell.settings/> }
}
