//! Adding and changing a webhook.

use super::events::Events;
use super::words;
use crate::api::webhooks;
use crate::ui::deed::deed;
use crate::ui::kit::{Banner, BannerKind, Checkbox, Dialog, Form, FormActions, TextField, TextKind, toast};
use crate::ui::live::touch;
use crate::ui::w;
use leptos::prelude::*;
use model::limits;
use model::webhook::{FreshWebhook, SaveWebhook, Webhook};

/// What is edited: a webhook, or a new one.
pub type Editing = Option<Webhook>;

/// The dialog, while something is edited; a new webhook goes into `fresh`.
#[component]
pub fn WebhookDialog(editing: RwSignal<Option<Editing>>, fresh: RwSignal<Option<FreshWebhook>>) -> impl IntoView {
    let title = move || match editing.with(|editing| matches!(editing, Some(Some(_)))) {
        true => words().edit_title,
        false => words().add,
    };
    view! {
        <Dialog
            open=Signal::derive(move || editing.with(Option::is_some))
            on_close=move || editing.set(None)
            title
            wide=true
        >
            {move || editing.get().map(|hook| view! { <Inside hook editing fresh/> })}
        </Dialog>
    }
}

#[component]
fn Inside(hook: Editing, editing: RwSignal<Option<Editing>>, fresh: RwSignal<Option<FreshWebhook>>) -> impl IntoView {
    let known = hook.clone().map(|hook| (hook.id, hook.revision));
    let new = known.is_none();
    let url = RwSignal::new(hook.as_ref().map(|hook| hook.url.clone()).unwrap_or_default());
    let description = RwSignal::new(hook.as_ref().map(|hook| hook.description.clone()).unwrap_or_default());
    let chosen = RwSignal::new(hook.as_ref().map(|hook| hook.events.clone()).unwrap_or_default());
    let enabled = RwSignal::new(hook.as_ref().is_none_or(|hook| hook.enabled));
    let done = move || {
        editing.try_set(None);
        touch(&["webhooks"]);
    };
    let create = deed(webhooks::create, move |made: FreshWebhook| {
        done();
        fresh.set(Some(made));
    });
    let save = deed(
        |(id, revision, save)| webhooks::save(id, revision, save),
        move |_: Webhook| {
            done();
            toast::done(w().common.saved);
        },
    );
    let problem = Signal::derive(move || create.problem().get().or_else(|| save.problem().get()));
    let busy = Signal::derive(move || create.busy().get() || save.busy().get());
    let submit = move || {
        let wanted = SaveWebhook {
            url: url.get_untracked(),
            description: description.get_untracked(),
            events: chosen.get_untracked(),
            enabled: enabled.get_untracked(),
        };
        match (wanted.check(), known.clone()) {
            (Ok(wanted), Some((id, revision))) => save.go((id, revision, wanted)),
            (Ok(wanted), None) => create.go(wanted),
            (Err(problem), _) => create.set_problem(Some(problem)),
        }
    };
    let lacks_event = move || {
        problem.with(|problem| problem.iter().flat_map(|problem| &problem.fields).any(|fault| fault.field == "events"))
    };
    let label = if new { words().make } else { w().common.save };
    view! {
        <Form on_submit=submit problem>
            <TextField
                name="url"
                label=words().url
                value=url
                kind=TextKind::Url
                hint=words().url_hint
                max=limits::URL
                required=true
                autofocus=true
            />
            <TextField name="description" label=words().description value=description max=limits::NOTE/>
            <Checkbox label=words().switched_on checked=enabled on_change=move |on: bool| enabled.set(on)/>
            <Events chosen/>
            <Show when=lacks_event>
                <Banner kind=BannerKind::Error>{words().no_event}</Banner>
            </Show>
            <FormActions label busy on_cancel=move || editing.set(None)/>
        </Form>
    }
}
