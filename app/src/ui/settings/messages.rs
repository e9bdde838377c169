//! The page of messages to people: what sends them, and their texts.

use super::senders::Senders;
use super::templates::Templates;
use super::words;
use crate::ui::kit::{Breadcrumb, LinkButton, PageHeader, Section};
use crate::ui::route::{Page, SENDERS};
use crate::ui::{may, w};
use leptos::prelude::*;
use model::permission::Permission;

/// The page.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let above = || {
        let settings = may(Permission::OrganisationWrite).then(|| Page::Settings.path().to_owned());
        let path = vec![(w().shell.settings.to_owned(), settings), (words().messages.to_owned(), None)];
        view! { <Breadcrumb path=Signal::stored(path)/> }
    };
    view! {
        <PageHeader title=words().messages description=words().messages_text above=above/>
        <Senders/>
        <Templates/>
    }
}

/// The way to the page.
#[component]
pub fn MessagesLink() -> impl IntoView {
    may(Permission::ConnectionsRead).then(|| {
        view! {
            <Section title=words().messages description=words().messages_text>
                <div class="line"><LinkButton href=SENDERS>{words().messages_open}</LinkButton></div>
            </Section>
        }
    })
}
