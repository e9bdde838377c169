//! The way to the API keys, and to those who hear of what happens.

use super::words;
use crate::ui::kit::{LinkButton, Section};
use crate::ui::may;
use crate::ui::route::{KEYS, WEBHOOKS};
use leptos::prelude::*;
use model::permission::Permission;

/// For whoever may see keys or webhooks.
#[component]
pub fn KeysLink() -> impl IntoView {
    let (keys, webhooks) = (may(Permission::ApiKeysRead), may(Permission::WebhooksRead));
    (keys || webhooks).then(|| {
        view! {
            <Section title=words().keys description=words().keys_text>
                <div class="line">
                    {keys.then(|| view! { <LinkButton href=KEYS>{words().keys_open}</LinkButton> })}
                    {webhooks.then(|| view! { <LinkButton href=WEBHOOKS>{words().webhooks_open}</LinkButton> })}
                </div>
            </Section>
        }
    })
}
