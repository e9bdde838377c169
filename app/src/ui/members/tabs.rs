//! One tab a status, with how many match in it.

use super::place::Place;
use crate::api::members;
use crate::ui::kit::{Tab, Tabs};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::w;
use leptos::prelude::*;
use model::member::Status;

/// The tabs over the list.
#[component]
pub fn StatusTabs(place: Place) -> impl IntoView {
    let changed = use_hint(&["members", "departments"]);
    let counts = load(move || (changed.get(), place.filters()), |(_, query)| members::counts(query));
    let tabs = Signal::derive(move || {
        let counts = counts.get();
        let count = |status| counts.as_ref()?.iter().find(|(known, _)| *known == status).map(|(_, n)| *n);
        let tab = |status: &Status| Tab::new(status.word(), w().common.member_status(*status)).count(count(*status));
        Status::ALL.iter().map(tab).collect::<Vec<_>>()
    });
    view! {
        <Tabs
            label=w().common.status
            tabs
            current=place.status.signal()
            on_change=move |id: String| place.status.set(if id == Status::Active.word() { "" } else { &id })
        />
    }
}
