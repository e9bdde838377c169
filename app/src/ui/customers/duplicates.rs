//! Looking for customers that are the same person.

use super::edit_words as words;
use crate::api::customers;
use crate::ui::deed::deed;
use crate::ui::kit::{Dialog, Form, FormActions};
use crate::ui::looking::Looking;
use leptos::prelude::*;
use model::RunId;
use model::run::Run;

/// The dialog: what is looked for, a moment of looking, then the review.
#[component]
pub fn DuplicatesDialog(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open on_close=move || open.set(false) title=words().duplicates>
            <Question open/>
        </Dialog>
    }
}

#[component]
fn Question(open: RwSignal<bool>) -> impl IntoView {
    let run = RwSignal::new(None::<RunId>);
    let look = deed(|()| customers::duplicates(), move |begun: Run| run.set(Some(begun.id)));
    let busy = Signal::derive(move || look.busy().get() || run.with(Option::is_some));
    let close = move || {
        open.try_set(false);
    };
    view! {
        <Form on_submit=move || look.go(()) problem=look.problem()>
            <p>{words().duplicates_text}</p>
            <Looking run said=words().looking_duplicates on_found=close/>
            <FormActions label=words().duplicates busy on_cancel=close/>
        </Form>
    }
}
