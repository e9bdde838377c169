//! Settings: the organisation, its door, the person's own preferences, the roles, the version; and, on a page of their own, what
//! sends messages to people and their texts.

mod about;
mod door;
mod keys_link;
mod messages;
mod organisation;
mod personal;
mod senders;
mod template;
mod templates;

use super::kit::{LinkButton, PageHeader, Section};
use super::route::{Page, ROLES};
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

/// What sends messages to people, and their texts.
pub struct MessagesRoute;

#[lazy_route]
impl LazyRoute for MessagesRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Sync, || view! { <messages::MessagesPage/> }.into_any())
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
        <messages::MessagesLink/>
        <keys_link::KeysLink/>
        <personal::Personal/>
        <RolesLink/>
        <about::About/>
    }
}

/// The way to the page of roles.
#[component]
fn RolesLink() -> impl IntoView {
    view! {
        <Section title=words().roles description=words().roles_text>
            <div class="line"><LinkButton href=ROLES>{words().roles_open}</LinkButton></div>
        </Section>
    }
}
