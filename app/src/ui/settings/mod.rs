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

use super::keys::KeysPage;
use super::kit::{LinkButton, PageHeader, Section};
use super::profile::ProfilePage;
use super::roles::RolesPage;
use super::route::{Page, ROLES};
use super::shell::{guard, guard_by};
use super::{language, w};
use crate::words::settings::SettingsWords;
use leptos::prelude::*;
use leptos_router::LazyRoute;
use model::permission::Permission;

/// A page of the module that settings, keys and the profile share: each is small, and much of what they are made of is the same.
pub enum Part {
    /// The organisation and what is the person's own.
    Settings,
    /// What sends messages to people, and their texts.
    Messages,
    /// The keys of scripts.
    Keys,
    /// The person's name and addresses.
    Profile,
    /// Who may do what.
    Roles,
}

/// The module, loaded when one of its pages is first visited.
#[lazy]
pub fn settings_part(part: Part) -> AnyView {
    match part {
        Part::Settings => guard(Page::Settings, || view! { <SettingsPage/> }.into_any()),
        Part::Messages => guard(Page::Sync, || view! { <messages::MessagesPage/> }.into_any()),
        Part::Keys => guard_by(|may| may(Permission::ApiKeysWrite), || view! { <KeysPage/> }.into_any()),
        Part::Profile => view! { <ProfilePage/> }.into_any(),
        // Whoever sees members sees what their roles mean.
        Part::Roles => guard(Page::Members, || view! { <RolesPage/> }.into_any()),
    }
}

/// The settings.
pub struct SettingsRoute;

impl LazyRoute for SettingsRoute {
    fn data() -> Self {
        Self
    }

    async fn view(_this: Self) -> AnyView {
        settings_part(Part::Settings).await
    }
}

/// What sends messages to people, and their texts.
pub struct MessagesRoute;

impl LazyRoute for MessagesRoute {
    fn data() -> Self {
        Self
    }

    async fn view(_this: Self) -> AnyView {
        settings_part(Part::Messages).await
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
