//! *Sync customers* over the table, with the run under way.

use super::words;
use crate::api::{connections, runs};
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{ButtonKind, Icon, LinkButton, Menu, MenuItem, toast};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::load;
use crate::ui::sync::{RunProgress, StartSync};
use crate::ui::{may, route};
use leptos::prelude::*;
use model::ConnectionId;
use model::connection::Connection;
use model::page::PageRequest;
use model::permission::Permission;
use model::run::{Run, RunKind, RunQuery, Started};

/// The button: one connection is meant without asking, of several one is chosen, without any the first is made.
#[component]
pub fn SyncCustomers() -> impl IntoView {
    (may(Permission::SyncRun) && may(Permission::ConnectionsRead)).then(|| view! { <Inner/> })
}

#[component]
fn Inner() -> impl IntoView {
    let changed = use_hint(&["connections"]);
    let all = load(move || changed.get(), |_| connections::list());
    let names = Memo::new(move |_| {
        let name = |c: &Connection| (c.id.clone(), c.name.clone());
        all.with(|all| all.iter().map(name).collect::<Vec<_>>())
    });
    let start = deed_in_place(
        |connection: ConnectionId| runs::start_sync(connection, RunKind::SyncCustomers),
        |_: Started| {
            touch(&["runs"]);
            toast::done(words().started);
        },
    );
    let button = move || {
        match names.get()?.as_slice() {
        [] => may(Permission::ConnectionsWrite).then(|| {
            view! {
                <LinkButton href=route::NEW_CONNECTION kind=ButtonKind::Primary icon=Icon::Plug>{words().connect}</LinkButton>
            }
            .into_any()
        }),
        [(id, _)] => Some(
            view! { <StartSync connection=id.clone() kind=RunKind::SyncCustomers primary=true/> }.into_any(),
        ),
        several => {
            let several = several.to_vec();
            let items = move || {
                let item = |(id, name): (ConnectionId, String)| MenuItem::new(name, move || start.go(id.clone()));
                several.clone().into_iter().map(item).collect()
            };
            let trigger = || view! { {words().sync} };
            Some(view! { <Menu label=words().sync items class="button primary" trigger/> }.into_any())
        }
    }
    };
    view! {
        <UnderWay/>
        <div class="bottom-action">{button}</div>
    }
}

/// The runs of customers that are under way.
#[component]
fn UnderWay() -> impl IntoView {
    let changed = use_hint(&["runs"]);
    let running = load(
        move || changed.get(),
        |_| {
            let page = PageRequest { limit: 1, ..PageRequest::default() };
            runs::list(RunQuery { kind: Some(RunKind::SyncCustomers), under_way: true, page, ..RunQuery::default() })
        },
    );
    let live = Memo::new(move |_| running.with(|page| page.items.first().cloned()).flatten());
    let which = Memo::new(move |_| live.with(|run| run.as_ref().map(|run| run.id.clone())));
    move || {
        which.get()?;
        let first: Run = live.get_untracked()?;
        let run = Signal::derive(move || live.get().unwrap_or_else(|| first.clone()));
        Some(view! { <div class="header-progress"><RunProgress run/></div> })
    }
}
