//! Withdrawing a key.

use super::words;
use crate::api::api_keys;
use crate::ui::deed::deed;
use crate::ui::kit::{Confirm, toast};
use crate::ui::live::touch;
use leptos::prelude::*;
use model::api_key::ApiKey;

/// Asks first: scripts that use the key stop working.
#[component]
pub fn Revoke(
    /// Which key.
    revoking: RwSignal<Option<ApiKey>>,
    /// Whether it is asked now.
    asked: RwSignal<bool>,
) -> impl IntoView {
    let revoke = deed(
        |key: ApiKey| api_keys::revoke(key.id, key.revision),
        move |_| {
            asked.set(false);
            toast::done(words().revoke_done);
            touch(&["api_keys"]);
        },
    );
    Effect::new(move |_| {
        if asked.get() {
            revoke.set_problem(None);
        }
    });
    let name = move || revoking.with(|key| key.as_ref().map(|key| key.name.clone())).unwrap_or_default();
    view! {
        <Confirm
            open=asked
            title=words().revoke_title
            counts=name
            consequence=words().revoke_consequence
            way_back=words().revoke_back
            confirm=words().revoke
            busy=revoke.busy()
            problem=revoke.problem()
            on_confirm=move || if let Some(key) = revoking.get_untracked() { revoke.go(key) }
        />
    }
}
