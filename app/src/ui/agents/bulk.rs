//! What can be done with several agents, in the bar of chosen rows.

use super::desk::{Desk, What, Whom};
use super::place::Place;
use super::words;
use crate::ui::kit::{Button, ButtonKind, Icon};
use crate::ui::{may, w};
use leptos::prelude::*;
use model::AgentId;
use model::page::PageRequest;
use model::permission::Permission;

/// The chosen ones, or all that match.
pub fn chosen(place: Place, desk: Desk) -> Whom {
    untrack(|| match desk.selection.is_everything() {
        true => Whom::All(Box::new(place.query(PageRequest::default()))),
        false => Whom::These(desk.selection.ids().into_iter().map(AgentId).collect()),
    })
}

/// The buttons.
#[component]
pub fn BulkButtons(
    place: Place,
    desk: Desk,
    /// How many match in all.
    matching: RwSignal<Option<i64>>,
) -> impl IntoView {
    let ask = move |what: What| {
        let amount = untrack(|| desk.selection.count(matching.get()));
        desk.ask(what, chosen(place, desk), amount);
    };
    let access = may(Permission::AgentsAccess).then(|| {
        view! {
            <Button icon=Icon::Stop on_click=move || ask(What::Force)>{words().force_offline}</Button>
            <Button icon=Icon::Play busy=desk.resume.busy() on_click=move || desk.resume.go(chosen(place, desk))>
                {words().resume_online}
            </Button>
        }
    });
    let write = may(Permission::AgentsWrite);
    view! {
        {write.then(|| view! {
            <Button icon=Icon::Key on_click=move || ask(What::Reset)>{words().reset_passwords}</Button>
        })}
        {access}
        {write.then(|| view! {
            <Button kind=ButtonKind::Danger icon=Icon::Trash on_click=move || ask(What::Delete)>{w().common.delete}</Button>
        })}
    }
}
