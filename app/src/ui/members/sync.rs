//! Starting a synchronisation of contacts from here, and following it.

use super::words;
use crate::api::{connections, runs};
use crate::ui::deed::{Deed, deed_in_place};
use crate::ui::kit::{Banner, BannerKind, Button, Icon, IconButton, LinkButton, Menu, MenuItem, Progress, icon, toast};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::{Loader, load};
use crate::ui::route::{self, Page};
use crate::ui::{labels, may, say, w};
use crate::words::fill;
use leptos::prelude::*;
use model::connection::Connection;
use model::permission::Permission;
use model::run::{Run, RunKind, RunState, Started};
use model::{ConnectionId, RunId};

/// The connections, the run that is followed, and the button's change.
#[derive(Clone, Copy)]
pub struct Syncing {
    connections: Loader<Vec<Connection>>,
    run: Loader<Option<Run>>,
    followed: RwSignal<Option<RunId>>,
    start: Deed<ConnectionId>,
}

fn allowed() -> bool {
    may(Permission::SyncRun) && may(Permission::ConnectionsRead)
}

/// Call it once, at the top of the page.
pub fn syncing() -> Syncing {
    let changed = use_hint(&["connections", "runs"]);
    let connections =
        load(move || changed.get(), |_| async { if allowed() { connections::list().await } else { Ok(Vec::new()) } });
    let followed = RwSignal::new(None::<RunId>);
    // A run that somebody started elsewhere is shown too, but only while it is under way.
    let under_way = move || {
        let is_under_way = |run: &&Run| run.kind == RunKind::SyncContacts && !run.state.is_over();
        let find = |list: &Vec<Connection>| {
            list.iter().flat_map(|connection| &connection.last_runs).find(is_under_way).map(|run| run.id.clone())
        };
        connections.with(find).flatten()
    };
    Effect::new(move |_| {
        if let Some(id) = under_way()
            && followed.with_untracked(|followed| followed.as_ref() != Some(&id))
        {
            followed.set(Some(id));
        }
    });
    let run = load(
        move || (followed.get(), changed.get()),
        |(id, _)| async move {
            match id {
                Some(id) => runs::get(id).await.map(Some),
                None => Ok(None),
            }
        },
    );
    let start = deed_in_place(
        |connection: ConnectionId| runs::start_sync(connection, RunKind::SyncContacts),
        move |started: Started| {
            toast::done(if started.already { words().sync_already } else { words().sync_started });
            followed.try_set(Some(started.run.id.clone()));
            run.set(Some(started.run));
            touch(&["runs"]);
        },
    );
    Syncing { connections, run, followed, start }
}

/// The button in the header: connects, starts, or lets choose with which connection.
#[component]
pub fn SyncButton(syncing: Syncing) -> impl IntoView {
    let Syncing { connections, run, start, .. } = syncing;
    let list = Memo::new(move |_| {
        let known = |list: &Vec<Connection>| list.iter().map(|c| (c.id.clone(), c.name.clone())).collect::<Vec<_>>();
        connections.with(known)
    });
    let busy = Signal::derive(move || {
        start.busy().get() || run.with(|run| run.as_ref().is_some_and(|run| !run.state.is_over())).unwrap_or(false)
    });
    move || {
        let list = list.get().filter(|_| allowed())?;
        Some(match list.as_slice() {
            [] => may(Permission::ConnectionsWrite)
                .then(|| view! {
                    <LinkButton icon=Icon::Plug href=route::NEW_CONNECTION.to_owned()>{words().sync_connect}</LinkButton>
                })
                .into_any(),
            [(id, _)] => {
                let id = id.clone();
                view! {
                    <Button icon=Icon::Sync busy on_click=move || start.go(id.clone())>{words().sync}</Button>
                }
                .into_any()
            }
            _ => {
                let items = move || {
                    let item = |(id, name): &(ConnectionId, String)| {
                        let id = id.clone();
                        MenuItem::new(name.clone(), move || start.go(id.clone())).icon(Icon::Sync)
                    };
                    list.iter().map(item).collect::<Vec<_>>()
                };
                let trigger = || view! { {icon(Icon::Sync)} {words().sync} {icon(Icon::Down)} };
                view! { <Menu label=words().sync items trigger class="button"/> }.into_any()
            }
        })
    }
}

/// What the followed run is doing, under the header.
#[component]
pub fn SyncNews(syncing: Syncing) -> impl IntoView {
    let Syncing { run, followed, .. } = syncing;
    let state = Memo::new(move |_| run.with(|run| run.as_ref().map(|run| (run.id.clone(), run.state))).flatten());
    let dismiss = move || {
        followed.set(None);
        run.set(None);
    };
    move || {
        let (_, state) = state.get()?;
        // Progress follows by itself; only another state draws anew.
        let newest = untrack(|| run.get()).flatten()?;
        Some(match state {
            RunState::Queued => view! { <p class="faint" role="status">{words().sync_queued}</p> }.into_any(),
            RunState::Running => running(run).into_any(),
            over => ended(&newest, over, dismiss),
        })
    }
}

fn running(run: Loader<Option<Run>>) -> impl IntoView {
    let of = move |part: fn(&Run) -> i64| run.with(|run| run.as_ref().map(part)).flatten().unwrap_or(0);
    let label = move || run.get().flatten().map(|run| labels().stage(run.stage)).unwrap_or_default();
    let total = Signal::derive(move || run.with(|run| run.as_ref().and_then(|run| run.total)).flatten());
    view! {
        <div class="members-sync">
            <Progress label done=Signal::derive(move || of(|run| run.done)) total/>
            <a href=Page::Sync.path()>{words().sync_open}</a>
        </div>
    }
}

fn ended(run: &Run, state: RunState, dismiss: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let counts = run.counts;
    let nothing = counts.add + counts.change + counts.leave + counts.conflict == 0;
    let (kind, said) = match state {
        RunState::WaitingReview => (BannerKind::Info, words().sync_review.to_owned()),
        RunState::Failed => {
            let reason = run.problem.as_ref().map(say).unwrap_or_default();
            (BannerKind::Error, fill(words().sync_failed, &[("reason", &reason)]))
        }
        RunState::Cancelled => (BannerKind::Warning, words().sync_stopped.to_owned()),
        _ if nothing => (BannerKind::Success, words().sync_nothing.to_owned()),
        _ => (BannerKind::Success, words().sync_done.to_owned()),
    };
    let link = match (&run.change_set, state) {
        (Some(set), RunState::WaitingReview | RunState::Done) => (route::change_set(set), words().sync_review_open),
        _ => (Page::Sync.path().to_owned(), words().sync_open),
    };
    view! {
        <Banner kind>
            <div class="line apart">
                <span>{said} " " <a href=link.0>{link.1}</a></span>
                <IconButton icon=Icon::Close label=w().kit.dismiss on_click=dismiss/>
            </div>
        </Banner>
    }
    .into_any()
}
