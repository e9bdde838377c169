//! The secret of a webhook, shown once.

use super::words;
use crate::ui::kit::{Banner, BannerKind, Button, ButtonKind, CopyButton, Dialog};
use crate::ui::{format, w};
use crate::words::fill;
use leptos::prelude::*;
use model::webhook::FreshWebhook;

/// The dialog, until it is closed.
#[component]
pub fn Secret(
    /// The webhook with its secret.
    fresh: RwSignal<Option<FreshWebhook>>,
) -> impl IntoView {
    view! {
        <Dialog
            open=Signal::derive(move || fresh.with(Option::is_some))
            on_close=move || fresh.set(None)
            title=words().secret_title
        >
            {move || fresh.get().map(|made| inside(made, fresh))}
        </Dialog>
    }
}

fn inside(made: FreshWebhook, fresh: RwSignal<Option<FreshWebhook>>) -> impl IntoView {
    let secret = made.secret;
    let both = made.webhook.old_until.map(|until| fill(words().both_sign, &[("date", &format::date_time(until))]));
    view! {
        <div class="stack">
            <Banner kind=BannerKind::Warning>{words().secret_text}</Banner>
            <div class="line secret">
                <code>{secret.clone()}</code>
                <CopyButton text=Signal::stored(secret)/>
            </div>
            {both.map(|both| view! { <p class="soft">{both}</p> })}
            <div class="line">
                <Button kind=ButtonKind::Primary on_click=move || fresh.set(None)>{w().common.done}</Button>
            </div>
        </div>
    }
}
