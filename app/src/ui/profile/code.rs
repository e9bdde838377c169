//! The code that came to the new address.

use super::words;
use crate::api::profile;
use crate::ui::deed::deed;
use crate::ui::kit::{Banner, BannerKind, Form, FormActions, TextField, toast};
use crate::ui::load::Loader;
use crate::ui::{format, language};
use crate::words::delivery::DeliveryWords;
use crate::words::fill;
use leptos::prelude::*;
use model::outbox::{Delivery, DeliveryState};
use model::profile::Profile;

/// Where the message stands, and the field for its code. Nothing while no address waits.
#[component]
pub fn CodeForm(now: Signal<Profile>, loader: Loader<Profile>) -> impl IntoView {
    let code = RwSignal::new(String::new());
    let confirm = deed(profile::confirm, move |done: Profile| {
        code.set(String::new());
        loader.set(done);
        toast::done(words().confirmed);
    });
    let waiting = Memo::new(move |_| now.with(|profile| profile.waiting.clone()));
    let address = Memo::new(move |_| waiting.with(|w| w.as_ref().map(|w| w.address.clone())).unwrap_or_default());
    let until =
        Memo::new(move |_| waiting.with(|w| w.as_ref().map(|w| format::time(w.expires_at))).unwrap_or_default());
    let trouble = Memo::new(move |_| waiting.with(|w| w.as_ref().and_then(|w| w.delivery.as_ref().and_then(said))));
    let sent_to = move || fill(words().code_sent, &[("address", &address.get()), ("time", &until.get())]);
    view! {
        <Show when=move || waiting.with(Option::is_some)>
            <Form on_submit=move || confirm.go(code.get_untracked()) problem=confirm.problem()>
                <p>{sent_to}</p>
                {move || trouble.get().map(|text| view! { <Banner kind=BannerKind::Warning>{text}</Banner> })}
                <TextField name="code" label=words().code value=code autocomplete="one-time-code" max=12 required=true/>
                <FormActions label=words().confirm busy=confirm.busy()/>
            </Form>
        </Show>
    }
}

/// What went wrong with the message, if something did.
fn said(delivery: &Delivery) -> Option<String> {
    if delivery.state == DeliveryState::Sent {
        return None;
    }
    let words = DeliveryWords::get(language());
    let reason = fill(words.reason(delivery.medium, delivery.reason?), &[("detail", &delivery.detail)]);
    Some([words.state(delivery.state), &reason].join(". "))
}
