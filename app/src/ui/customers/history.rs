//! What was done about a customer.

use super::words;
use crate::ui::kit::Time;
use crate::ui::w;
use leptos::prelude::*;
use model::audit::Entry;

/// The newest entries.
#[component]
pub fn HistoryList(
    /// The entries, newest first.
    entries: Vec<Entry>,
) -> impl IntoView {
    if entries.is_empty() {
        return view! { <p class="faint">{words().no_history}</p> }.into_any();
    }
    let line = |entry: Entry| {
        let common = w().common;
        let actor = if entry.actor.is_empty() { common.system.to_owned() } else { entry.actor };
        view! {
            <li>
                <strong>{actor}</strong>
                " "
                {common.verb(entry.verb)}
                " "
                {common.subject(entry.subject)}
                " "
                <span class="soft">{entry.subject_name}</span>
                <span class="faint">" · " <Time at=entry.at/> " · " {common.origin(entry.origin)}</span>
            </li>
        }
    };
    view! { <ul class="history">{entries.into_iter().map(line).collect_view()}</ul> }.into_any()
}
