//! Removing a webhook.

use super::words;
use crate::api::webhooks;
use crate::ui::deed::deed;
use crate::ui::kit::{Confirm, toast};
use crate::ui::live::touch;
use crate::ui::w;
use leptos::prelude::*;
use model::webhook::Webhook;

/// Asks first: what waits is lost.
#[component]
pub fn Remove(removing: RwSignal<Option<Webhook>>, asked: RwSignal<bool>) -> impl IntoView {
    let remove = deed(
        |hook: Webhook| webhooks::remove(hook.id, hook.revision),
        move |()| {
            asked.set(false);
            toast::done(words().removed);
            touch(&["webhooks"]);
        },
    );
    Effect::new(move |_| {
        if asked.get() {
            remove.set_problem(None);
        }
    });
    let url = move || removing.with(|hook| hook.as_ref().map(|hook| hook.url.clone())).unwrap_or_default();
    view! {
        <Confirm
            open=asked
            title=words().remove_title
            counts=url
            consequence=words().remove_consequence
            way_back=words().remove_back
            confirm=w().common.remove
            busy=remove.busy()
            problem=remove.problem()
            on_confirm=move || if let Some(hook) = removing.get_untracked() { remove.go(hook) }
        />
    }
}
