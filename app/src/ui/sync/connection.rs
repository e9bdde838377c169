//! The page of one connection.

use super::card::{archives, schedule_of, tone};
use super::form::ConnectionForm;
use super::kind_line::KindLine;
use super::remove::RemoveConnection;
use super::schedule::ScheduleForm;
use super::scim::ScimPanel;
use super::test::TestPanel;
use super::{names, words};
use crate::api::connections;
use crate::ui::conversations::{ArchiveState, FileFormat};
use crate::ui::kit::{Badge, Breadcrumb, PageHeader, Section};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, Loader, load_one};
use crate::ui::param::param;
use crate::ui::route::{self, Page};
use crate::ui::{may, w};
use crate::words::fill;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::ConnectionId;
use model::connection::{Connection, ConnectionKind};
use model::permission::Permission;
use model::run::RunKind;

/// What stands in the path instead of an id.
const NEW: &str = "new";

/// The page.
#[component]
pub fn ConnectionPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let changed = use_hint(&["connections"]);
    let connection = load_one(
        move || (id.get(), changed.get()),
        |id| async move {
            if id == NEW {
                return Ok(None);
            }
            Ok(Some(connections::get(ConnectionId(id)).await?))
        },
    );
    let asked = param("kind");
    let kind = Memo::new(move |_| {
        let stored = connection.with(|found| found.as_ref().map(|c| c.kind)).flatten();
        stored.or_else(|| ConnectionKind::from_word(&asked.get())).unwrap_or(ConnectionKind::WeCom)
    });
    let title = move || {
        let name = connection.with(|found| found.as_ref().map(|c| c.name.clone())).flatten();
        name.unwrap_or_else(|| fill(words().connect_kind, &[("kind", names().kind(kind.get()))]))
    };
    let state = move || {
        let state = connection.with(|found| found.as_ref().map(|c| c.state)).flatten()?;
        Some(view! { <Badge dot=true tone=tone(state)>{w().common.connection_state(state)}</Badge> })
    };
    let above = move || {
        let parent = move || match kind.get().sends() {
            Some(_) => (words().senders.to_owned(), Some(route::SENDERS.to_owned())),
            None => (w().shell.sync.to_owned(), Some(Page::Sync.path().to_owned())),
        };
        let here = move || vec![parent(), (title(), None)];
        view! { <Breadcrumb path=Signal::derive(here)/> }
    };
    view! {
        <PageHeader title=title above=above>{state}</PageHeader>
        <Loaded from=connection let:found>
            <Parts kind=kind.get_untracked() found loader=connection/>
        </Loaded>
    }
}

#[component]
fn Parts(
    /// Which platform.
    kind: ConnectionKind,
    /// The connection; none yet on the page of a new one.
    found: Signal<Option<Connection>>,
    /// Where a new state goes.
    loader: Loader<Option<Connection>>,
) -> impl IntoView {
    let there = found.with_untracked(Clone::clone).map(|first| {
        let connection = Signal::derive(move || found.get().unwrap_or_else(|| first.clone()));
        view! { <Rest connection loader/> }
    });
    view! {
        <div class="narrow stack">
            <ConnectionForm kind found loader/>
            {(kind == ConnectionKind::ArchiveFile).then(|| view! { <FileFormat/> })}
            {there}
        </div>
    }
}

/// What only a connection that exists has.
#[component]
fn Rest(
    /// The connection.
    connection: Signal<Connection>,
    /// Where a new state goes.
    loader: Loader<Option<Connection>>,
) -> impl IntoView {
    let (id, kind) = connection.with_untracked(|c| (c.id.clone(), c.kind));
    let of = id.clone();
    let archive = kind.syncs().contains(&RunKind::SyncArchive).then(|| view! { <Archive id=of kind connection/> });
    view! {
        {kind.is_tested().then(|| view! { <TestPanel connection loader/> })}
        {(kind == ConnectionKind::Scim).then(|| view! { <ScimPanel id=id.clone()/> })}
        {archive}
        {kind.synchronises().then(|| view! {
            <Section title=words().schedules description=words().schedules_text>
                <ScheduleForm connection kind=RunKind::SyncContacts/>
                <ScheduleForm connection kind=RunKind::SyncCustomers/>
            </Section>
        })}
        {may(Permission::ConnectionsWrite).then(|| view! { <RemoveConnection connection/> })}
    }
}

/// How its message archive stands, and when it is read.
#[component]
fn Archive(
    /// Of which connection.
    id: ConnectionId,
    /// Which platform.
    kind: ConnectionKind,
    /// The connection.
    connection: Signal<Connection>,
) -> impl IntoView {
    let readable = Memo::new(move |_| connection.with(archives));
    let schedule = Memo::new(move |_| connection.with(|c| schedule_of(c, RunKind::SyncArchive)));
    let of = id.clone();
    view! {
        <ArchiveState connection=id kind>
            <Show when=move || readable.get()>
                <div class="card">
                    <KindLine connection=of.clone() kind=RunKind::SyncArchive schedule=Signal::from(schedule)/>
                </div>
                <ScheduleForm connection kind=RunKind::SyncArchive/>
            </Show>
        </ArchiveState>
    }
}
