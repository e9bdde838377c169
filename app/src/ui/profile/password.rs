//! Another password: the present one, then the new one.

use super::words;
use crate::api::agents;
use crate::ui::deed::deed;
use crate::ui::kit::{Card, Form, FormActions, TextField, TextKind, toast};
use leptos::prelude::*;
use model::limits;

/// The form. Other browsers are signed out by it, which it says before.
#[component]
pub fn PasswordForm() -> impl IntoView {
    let (current, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let save = deed(
        |(current, password): (String, String)| agents::change_password(current, password),
        move |()| {
            current.try_set(String::new());
            password.try_set(String::new());
            toast::done(words().password_changed);
        },
    );
    let submit = move || save.go((current.get_untracked(), password.get_untracked()));
    view! {
        <Card>
            <div class="stack">
                <h2>{words().password_title}</h2>
                <Form on_submit=submit problem=save.problem()>
                    <TextField
                        name="current"
                        label=words().current_password
                        kind=TextKind::Password
                        autocomplete="current-password"
                        value=current
                        max=limits::PASSWORD_MAX
                        required=true
                    />
                    <TextField
                        name="password"
                        label=words().new_password
                        hint=words().new_password_hint
                        kind=TextKind::Password
                        autocomplete="new-password"
                        value=password
                        max=limits::PASSWORD_MAX
                        required=true
                    />
                    <FormActions label=words().change_password busy=save.busy()/>
                </Form>
            </div>
        </Card>
    }
}
