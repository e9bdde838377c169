//! The person's name.

use super::words;
use crate::api::profile;
use crate::ui::deed::deed;
use crate::ui::kit::{Card, Form, FormActions, TextField, toast};
use crate::ui::load::Loader;
use crate::ui::w;
use leptos::prelude::*;
use model::limits;
use model::profile::{Profile, check_name};

/// The form.
#[component]
pub fn NameForm(now: Signal<Profile>, loader: Loader<Profile>) -> impl IntoView {
    let name = RwSignal::new(now.with_untracked(|profile| profile.name.clone()));
    let save = deed(profile::rename, move |saved: Profile| {
        loader.set(saved);
        toast::done(w().common.saved);
    });
    let submit = move || match check_name(&name.get_untracked()) {
        Ok(name) => save.go(name),
        Err(problem) => save.set_problem(Some(problem)),
    };
    view! {
        <Card>
            <Form on_submit=submit problem=save.problem()>
                <TextField name="name" label=w().common.name value=name hint=words().name_hint autocomplete="name" max=limits::NAME required=true/>
                <FormActions label=w().common.save busy=save.busy()/>
            </Form>
        </Card>
    }
}
