//! What can be done with several who were invited, in the bar of chosen rows.

use super::super::place::Place;
use super::super::words;
use super::desk::{Cancelling, Desk, Whom};
use crate::ui::count;
use crate::ui::kit::{Button, ButtonKind, Icon};
use leptos::prelude::*;
use model::MemberId;

/// The buttons.
#[component]
pub fn InvitedBulk(
    place: Place,
    desk: Desk,
    /// How many match in all.
    matching: RwSignal<Option<i64>>,
) -> impl IntoView {
    let amount = move || desk.selection.count(matching.get());
    let whom = move || {
        untrack(|| match desk.selection.is_everything() {
            true => Whom::All(Box::new(place.query())),
            false => Whom::These(desk.selection.ids().into_iter().map(MemberId).collect()),
        })
    };
    let ask = move || desk.ask_cancel(Cancelling { whom: whom(), amount: untrack(amount), name: String::new() });
    view! {
        <Button icon=Icon::Mail busy=desk.send_again.busy() on_click=move || desk.send_again.go(whom())>
            {move || count(&words().send_again_n, amount())}
        </Button>
        <Button kind=ButtonKind::Danger on_click=ask>{move || count(&words().cancel_n, amount())}</Button>
    }
}
