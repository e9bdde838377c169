//! A connection at a glance.

use super::kind_line::KindLine;
use super::result::problem_said;
use super::words;
use crate::ui::kit::{Badge, Banner, BannerKind, Icon, LinkButton, Tone};
use crate::ui::{labels, route, w};
use leptos::prelude::*;
use model::connection::{Connection, ConnectionState, Schedule};
use model::run::RunKind;

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
    let id = connection.with_untracked(|c| c.id.clone());
    let href = route::connection(&id);
    let line = move |kind: RunKind| {
        let schedule = Memo::new(move |_| connection.with(|c| schedule_of(c, kind)));
        view! { <KindLine connection=id.clone() kind schedule=Signal::from(schedule)/> }
    };
    view! {
        <section class="card connection" aria-label=move || name.get()>
            <div class="line apart">
                <div class="line">
                    <h2>{name}</h2>
                    <span class="faint">{labels().source_wecom}</span>
                    <Badge dot=true tone=Signal::derive(move || tone(state.get()))>
                        {move || w().common.connection_state(state.get())}
                    </Badge>
                </div>
                <LinkButton href icon=Icon::Settings>{w().shell.settings}</LinkButton>
            </div>
            {move || problem.get().map(|problem| view! {
                <Banner kind=BannerKind::Error>{words().last_call_failed} " " {problem_said(&problem)}</Banner>
            })}
            {line(RunKind::SyncContacts)}
            {line(RunKind::SyncCustomers)}
        </section>
    }
}

fn schedule_of(connection: &Connection, kind: RunKind) -> Option<Schedule> {
    connection.schedules.iter().find(|schedule| schedule.kind == kind && schedule.enabled).cloned()
}
