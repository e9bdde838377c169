//! Starting a synchronisation from the page of what it brings in.

use super::card::archives;
use super::start::{StartSync, label};
use super::words;
use crate::api::{connections, runs};
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{ButtonKind, Icon, LinkButton, Menu, MenuItem, icon, toast};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::load;
use crate::ui::{may, route};
use leptos::prelude::*;
use model::ConnectionId;
use model::connection::Connection;
use model::permission::Permission;
use model::run::{RunKind, Started};

/// The button: one connection is meant without asking, of several one is chosen, without any the first is made. Nothing for
/// whoever may not start one.
#[component]
pub fn StartAny(
    /// What it synchronises.
    kind: RunKind,
) -> impl IntoView {
    (may(Permission::SyncRun) && may(Permission::ConnectionsRead)).then(|| view! { <Inner kind/> })
}

#[component]
fn Inner(kind: RunKind) -> impl IntoView {
    let changed = use_hint(&["connections"]);
    let all = load(move || changed.get(), |_| connections::list());
    let names = Memo::new(move |_| {
        all.with(|all| {
            let fits = |one: &&Connection| match kind {
                RunKind::SyncArchive => archives(one),
                _ => one.kind.syncs().contains(&kind),
            };
            let platforms = all.iter().filter(fits);
            platforms.map(|one| (one.id.clone(), one.name.clone())).collect::<Vec<_>>()
        })
    });
    let start = deed_in_place(
        move |connection: ConnectionId| runs::start_sync(connection, kind),
        |started: Started| {
            touch(&["runs", "connections"]);
            toast::done(if started.already { words().started_already } else { words().started });
        },
    );
    move || {
        match names.get()?.as_slice() {
        // Where messages come from is chosen on the page of the archive.
        [] if kind == RunKind::SyncArchive => None,
        [] => may(Permission::ConnectionsWrite).then(|| {
            view! {
                <LinkButton href=route::NEW_CONNECTION kind=ButtonKind::Primary icon=Icon::Plug>{words().connect}</LinkButton>
            }
            .into_any()
        }),
        [(id, _)] => Some(view! { <StartSync connection=id.clone() kind primary=true/> }.into_any()),
        several => {
            let several = several.to_vec();
            let items = move || {
                let item = |(id, name): (ConnectionId, String)| MenuItem::new(name, move || start.go(id.clone()));
                several.clone().into_iter().map(item).collect()
            };
            let trigger = move || view! { {icon(Icon::Sync)} {label(kind)} {icon(Icon::Down)} };
            Some(view! { <Menu label=label(kind) items class="button primary" trigger/> }.into_any())
        }
    }
    }
}
