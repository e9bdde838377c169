//! Taking invitations back.

use super::super::words;
use super::desk::{Desk, Whom, settle};
use crate::api::invitations;
use crate::ui::count;
use crate::ui::deed::deed;
use crate::ui::kit::Confirm;
use leptos::prelude::*;

/// Asks first: whoever was only invited is gone afterwards.
#[component]
pub fn CancelConfirm(desk: Desk) -> impl IntoView {
    let cancel = deed(
        |whom: Whom| async move { invitations::cancel(whom.ids().await?).await },
        move |outcomes| {
            desk.cancel_asked.set(false);
            settle(outcomes, &words().cancelled, desk.failed, desk.selection);
        },
    );
    Effect::new(move |_| {
        if desk.cancel_asked.get() {
            cancel.set_problem(None);
        }
    });
    let amount = move || desk.cancelling.with(|asked| asked.as_ref().map_or(0, |asked| asked.amount));
    let counts = move || {
        let name = desk.cancelling.with(|asked| asked.as_ref().map(|asked| asked.name.clone())).unwrap_or_default();
        let name = Some(name).filter(|name| !name.is_empty());
        std::iter::once(count(&words().members, amount())).chain(name).collect::<Vec<_>>().join(" · ")
    };
    let go = move || {
        if let Some(asked) = desk.cancelling.get_untracked() {
            cancel.go(asked.whom);
        }
    };
    view! {
        <Confirm
            open=desk.cancel_asked
            title=move || count(&words().cancel_title, amount())
            counts
            consequence=words().cancel_consequence
            way_back=words().cancel_back
            confirm=move || count(&words().cancel_n, amount())
            busy=cancel.busy()
            problem=cancel.problem()
            on_confirm=go
        />
    }
}
