//! Somebody else saved meanwhile: what differs, and which values to keep.

use super::form::Typed;
use super::{names, words};
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
        let mut pairs = vec![(words().connection_name, stored.name.clone(), typed.name)];
        if typed.kind.synchronises() {
            pairs.push((words().brake, stored.brake_percent.to_string(), typed.brake));
        }
        for entry in typed.values.entries(|rule| !rule.form.is_secret()) {
            let setting = entry.rule.setting;
            pairs.push((names().setting(setting), stored.setting(setting).to_owned(), entry.value));
        }
        pairs
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
