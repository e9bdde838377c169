//! What people are asked for when they join: which details, in which order, which of them they must give.

use crate::account::{NewAccount, SoundAccount};
use crate::text::{Check, line, optional_line};
use crate::{Field, Problem, limits, problem::Fault};
use serde::{Deserialize, Serialize};

crate::words!(
    /// Something that can be asked for.
    DetailKind {
        /// The name; always asked for.
        Name = "name",
        /// The e-mail address.
        Email = "email",
        /// The phone number.
        Phone = "phone",
        /// The work number.
        WorkNumber = "work_number",
        /// The department that the person wishes to be in.
        Department = "department",
        /// A question of the organisation's own.
        Question = "question",
    }
);

/// One thing that people are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// What.
    pub kind: DetailKind,
    /// Of a question: the question, at most [`limits::QUESTION`] characters.
    #[serde(default)]
    pub label: String,
    /// Whether it must be given.
    pub required: bool,
}

impl Detail {
    /// Something other than a question.
    pub const fn new(kind: DetailKind, required: bool) -> Self {
        Self { kind, label: String::new(), required }
    }
    /// A question.
    pub fn question(label: impl Into<String>, required: bool) -> Self {
        Self { kind: DetailKind::Question, label: label.into(), required }
    }
    /// The name of its field on the join page. A question is known by its words and not by its place, so that an answer meets
    /// its question although an admin has put them in another order meanwhile.
    pub fn field(&self) -> String {
        match self.kind {
            DetailKind::Question => [QUESTION, &self.label].concat(),
            kind => kind.word().to_owned(),
        }
    }
    /// Whether it is asked of people who have an account too: the others stand in the account.
    pub const fn is_extra(&self) -> bool {
        matches!(self.kind, DetailKind::WorkNumber | DetailKind::Department | DetailKind::Question)
    }
}

/// What the names of the fields of questions begin with.
pub const QUESTION: &str = "question:";

/// What is asked for unless an organisation decides otherwise: an account needs no more.
pub fn usual() -> Vec<Detail> {
    vec![
        Detail::new(DetailKind::Name, true),
        Detail::new(DetailKind::Email, false),
        Detail::new(DetailKind::Phone, false),
    ]
}

/// Checks a list of details: each of the product's own at most once, the name and one of e-mail and phone at least, no question
/// twice.
pub(crate) fn check(check: &mut Check, mut details: Vec<Detail>) -> Vec<Detail> {
    let count = |details: &[Detail], kind| details.iter().filter(|detail| detail.kind == kind).count();
    for kind in DetailKind::ALL.iter().copied() {
        let found = count(&details, kind);
        if kind == DetailKind::Question && found > limits::QUESTIONS {
            check.fault("details", Fault::OutOfRange, Some(limits::QUESTIONS as i64));
        } else if kind != DetailKind::Question && found > 1 {
            check.fault("details", Fault::Taken, None);
        }
    }
    let reachable = count(&details, DetailKind::Email) + count(&details, DetailKind::Phone) > 0;
    if count(&details, DetailKind::Name) == 0 || !reachable {
        check.fault("details", Fault::Missing, None);
    }
    let mut seen: Vec<String> = Vec::new();
    for detail in &mut details {
        if detail.kind == DetailKind::Name {
            detail.required = true;
        }
        if detail.kind != DetailKind::Question {
            detail.label = String::new();
            continue;
        }
        detail.label = check.take("label", line(&detail.label, limits::QUESTION));
        let folded = detail.label.to_lowercase();
        if !folded.is_empty() && seen.contains(&folded) {
            check.fault("label", Fault::Taken, None);
        }
        seen.push(folded);
    }
    details
}

/// What somebody typed beside his account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Told {
    /// The work number.
    #[serde(default)]
    pub work_number: String,
    /// The department: its id, the end of it, or its name where there are too many to choose from.
    #[serde(default)]
    pub department: String,
    /// Questions with what was answered.
    #[serde(default)]
    pub answers: Vec<(String, String)>,
}

impl Told {
    /// What was answered to a question.
    pub fn answer(&self, question: &str) -> &str {
        self.answers.iter().find(|(label, _)| label == question).map_or("", |(_, answer)| answer)
    }

    /// What was typed for a detail that is no part of the account.
    pub fn value(&self, detail: &Detail) -> &str {
        match detail.kind {
            DetailKind::WorkNumber => &self.work_number,
            DetailKind::Department => &self.department,
            DetailKind::Question => self.answer(&detail.label),
            DetailKind::Name | DetailKind::Email | DetailKind::Phone => "",
        }
    }

    /// Checks what was asked for and drops what was not.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault, named as [`Detail::field`] says.
    pub fn check(&self, details: &[Detail]) -> Result<Self, Problem> {
        let mut check = Check::new();
        let mut sound = Self::default();
        for detail in details.iter().filter(|detail| detail.is_extra()) {
            let field = detail.field();
            let most = match detail.kind {
                DetailKind::WorkNumber => limits::WORK_NUMBER,
                DetailKind::Department => limits::NAME,
                _ => limits::ANSWER,
            };
            let value = check.take(&field, optional_line(self.value(detail), most));
            if detail.required && self.value(detail).trim().is_empty() {
                check.fault(&field, Fault::Missing, None);
            }
            match detail.kind {
                DetailKind::WorkNumber => sound.work_number = value,
                DetailKind::Department => sound.department = value,
                _ if value.is_empty() => {}
                _ => sound.answers.push((detail.label.clone(), value)),
            }
        }
        check.done()?;
        Ok(sound)
    }
}

