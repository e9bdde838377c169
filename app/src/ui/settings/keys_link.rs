//! The way to the API keys.

use super::words;
use crate::ui::kit::{LinkButton, Section};
use crate::ui::may;
use crate::ui::route::KEYS;
use leptos::prelude::*;
use model::permission::Permission;

/// For whoever may see keys.
#[component]
pub fn KeysLink() -> impl IntoView {
    may(Permission::ApiKeysRead).then(|| {
        view! {
            <Section title=words().keys description=words().keys_text>
                <div class="line"><LinkButton href=KEYS>{words().keys_open}</LinkButton></div>
            </Section>
        }
    })
}
