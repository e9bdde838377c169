//! Somebody else saved meanwhile: what differs, and which values to keep.

use super::form::Typed;
use super::words;
use crate::ui::kit::{Button, Fact, Facts};
use leptos::prelude::*;
use model::connection::Connection;

/// The values that are stored now where they differ from those typed. Nothing that was typed is lost.
#[component]
pub fn StaleNote(
    /// What is stored now.
    found: Signal<Option<Connection>>,
    /// What is typed.
    typed: Typed,
    /// Called when the stored values were taken over.
    #[prop(into)]
    taken: Callback<()>,
) -> impl IntoView {
    let differing = move || {
        let Some(stored) = found.get() else { return Vec::new() };
        [
            (words().connection_name, stored.name, typed.name),
            (words().base_url, stored.base_url, typed.base_url),
            (words().corp_id, stored.corp_id, typed.corp_id),
            (words().agent_id, stored.agent_id, typed.agent_id),
            (words().brake, stored.brake_percent.to_string(), typed.brake),
        ]
        .into_iter()
        .filter(|(_, theirs, ours)| ours.with(|ours| ours != theirs))
        .map(|(name, theirs, _)| view! { <Fact name=name>{theirs}</Fact> })
        .collect()
    };
    let take = move || {
        if let Some(stored) = found.get_untracked() {
            typed.take(&stored);
            taken.run(());
        }
    };
    view! {
        <div class="card stack tight">
            <p>{words().stale_text}</p>
            <Facts>{move || differing().collect_view()}</Facts>
            <div class="line"><Button on_click=take>{words().stale_take}</Button></div>
        </div>
    }
}
