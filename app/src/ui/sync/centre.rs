//! The sync centre: a card per connection, and what ran.

use super::card::ConnectionCard;
use super::history::History;
use super::words;
use crate::api::connections;
use crate::ui::kit::{ButtonKind, EmptyFirst, Icon, LinkButton, PageHeader};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load};
use crate::ui::{may, route, w};
use leptos::prelude::*;
use model::ConnectionId;
use model::connection::{Connection, ConnectionKind};
use model::permission::Permission;

/// The page.
#[component]
pub fn SyncPage() -> impl IntoView {
    let changed = use_hint(&["connections"]);
    let all = load(
        move || changed.get(),
        |_| async move {
            let mut all = connections::list().await?;
            all.retain(|one| one.kind.sends().is_none());
            Ok(all)
        },
    );
    let several = Signal::derive(move || all.with(|all| !all.is_empty()).unwrap_or_default());
    view! {
        <PageHeader title=w().shell.sync description=words().description>
            <Show when=move || several.get() && may(Permission::ConnectionsWrite)>
                <ConnectScim/>
                <ConnectFiles/>
                <LinkButton href=route::NEW_CONNECTION icon=Icon::Plus>{words().connect}</LinkButton>
            </Show>
        </PageHeader>
        <Loaded from=all let:all>
            <Cards all/>
        </Loaded>
        <Show when=move || several.get()>
            <h2>{words().history}</h2>
            <History/>
        </Show>
    }
}

#[component]
fn Cards(
    /// All connections.
    all: Signal<Vec<Connection>>,
) -> impl IntoView {
    let ids = Memo::new(move |_| all.with(|all| all.iter().map(|one| one.id.clone()).collect::<Vec<_>>()));
    let empty = Memo::new(move |_| ids.with(Vec::is_empty));
    view! {
        <Show when=move || !empty.get() fallback=NoneYet>
            <div class="connections">
                <For each=move || ids.get() key=|id| id.clone() let:id>
                    <One all id/>
                </For>
            </div>
        </Show>
    }
}

/// One card, as long as its connection is there.
#[component]
fn One(
    /// All connections.
    all: Signal<Vec<Connection>>,
    /// Which of them.
    id: ConnectionId,
) -> impl IntoView {
    let mine = Memo::new(move |old: Option<&Option<Connection>>| {
        let found = all.with(|all| all.iter().find(|one| one.id == id).cloned());
        found.or_else(|| old.cloned().flatten())
    });
    let first = mine.get_untracked();
    first.map(|first| {
        let connection = Signal::derive(move || mine.get().unwrap_or_else(|| first.clone()));
        view! { <ConnectionCard connection/> }
    })
}

/// The way to a connection that reads messages from files.
#[component]
fn ConnectFiles() -> impl IntoView {
    let href = route::new_connection(ConnectionKind::ArchiveFile);
    view! { <LinkButton href icon=Icon::Plus>{words().connect_files}</LinkButton> }
}

/// The way to an identity provider.
#[component]
fn ConnectScim() -> impl IntoView {
    let href = route::new_connection(ConnectionKind::Scim);
    view! { <LinkButton href icon=Icon::Plus>{words().connect_scim}</LinkButton> }
}

/// The first time.
#[component]
fn NoneYet() -> impl IntoView {
    view! {
        <EmptyFirst icon=Icon::Plug title=words().none_yet>
            {may(Permission::ConnectionsWrite).then(|| view! {
                <LinkButton href=route::NEW_CONNECTION kind=ButtonKind::Primary icon=Icon::Plus>
                    {words().connect}
                </LinkButton>
                <ConnectFiles/>
                <ConnectScim/>
            })}
        </EmptyFirst>
    }
}
