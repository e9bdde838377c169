//! Another e-mail address or phone number: the password, then a code.

use super::words;
use crate::api::profile;
use crate::ui::deed::deed;
use crate::ui::kit::{Button, Form, FormActions, TextField, TextKind};
use crate::ui::load::Loader;
use leptos::prelude::*;
use model::limits;
use model::profile::Profile;

/// The button and, once it is pressed, the form.
#[component]
pub fn AddressForm(now: Signal<Profile>, loader: Loader<Profile>) -> impl IntoView {
    let open = RwSignal::new(false);
    let address = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let ask = deed(
        |(address, password): (String, String)| profile::readdress(address, password),
        move |asked: Profile| {
            password.set(String::new());
            address.set(String::new());
            open.set(false);
            loader.set(asked);
        },
    );
    let submit = move || ask.go((address.get_untracked(), password.get_untracked()));
    let label = move || if now.with(|p| p.waiting.is_some()) { words().other_address } else { words().change_address };
    let shut = move || {
        open.set(false);
        ask.set_problem(None);
    };
    view! {
        <Show
            when=move || open.get()
            fallback=move || view! { <div class="line"><Button on_click=move || open.set(true)>{label}</Button></div> }
        >
            <Form on_submit=submit problem=ask.problem()>
                <TextField name="address" label=words().new_address value=address hint=words().new_address_hint max=limits::EMAIL required=true autofocus=true/>
                <TextField
                    name="password"
                    label=words().password
                    hint=words().password_hint
                    kind=TextKind::Password
                    autocomplete="current-password"
                    value=password
                    max=limits::PASSWORD_MAX
                    required=true
                />
                <FormActions label=words().send_code busy=ask.busy() on_cancel=shut/>
            </Form>
        </Show>
    }
}
