//! The text of a key, shown once.

use super::words;
use crate::ui::kit::{Banner, BannerKind, Button, ButtonKind, CopyButton, Dialog};
use crate::ui::{dom, w};
use crate::words::fill;
use leptos::prelude::*;
use model::api_key::FreshApiKey;

/// The dialog, until it is closed.
#[component]
pub fn MadeKey(
    /// The key with its text.
    made: RwSignal<Option<FreshApiKey>>,
) -> impl IntoView {
    let open = Signal::derive(move || made.with(Option::is_some));
    let title = move || {
        let name = made.with(|made| made.as_ref().map(|made| made.key.name.clone())).unwrap_or_default();
        fill(words().made_title, &[("name", &name)])
    };
    view! {
        <Dialog open on_close=move || made.set(None) title>
            {move || made.get().map(|made_now| inside(made_now, made))}
        </Dialog>
    }
}

fn inside(key: FreshApiKey, made: RwSignal<Option<FreshApiKey>>) -> impl IntoView {
    let token = key.token;
    let example = format!("curl -H 'Authorization: Bearer {token}' {}/api/v1/organisation", dom::origin());
    view! {
        <div class="stack">
            <Banner kind=BannerKind::Warning>{words().made_text}</Banner>
            <div class="line secret">
                <code>{token.clone()}</code>
                <CopyButton text=Signal::stored(token)/>
            </div>
            <p class="soft">{words().try_it}</p>
            <div class="line secret">
                <code>{example.clone()}</code>
                <CopyButton text=Signal::stored(example)/>
            </div>
            <div class="line">
                <Button kind=ButtonKind::Primary on_click=move || made.set(None)>{w().common.done}</Button>
            </div>
        </div>
    }
}
