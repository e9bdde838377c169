//! A new text for a key.

use super::keep::{KeepHours, USUAL, hours};
use super::words;
use crate::api::api_keys;
use crate::ui::deed::deed;
use crate::ui::kit::{Dialog, Form, FormActions};
use crate::ui::live::touch;
use crate::words::fill;
use leptos::prelude::*;
use model::api_key::{ApiKey, FreshApiKey};

/// The dialog, while a key is to be rotated; what was made goes into `made`.
#[component]
pub fn Rotate(
    /// Which key.
    rotating: RwSignal<Option<ApiKey>>,
    /// The key with its new text.
    made: RwSignal<Option<FreshApiKey>>,
) -> impl IntoView {
    let title = move || {
        let name = rotating.with(|key| key.as_ref().map(|key| key.name.clone())).unwrap_or_default();
        fill(words().rotate_title, &[("name", &name)])
    };
    view! {
        <Dialog open=Signal::derive(move || rotating.with(Option::is_some)) on_close=move || rotating.set(None) title>
            {move || rotating.get().map(|key| view! { <Inside key rotating made/> })}
        </Dialog>
    }
}

#[component]
fn Inside(key: ApiKey, rotating: RwSignal<Option<ApiKey>>, made: RwSignal<Option<FreshApiKey>>) -> impl IntoView {
    let keep = RwSignal::new(USUAL.to_owned());
    let rotate = deed(
        move |hours: i64| api_keys::rotate(key.id.clone(), key.revision, hours),
        move |fresh: FreshApiKey| {
            rotating.try_set(None);
            made.set(Some(fresh));
            touch(&["api_keys"]);
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