/// Checks what somebody without an account typed, the account and what is asked beside it, and says of all fields at once what
/// is wrong. An address that was not asked for is dropped.
///
/// # Errors
/// [`crate::Code::Invalid`] with one entry a field at fault.
pub fn check_new(mut new: NewAccount, told: &Told, details: &[Detail]) -> Result<SoundAccount, Problem> {
    let asked = |kind| details.iter().find(|detail| detail.kind == kind);
    let mut faults = Vec::new();
    for (kind, value) in [(DetailKind::Email, &mut new.email), (DetailKind::Phone, &mut new.phone)] {
        match asked(kind) {
            None => value.clear(),
            Some(detail) if detail.required && value.trim().is_empty() => {
                faults.push(Field { field: kind.word().to_owned(), fault: Fault::Missing, limit: None });
            }
            Some(_) => {}
        }
    }
    let sound = new.check();
    if let Err(problem) = &sound {
        // That one of the two is missing is said once, and of one that is asked for.
        let news = |field: &&Field| field.fault != Fault::Missing || field.field != "email" || faults.is_empty();
        let more: Vec<Field> = problem.fields.iter().filter(news).cloned().collect();
        faults.extend(more);
    }
    if let Err(problem) = told.check(details) {
        faults.extend(problem.fields);
    }
    if faults.is_empty() { sound } else { Err(Problem::fields(faults)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(details: Vec<Detail>) -> Vec<(String, Fault)> {
        let mut faults = Check::new();
        check(&mut faults, details);
        let problem = faults.done().map_or_else(|problem| problem.fields, |()| Vec::new());
        problem.into_iter().map(|field| (field.field, field.fault)).collect()
    }

    #[test]
    fn a_list_has_the_name_and_one_address_and_nothing_twice() {
        assert!(faults(usual()).is_empty());
        let name = || Detail::new(DetailKind::Name, false);
        let phone = || Detail::new(DetailKind::Phone, true);
        let question = |label: &str| Detail::question(label, false);
        for (details, fault) in [
            (vec![phone()], ("details", Fault::Missing)),
            (vec![name()], ("details", Fault::Missing)),
            (vec![name(), phone(), phone()], ("details", Fault::Taken)),
            (vec![name(), phone(), question(" ")], ("label", Fault::Missing)),
            (vec![name(), phone(), question(&"x".repeat(81))], ("label", Fault::TooLong)),
            (vec![name(), phone(), question("Size"), question("size ")], ("label", Fault::Taken)),
        ] {
            assert_eq!(faults(details), [(fault.0.to_owned(), fault.1)]);
        }
        let many = (0..11).map(|number| question(&number.to_string())).chain([name(), phone()]).collect();
        assert_eq!(faults(many), [("details".to_owned(), Fault::OutOfRange)]);
    }

    #[test]
    fn what_was_not_asked_for_is_dropped_and_what_is_missing_is_named() {
        let details = [Detail::new(DetailKind::WorkNumber, true), Detail::question("Size", true)];
        let told = Told {
            work_number: " 7 ".into(),
            department: "none".into(),
            answers: vec![("Other".into(), "x".into()), ("Size".into(), " L\n".into())],
        };
        let sound = told.check(&details).unwrap();
        assert_eq!(
            sound,
            Told { work_number: "7".into(), answers: vec![("Size".into(), "L".into())], ..Told::default() }
        );
        let missing = Told::default().check(&details).unwrap_err();
        let fields: Vec<_> = missing.fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(fields, ["work_number", "question:Size"]);
        let long = Told { answers: vec![("Size".into(), "x".repeat(501))], work_number: "7".into(), ..Told::default() };
        assert_eq!(long.check(&details).unwrap_err().fields[0].limit, Some(500));
    }

    #[test]
    fn of_a_new_account_all_faults_are_said_at_once_and_only_what_was_asked_for_is_taken() {
        let new = |email: &str, phone: &str| NewAccount {
            name: "Ann".into(),
            email: email.into(),
            phone: phone.into(),
            password: "correct horse".into(),
        };
        let faults = |new, details: &[Detail]| -> Vec<String> {
            let problem = check_new(new, &Told::default(), details).unwrap_err();
            problem.fields.into_iter().map(|field| format!("{} {}", field.field, field.fault)).collect()
        };
        assert_eq!(faults(new("", ""), &usual()), ["email missing"]);
        let only_phone = [Detail::new(DetailKind::Name, true), Detail::new(DetailKind::Phone, true)];
        assert_eq!(faults(new("a@b.co", ""), &only_phone), ["phone missing"]);
        let sound = check_new(new("nonsense", "13900000001"), &Told::default(), &only_phone).unwrap();
        assert!(sound.email.is_none() && sound.phone.is_some());
        let mut all = usual();
        all[2].required = true;
        all.push(Detail::question("Size", true));
        assert_eq!(faults(new("x", ""), &all), ["phone missing", "email malformed", "question:Size missing"]);
    }
}
