//! Changing a key: its name, how long, how often and from where it works.

use super::add::{LASTS, choices, lines};
use super::words;
use crate::api::api_keys;
use crate::ui::deed::deed;
use crate::ui::kit::{Choice, Dialog, Form, FormActions, Select, TextArea, TextField, TextKind, toast};
use crate::ui::live::touch;
use crate::ui::{dom, w};
use leptos::prelude::*;
use model::api_key::{ApiKey, SaveApiKey};
use model::limits;

/// The end stays as it is.
const SAME: &str = "same";
/// Networks are short; fifty of them fit.
const ADDRESSES: usize = 3_000;

/// The dialog, while a key is to be changed.
#[component]
pub fn EditKey(
    /// Which key.
    editing: RwSignal<Option<ApiKey>>,
) -> impl IntoView {
    view! {
        <Dialog
            open=Signal::derive(move || editing.with(Option::is_some))
            on_close=move || editing.set(None)
            title=words().edit_title
        >
            {move || editing.get().map(|key| view! { <Inside key editing/> })}
        </Dialog>
    }
}

#[component]
fn Inside(key: ApiKey, editing: RwSignal<Option<ApiKey>>) -> impl IntoView {
    let name = RwSignal::new(key.name.clone());
    let lasts = RwSignal::new(SAME.to_owned());
    let rate = RwSignal::new(key.rate_per_minute.to_string());
    let addresses = RwSignal::new(key.addresses.join("\n"));
    let save = deed(api_keys::save, move |_: ApiKey| {
        editing.try_set(None);
        toast::done(w().common.saved);
        touch(&["api_keys"]);
    });
    let submit = move || {
        let chosen = lasts.get_untracked();
        let lasts = LASTS.iter().find(|(id, _)| *id == chosen);
        let change = SaveApiKey {
            id: key.id.clone(),
            revision: key.revision,
            name: name.get_untracked(),
            expires_at: lasts.map_or(key.expires_at, |(_, lasts)| lasts.map(|lasts| dom::now().plus(lasts))),
            rate_per_minute: rate.get_untracked().trim().parse().unwrap_or(0),
            addresses: lines(&addresses.get_untracked()),
        };
        save.go(change);
    };
    let mut options = vec![Choice::new(SAME, words().lasts_same)];
    options.extend(choices());
    view! {
        <Form on_submit=submit problem=save.problem()>
            <TextField name="name" label=words().name value=name max=limits::NAME required=true autofocus=true/>
            <Select name="expires_at" label=words().lasts value=lasts bind=lasts options=Signal::stored(options)/>
            <TextField name="rate_per_minute" label=words().rate value=rate kind=TextKind::Number max=5/>
            <TextArea name="addresses" label=words().addresses value=addresses max=ADDRESSES hint=words().addresses_hint/>
            <FormActions label=w().common.save busy=save.busy() on_cancel=move || editing.set(None)/>
        </Form>
    }
}
