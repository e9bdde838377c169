//! A form: Enter sends it, errors stand beside their fields, nothing that was typed is lost.

use super::{Banner, BannerKind, Button, ButtonKind};
use crate::ui::{dom, speech};
use leptos::context::Provider;
use leptos::prelude::*;
use model::Problem;

/// What fields read of the form around them.
#[derive(Clone, Copy)]
pub struct FormState {
    /// Why it was not taken.
    pub problem: Signal<Option<Problem>>,
}

/// A form around fields.
///
/// ```ignore
/// let save = deed(move |()| members::edit(edit()), move |detail| { … });
/// <Form on_submit=move || save.go(()) problem=save.problem()>
///     <TextField name="position" label=w.position value=position/>
///     <FormActions label=w.save busy=save.busy() on_cancel=close/>
/// </Form>
/// ```
#[component]
pub fn Form(
    /// What Enter and the button do.
    #[prop(into)]
    on_submit: Callback<()>,
    /// Why it was not taken; `Deed::problem`.
    #[prop(optional, into)]
    problem: Signal<Option<Problem>>,
    /// Fields and [`FormActions`].
    children: Children,
) -> impl IntoView {
    let form = NodeRef::<leptos::html::Form>::new();
    Effect::new(move |_| {
        if problem.with(Option::is_some) {
            dom::soon(move || focus_first_fault(form));
        }
    });
    // Faults of fields that this form has not got, and everything that is no fault of a field.
    let general = move || problem.with(|problem| problem.as_ref().map(speech::say));
    view! {
        <form
            node_ref=form
            class="form"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                on_submit.run(());
            }
        >
            {move || general().map(|said| view! { <Banner kind=BannerKind::Error>{said}</Banner> })}
            // Not `provide_context`: it would reach the fields of a form beside this one too.
            <Provider value=FormState { problem }>{children()}</Provider>
        </form>
    }
}

fn focus_first_fault(form: NodeRef<leptos::html::Form>) {
    let Some(form) = form.get_untracked() else { return };
    if let Some(field) = dom::within(&form, "[aria-invalid=true]").first() {
        dom::focus(field);
    }
}

/// The buttons under a form.
#[component]
pub fn FormActions(
    /// What sending does: the verb, with the number where there is one.
    #[prop(into)]
    label: TextProp,
    /// Under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Not possible now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Takes something away.
    #[prop(optional)]
    danger: bool,
    /// Leaves without sending.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let kind = if danger { ButtonKind::Danger } else { ButtonKind::Primary };
    view! {
        <div class="form-actions">
            {on_cancel.map(|cancel| view! {
                <Button on_click=move || cancel.run(())>{speech::w().common.cancel}</Button>
            })}
            <Button kind submit=true busy disabled>{move || label.get()}</Button>
        </div>
    }
}
