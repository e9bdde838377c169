//! A connection at a glance.

use super::kind_line::KindLine;
use super::result::problem_said;
use super::{names, words};
use crate::ui::kit::{Badge, Banner, BannerKind, Icon, LinkButton, Tone};
use crate::ui::{route, w};
use leptos::prelude::*;
use model::connection::{Connection, ConnectionKind, ConnectionState, Schedule};
use model::run::RunKind;
use model::setting::Setting;

/// What a state of a connection means.
pub const fn tone(state: ConnectionState) -> Tone {
    match state {
        ConnectionState::New | ConnectionState::Paused => Tone::Neutral,
        ConnectionState::Good => Tone::Good,
        ConnectionState::Bad => Tone::Bad,
    }
}

/// The card.
#[component]
pub fn ConnectionCard(
    /// The connection, as it is now.
    #[prop(into)]
    connection: Signal<Connection>,
) -> impl IntoView {
    let state = Memo::new(move |_| connection.with(|c| c.state));
    let problem =
        Memo::new(move |_| connection.with(|c| c.problem.clone().filter(|_| c.state == ConnectionState::Bad)));
    let name = Memo::new(move |_| connection.with(|c| c.name.clone()));
    let (id, kind) = connection.with_untracked(|c| (c.id.clone(), c.kind));
    let href = route::connection(&id);
    let line = move |kind: RunKind| {
        let schedule = Memo::new(move |_| connection.with(|c| schedule_of(c, kind)));
        view! { <KindLine connection=id.clone() kind schedule=Signal::from(schedule)/> }
    };
    let wanted = Memo::new(move |_| connection.with(shown_kinds));
    let lines = move || wanted.get().into_iter().map(&line).collect_view();
    view! {
        <section class="card connection" aria-label=move || name.get()>
            <div class="line apart">
                <div class="line">
                    <h2>{name}</h2>
                    <span class="faint">{names().kind(kind)}</span>
                    <Badge dot=true tone=Signal::derive(move || tone(state.get()))>
                        {move || w().common.connection_state(state.get())}
                    </Badge>
                </div>
                <LinkButton href icon=Icon::Settings>{w().shell.settings}</LinkButton>
            </div>
            {move || problem.get().map(|problem| view! {
                <Banner kind=BannerKind::Error>{words().last_call_failed} " " {problem_said(&problem)}</Banner>
            })}
            {lines}
        </section>
    }
}

/// What a card tells of; seats have a page of their own, which does.
fn shown_kinds(connection: &Connection) -> Vec<RunKind> {
    let fits = |kind: &RunKind| match kind {
        RunKind::SyncSeats => false,
        RunKind::SyncArchive => archives(connection),
        _ => true,
    };
    connection.kind.syncs().iter().copied().filter(fits).collect()
}

/// Whether messages can be read from it as it is set up.
pub(super) fn archives(connection: &Connection) -> bool {
    connection.kind.syncs().contains(&RunKind::SyncArchive)
        && (connection.kind != ConnectionKind::WeCom || connection.secrets.contains(&Setting::Archive))
}

/// When a kind starts by itself, if it does.
pub(super) fn schedule_of(connection: &Connection, kind: RunKind) -> Option<Schedule> {
    connection.schedules.iter().find(|schedule| schedule.kind == kind && schedule.enabled).cloned()
}
