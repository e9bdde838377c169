//! What the organisation asks for on the join page: exactly that, in its order, with the keyboard that each field needs.

use super::Frame;
use super::field::{Input, fault, password};
use super::join::Typed;
use leptos::prelude::*;
use model::invitation::Welcome;
use model::join_details::{Detail, DetailKind, usual};
use model::problem::Fault;
use model::{Problem, limits};

/// The fields of one form of the page.
pub(super) struct Details<'a> {
    pub frame: &'a Frame,
    /// The form's own prefix, as several forms of one page have fields of the same name.
    pub form: &'static str,
    pub typed: &'a Typed,
    /// Who invites into what; nobody in the set-up.
    pub welcome: Option<&'a Welcome>,
    pub problem: Option<&'a Problem>,
}

impl Details<'_> {
    /// Everything for somebody without an account, the password last.
    pub fn account(&self) -> Vec<AnyView> {
        let usual = usual();
        let asked = self.welcome.map_or(&usual, |welcome| &welcome.details);
        let mut views: Vec<AnyView> =
            asked.iter().enumerate().map(|(at, detail)| self.field(asked, at, detail)).collect();
        views.push(password(self.frame, self.form, self.problem));
        views
    }

    /// What is asked of somebody whose account has the rest already.
    pub fn extra(&self) -> Vec<AnyView> {
        let asked = self.welcome.map_or(&[][..], |welcome| &welcome.details);
        let extra = asked.iter().enumerate().filter(|(_, detail)| detail.is_extra());
        extra.map(|(at, detail)| self.field(asked, at, detail)).collect()
    }

    fn field(&self, asked: &[Detail], at: usize, detail: &Detail) -> AnyView {
        let words = self.frame.words();
        let name = detail.field();
        let said = match self.problem.and_then(|problem| problem.fields.iter().find(|field| field.field == name)) {
            // "An e-mail address or a phone number" is wrong where this very one is needed.
            Some(field) if field.fault == Fault::Missing && detail.required => Some(words.fault_missing.to_owned()),
            _ => fault(self.frame, self.problem, &name),
        };
        let input = Input {
            form: self.form,
            kind: "text",
            value: self.typed.value(detail).to_owned(),
            autocomplete: "off",
            optional: !detail.required,
            fault: said,
            ..Input::default()
        };
        match detail.kind {
            DetailKind::Name => Input { label: words.label_name.into(), autocomplete: "name", ..input },
            DetailKind::Email | DetailKind::Phone => self.address(asked, detail.kind, input),
            DetailKind::WorkNumber => {
                Input { label: words.label_work_number.into(), max: Some(limits::WORK_NUMBER), ..input }
            }
            DetailKind::Department => self.department(input),
            DetailKind::Question => Input {
                label: detail.label.clone().into(),
                id: Some(["q", &at.to_string()].concat()),
                max: Some(limits::ANSWER),
                ..input
            },
        }
        .named(name)
        .view(self.frame)
    }

    fn address(&self, asked: &[Detail], kind: DetailKind, input: Input) -> Input {
        let words = self.frame.words();
        let is_email = kind == DetailKind::Email;
        let sent_to = self.welcome.and_then(|welcome| welcome.address.as_ref());
        let fixed = sent_to.filter(|address| address.contains('@') == is_email);
        let other = if is_email { DetailKind::Phone } else { DetailKind::Email };
        let either = asked.iter().any(|detail| detail.kind == other && !detail.required)
            && !asked.iter().any(is_required_address);
        let hint = match (fixed.is_some(), is_email) {
            (true, _) => Some(words.hint_invited),
            (false, true) => either.then_some(words.hint_email),
            (false, false) => Some(words.hint_phone),
        };
        Input {
            label: if is_email { words.label_email } else { words.label_phone }.into(),
            kind: if is_email { "email" } else { "tel" },
            inputmode: Some(if is_email { "email" } else { "tel" }),
            autocomplete: if is_email { "email" } else { "tel" },
            value: fixed.cloned().unwrap_or(input.value),
            fixed: fixed.is_some(),
            hint: hint.map(str::to_owned),
            ..input
        }
    }

    /// A list to choose from, or a name to type where there are too many.
    fn department(&self, input: Input) -> Input {
        let words = self.frame.words();
        let departments = self.welcome.map_or(&[][..], |welcome| &welcome.departments);
        let choices = departments.iter().map(|(id, name, depth)| {
            let steps = usize::try_from(depth - 1).unwrap_or_default();
            (id.clone(), ["\u{2003}".repeat(steps), name.clone()].concat())
        });
        let mut choices: Vec<(String, String)> = choices.collect();
        let hint = choices.is_empty().then(|| words.hint_department.to_owned());
        if !choices.is_empty() {
            choices.insert(0, (String::new(), words.choose.to_owned()));
        }
        Input { label: words.label_department.into(), max: Some(limits::NAME), choices, hint, ..input }
    }
}

fn is_required_address(detail: &Detail) -> bool {
    detail.required && matches!(detail.kind, DetailKind::Email | DetailKind::Phone)
}
