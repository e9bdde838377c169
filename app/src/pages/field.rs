//! A field of a form: label above, hint and fault below, what was typed kept.

use super::Frame;
use crate::words::fill;
use leptos::prelude::*;
use model::problem::Fault;
use model::{Field, Problem};

/// One input with everything that a phone's keyboard and a password manager want to know.
#[derive(Debug, Clone, Default)]
pub(super) struct Input {
    /// The form's own prefix, as two forms of one page have fields of the same name.
    pub form: &'static str,
    pub name: &'static str,
    pub label: &'static str,
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
}

impl Input {
    pub fn view(self, frame: &Frame) -> AnyView {
        let id = format!("{}{}", self.form, self.name);
        let hint_id = format!("{id}-hint");
        let fault_id = format!("{id}-fault");
        let described: Vec<String> =
            [self.fault.is_some().then(|| fault_id.clone()), self.hint.is_some().then(|| hint_id.clone())]
                .into_iter()
                .flatten()
                .collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        let optional = self.optional.then(|| view! { <span>{format!(" ({})", frame.words().optional)}</span> });
        let is_word = matches!(self.kind, "email" | "password" | "tel") || self.class.is_some();
        view! {
            <div class="field">
                <label for=id.clone()>{self.label} {optional}</label>
                <input
                    id=id.clone()
                    name=self.name
                    type=self.kind
                    value=self.value
                    class=self.class
                    autocomplete=self.autocomplete
                    inputmode=self.inputmode
                    autocapitalize=is_word.then_some("none")
                    spellcheck=is_word.then_some("false")
                    aria-invalid=self.fault.is_some().then_some("true")
                    aria-describedby=described
                    required=!self.optional
                    readonly=self.fixed
                />
                {self.fault.map(|fault| view! { <p class="fault" id=fault_id>{fault}</p> })}
                {self.hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
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
        (Fault::Taken, _) => words.fault_taken,
        (Fault::Malformed | Fault::OutOfRange | Fault::Unknown, _) => words.fault_malformed,
    };
    let limit = limit.map(|limit| limit.to_string()).unwrap_or_default();
    Some(fill(sentence, &[("limit", &limit)]))
}

/// Name, e-mail, phone and a new password: what makes an account.
pub(super) fn account(
    frame: &Frame,
    form: &'static str,
    typed: &super::join::Typed,
    sent_to: Option<&str>,
    problem: Option<&Problem>,
) -> Vec<AnyView> {
    let words = frame.words();
    let hint = fill(words.hint_password, &[("limit", &model::limits::PASSWORD_MIN.to_string())]);
    let input = |name, label, kind, value: &str, autocomplete| Input {
        form,
        name,
        label,
        kind,
        value: value.to_owned(),
        autocomplete,
        fault: fault(frame, problem, name),
        ..Input::default()
    };
    let (email, phone) = match sent_to {
        Some(address) if address.contains('@') => (Some(address), None),
        other => (None, other),
    };
    let hinted = |fixed: bool, hint: &str| Some(if fixed { words.hint_invited } else { hint }.to_owned());
    [
        input("name", words.label_name, "text", &typed.name, "name"),
        Input {
            inputmode: Some("email"),
            optional: email.is_none(),
            fixed: email.is_some(),
            hint: hinted(email.is_some(), words.hint_email),
            ..input("email", words.label_email, "email", email.unwrap_or(&typed.email), "email")
        },
        Input {
            inputmode: Some("tel"),
            optional: phone.is_none(),
            fixed: phone.is_some(),
            hint: hinted(phone.is_some(), words.hint_phone),
            ..input("phone", words.label_phone, "tel", phone.unwrap_or(&typed.phone), "tel")
        },
        Input { hint: Some(hint), ..input("password", words.label_password, "password", "", "new-password") },
    ]
    .map(|input| input.view(frame))
    .into()
}

/// Who signs in, and the password.
pub(super) fn known(frame: &Frame, form: &'static str, name: &str, problem: Option<&Problem>) -> Vec<AnyView> {
    let words = frame.words();
    [
        Input {
            form,
            // Text, not e-mail: a phone number is as good. The name is what password managers look for.
            name: "email",
            label: words.label_email_or_phone,
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
            name: "password",
            label: words.label_password,
            kind: "password",
            autocomplete: "current-password",
            fault: fault(frame, problem, "password"),
            ..Input::default()
        },
    ]
    .map(|input| input.view(frame))
    .into()
}
