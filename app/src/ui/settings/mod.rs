//! Settings: the organisation, its door, the person's own preferences, the roles, the version.

mod about;
mod door;
mod organisation;
mod personal;
mod roles;

use super::kit::PageHeader;
use super::route::Page;
use super::shell::guard;
use super::{language, w};
use crate::words::settings::SettingsWords;
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

fn words() -> &'static SettingsWords {
    SettingsWords::get(language())
}

#[component]
fn SettingsPage() -> impl IntoView {
    view! {
        <PageHeader title=w().shell.settings/>
        <organisation::OrganisationName/>
        <door::DoorLink/>
        <personal::Personal/>
        <roles::Roles/>
        <about::About/>
    }
}
