//! A field of a form: label above, hint and fault below, what was typed kept.

use super::Frame;
use crate::words::fill;
use leptos::prelude::*;
use model::problem::Fault;
use model::{Field, Problem};
use std::borrow::Cow;

/// One input with everything that a phone's keyboard and a password manager want to know.
#[derive(Debug, Clone, Default)]
pub(super) struct Input {
    /// The form's own prefix, as two forms of one page have fields of the same name.
    pub form: &'static str,
    pub name: Cow<'static, str>,
    pub label: Cow<'static, str>,
    /// What names the element where the name cannot: blanks are allowed in names alone.
    pub id: Option<String>,
    pub kind: &'static str,
    pub value: String,
    pub autocomplete: &'static str,
    pub inputmode: Option<&'static str>,
    pub class: Option<&'static str>,
    pub hint: Option<String>,
    pub fault: Option<String>,
    pub optional: bool,
    /// Fixed: it can be read and is sent, not typed.
    pub fixed: bool,
    /// The most characters.
    pub max: Option<usize>,
    /// Values with what is read, to choose from instead of typing.
    pub choices: Vec<(String, String)>,
}

impl Input {
    /// With the name on the wire.
    pub fn named(self, name: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), ..self }
    }

    pub fn view(mut self, frame: &Frame) -> AnyView {
        let id = format!("{}{}", self.form, self.id.as_deref().unwrap_or(&self.name));
        let hint_id = format!("{id}-hint");
        let fault_id = format!("{id}-fault");
        let described: Vec<String> =
            [self.fault.is_some().then(|| fault_id.clone()), self.hint.is_some().then(|| hint_id.clone())]
                .into_iter()
                .flatten()
                .collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        let optional = self.optional.then(|| view! { <span>{format!(" ({})", frame.words().optional)}</span> });
        let (label, fault, hint) = (self.label.clone(), self.fault.take(), self.hint.take());
        let field = if self.choices.is_empty() {
            let is_word = matches!(self.kind, "email" | "password" | "tel") || self.class.is_some();
            view! {
                <input
                    id=id.clone()
                    name=self.name
                    type=self.kind
                    value=self.value
                    class=self.class
                    autocomplete=self.autocomplete
                    inputmode=self.inputmode
                    maxlength=self.max.map(|max| max.to_string())
                    autocapitalize=is_word.then_some("none")
                    spellcheck=is_word.then_some("false")
                    aria-invalid=fault.is_some().then_some("true")
                    aria-describedby=described
                    required=!self.optional
                    readonly=self.fixed
                />
            }
            .into_any()
        } else {
            let chosen = self.value;
            let options: Vec<_> = self
                .choices
                .into_iter()
                .map(|(value, text)| {
                    let selected = value == chosen;
                    view! { <option value=value selected=selected>{text}</option> }
                })
                .collect();
            view! {
                <select
                    id=id.clone()
                    name=self.name
                    aria-invalid=fault.is_some().then_some("true")
                    aria-describedby=described
                    required=!self.optional
                >
                    {options}
                </select>
            }
            .into_any()
        };
        view! {
            <div class="field">
                <label for=id>{label} {optional}</label>
                {field}
                {fault.map(|fault| view! { <p class="fault" id=fault_id>{fault}</p> })}
                {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            </div>
        }
        .into_any()
    }
}

/// What is wrong with a field, in words.
pub(super) fn fault(frame: &Frame, problem: Option<&Problem>, name: &str) -> Option<String> {
    let words = frame.words();
    let Field { field, fault, limit } = problem?.fields.iter().find(|field| field.field == name)?;
    let sentence = match (fault, field.as_str()) {
        (Fault::Missing, "email") => words.fault_missing_address,
        (Fault::Missing, _) => words.fault_missing,
        (Fault::TooLong, _) => words.fault_too_long,
        (Fault::TooShort, _) => words.fault_too_short,
        (Fault::Malformed, "email") => words.fault_malformed_email,
        (Fault::Malformed, "phone") => words.fault_malformed_phone,
        (Fault::BadCharacter, _) => words.fault_bad_character,
        (Fault::Unknown, "department") => words.fault_unknown_department,
        (Fault::Taken, "password") => words.fault_same_password,
        (Fault::Taken, _) => words.fault_taken,
        (Fault::Malformed | Fault::OutOfRange | Fault::Unknown | Fault::Wrong, _) => words.fault_malformed,
    };
    let limit = limit.map(|limit| limit.to_string()).unwrap_or_default();
    Some(fill(sentence, &[("limit", &limit)]))
}

/// A new password.
pub(super) fn password(frame: &Frame, form: &'static str, problem: Option<&Problem>) -> AnyView {
    let words = frame.words();
    Input {
        form,
        name: "password".into(),
        label: words.label_password.into(),
        kind: "password",
        autocomplete: "new-password",
        hint: Some(fill(words.hint_password, &[("limit", &model::limits::PASSWORD_MIN.to_string())])),
        fault: fault(frame, problem, "password"),
        ..Input::default()
    }
    .view(frame)
}

/// Who signs in, and the password.
pub(super) fn known(frame: &Frame, form: &'static str, name: &str, problem: Option<&Problem>) -> Vec<AnyView> {
    let words = frame.words();
    [
        Input {
            form,
            // Text, not e-mail: a phone number is as good. The name is what password managers look for.
            name: "email".into(),
            label: words.label_email_or_phone.into(),
            kind: "text",
            value: name.to_owned(),
            autocomplete: "username",
            inputmode: Some("email"),
            class: Some("word"),
            fault: fault(frame, problem, "email"),
            ..Input::default()
        },
        Input {
            form,
            name: "password".into(),
            label: words.label_password.into(),
            kind: "password",
            autocomplete: "current-password",
            fault: fault(frame, problem, "password"),
            ..Input::default()
        },
    ]
    .map(|input| input.view(frame))
    .into()
}
