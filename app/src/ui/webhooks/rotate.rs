//! A new secret for a webhook.

use super::words;
use crate::api::webhooks;
use crate::ui::deed::deed;
use crate::ui::keys::{KeepHours, USUAL, hours};
use crate::ui::kit::{Dialog, Form, FormActions};
use crate::ui::live::touch;
use leptos::prelude::*;
use model::webhook::{FreshWebhook, Webhook};

/// The dialog, while a secret is to be rotated; what was made goes into `fresh`.
#[component]
pub fn Rotate(rotating: RwSignal<Option<Webhook>>, fresh: RwSignal<Option<FreshWebhook>>) -> impl IntoView {
    view! {
        <Dialog
            open=Signal::derive(move || rotating.with(Option::is_some))
            on_close=move || rotating.set(None)
            title=words().rotate
        >
            {move || rotating.get().map(|hook| view! { <Inside hook rotating fresh/> })}
        </Dialog>
    }
}

#[component]
fn Inside(hook: Webhook, rotating: RwSignal<Option<Webhook>>, fresh: RwSignal<Option<FreshWebhook>>) -> impl IntoView {
    let keep = RwSignal::new(USUAL.to_owned());
    let rotate = deed(
        move |hours: i64| webhooks::rotate(hook.id.clone(), hook.revision, hours),
        move |made: FreshWebhook| {
            rotating.try_set(None);
            fresh.set(Some(made));
            touch(&["webhooks"]);
        },
    );
    view! {
        <Form on_submit=move || rotate.go(hours(keep)) problem=rotate.problem()>
            <p class="soft">{words().rotate_text}</p>
            <KeepHours value=keep/>
            <FormActions label=words().rotate busy=rotate.busy() on_cancel=move || rotating.set(None)/>
        </Form>
    }
}
