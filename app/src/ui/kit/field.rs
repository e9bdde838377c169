//! What every field shares: label above, the field, hint or error below; and the padlock.

use super::form::FormState;
use super::{Icon, icon};
use crate::ui::speech::{language, w};
use crate::words::fill;
use crate::words::problems::say_fault;
use leptos::prelude::*;
use model::Problem;
use std::cell::Cell;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element has.
pub fn fresh_id() -> String {
    let n = NEXT.get();
    NEXT.set(n + 1);
    let mut id = String::from("f");
    id.push_str(&n.to_string());
    id
}

/// The error of a field of this name, from the form around it.
pub fn fault_of(name: &'static str) -> Signal<Option<String>> {
    match use_context::<FormState>() {
        None => Signal::stored(None),
        Some(form) => Signal::derive(move || form.problem.with(|problem| fault_in(problem.as_ref()?, name))),
    }
}

fn fault_in(problem: &Problem, name: &str) -> Option<String> {
    problem.fields.iter().find(|field| field.field == name).map(|field| say_fault(language(), field))
}

/// What stands around a field.
pub struct Around {
    pub id: String,
    pub label: TextProp,
    /// Label only for screen readers.
    pub bare: bool,
    pub required: bool,
    pub hint: Option<TextProp>,
    pub locked: Option<String>,
    pub error: Signal<Option<String>>,
}

/// Label, hint and error around a field. Kit only; screens use the fields themselves.
pub fn framed(around: Around, field: AnyView) -> AnyView {
    let Around { id, label, bare, required, hint, locked, error } = around;
    let (hint_id, error_id) = (describe(&id, "hint"), describe(&id, "error"));
    view! {
        <div class="field" class:invalid=move || error.with(Option::is_some)>
            <label for=id class:unseen=bare>
                {move || label.get()}
                {required.then(|| view! { <span class="required" title=w().kit.required aria-hidden="true">"*"</span> })}
                {locked.map(|reason| view! { <Padlock reason/> })}
            </label>
            {field}
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{move || hint.get()}</p> })}
            <p class="error" id=error_id role="alert">{move || error.get()}</p>
        </div>
    }
    .into_any()
}

/// The ids that describe a field, for `aria-describedby`.
pub fn described_by(id: &str, hint: bool) -> String {
    let mut ids = describe(id, "error");
    if hint {
        ids.push(' ');
        ids.push_str(&describe(id, "hint"));
    }
    ids
}

fn describe(id: &str, part: &str) -> String {
    let mut text = id.to_owned();
    text.push('-');
    text.push_str(part);
    text
}

/// A padlock with the reason, for values that cannot be edited here. `<Padlock reason=w.lock(lock)/>`
#[component]
pub fn Padlock(
    /// Why, as a sentence.
    #[prop(into)]
    reason: String,
) -> impl IntoView {
    let said = fill(w().kit.locked, &[("reason", &reason)]);
    view! {
        <span class="padlock" role="img" tabindex="0" aria-label=said.clone() title=reason>
            {icon(Icon::Lock)}
        </span>
    }
}
