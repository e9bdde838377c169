//! How the connections do.

use super::words;
use crate::ui::kit::{Badge, Icon, Section, Time, Tone, icon};
use crate::ui::route;
use crate::ui::{may, w};
use leptos::prelude::*;
use model::connection::{ConnectionHealth, ConnectionState};
use model::organisation::Overview;
use model::permission::Permission;

/// One line a connection: whether it works, and its newest run.
#[component]
pub fn Health(
    /// What there is.
    overview: Signal<Overview>,
) -> impl IntoView {
    let connections = Memo::new(move |_| overview.with(|all| all.connections.clone()));
    let sees = may(Permission::ConnectionsRead);
    view! {
        <Show when=move || sees && connections.with(|connections| !connections.is_empty())>
            <Section title=words().health>
                <ul class="needs">{move || connections.get().into_iter().map(line).collect_view()}</ul>
            </Section>
        </Show>
    }
}

fn line(connection: ConnectionHealth) -> impl IntoView {
    let tone = match connection.state {
        ConnectionState::Good => Tone::Good,
        ConnectionState::Bad => Tone::Bad,
        ConnectionState::New => Tone::Info,
        ConnectionState::Paused => Tone::Neutral,
    };
    let last = connection.last_run.map(|run| {
        let (kind, state) = (w().common.run_kind(run.kind), w().common.run_state(run.state));
        view! { <small>{kind} ": " {state} " · " <Time at=run.ended_at.unwrap_or(run.created_at)/></small> }
    });
    view! {
        <li class="need">
            <a href=route::connection(&connection.id)>
                <span class="need-icon">{icon(Icon::Plug)}</span>
                <span class="need-text"><strong>{connection.name}</strong> {last}</span>
                <Badge tone dot=true>{w().common.connection_state(connection.state)}</Badge>
                {icon(Icon::Right)}
            </a>
        </li>
    }
}
