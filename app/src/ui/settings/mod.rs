//! Settings: the organisation, its door, the person's own preferences, the roles, the version; and, on a page of their own, what
//! sends messages to people and their texts.

mod about;
mod backups_link;
mod door;
mod keys_link;
mod messages;
mod organisation;
mod personal;
mod seats_link;
mod senders;
mod template;
mod templates;

use super::backups::BackupsPage;
use super::keys::KeysPage;
use super::kit::{LinkButton, PageHeader, Section, late};
use super::profile::ProfilePage;
use super::roles::RolesPage;
use super::route::{Page, ROLES};
use super::seats::SeatsPage;
use super::shell::{NotFound, guard, guard_by};
use super::webhooks::WebhooksPage;
use super::{language, session, w};
use crate::words::settings::SettingsWords;
use leptos::prelude::*;
use leptos_router::LazyRoute;
use leptos_router::hooks::use_params_map;
use model::permission::Permission;

/// What the module draws, loaded when one of its pages is first visited: each is small, and much of what they are made of is the same.
pub enum Part {
    /// The settings, or the page below them that the address names.
    Settings,
    /// The person's name and addresses.
    Profile,
}

/// The module.
#[lazy]
pub fn settings_part(part: Part) -> AnyView {
    match part {
        Part::Profile => view! { <ProfilePage/> }.into_any(),
        Part::Settings => {
            let params = use_params_map();
            let page = Memo::new(move |_| params.with(|params| params.get("page")).unwrap_or_default());
            (move || page.with(|page| below(page))).into_any()
        }
    }
}

fn below(page: &str) -> AnyView {
    match page {
        "" => guard(Page::Settings, || view! { <SettingsPage/> }.into_any()),
        "messages" => guard(Page::Sync, || view! { <messages::MessagesPage/> }.into_any()),
        "interoperability" => guard_by(|may| may(Permission::SeatsRead), || late(interoperability())),
        "keys" => guard_by(|may| may(Permission::ApiKeysRead), || late(operating(Operating::Keys))),
        "webhooks" => guard_by(|may| may(Permission::WebhooksRead), || late(operating(Operating::Webhooks))),
        "backups" => guard_by(|_| untrack(session::me).runs_installation, || late(operating(Operating::Backups))),
        // Whoever sees members sees what their roles mean.
        "roles" => guard(Page::Members, || view! { <RolesPage/> }.into_any()),
        _ => view! { <NotFound/> }.into_any(),
    }
}

/// Pages for whoever connects programs or runs the installation: a module of their own.
enum Operating {
    Keys,
    Webhooks,
    Backups,
}

#[lazy]
fn operating(page: Operating) -> AnyView {
    match page {
        Operating::Keys => view! { <KeysPage/> }.into_any(),
        Operating::Webhooks => view! { <WebhooksPage/> }.into_any(),
        Operating::Backups => view! { <BackupsPage/> }.into_any(),
    }
}

/// Seats: a module of its own, because those who look after them do little else in the settings.
#[lazy]
fn interoperability() -> AnyView {
    view! { <SeatsPage/> }.into_any()
}

/// The settings and the pages below them.
pub struct SettingsRoute;

impl LazyRoute for SettingsRoute {
    fn data() -> Self {
        Self
    }

    async fn view(_this: Self) -> AnyView {
        settings_part(Part::Settings).await
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
        <seats_link::SeatsLink/>
        <keys_link::KeysLink/>
        <backups_link::BackupsLink/>
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
