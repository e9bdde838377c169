//! The cells of a row against the rules of their fields.

use super::super::rows::FileRow;
use super::{Judged, Keys, Person, Rules};
use crate::Result;
use crate::keys::fold;
use model::import::{ImportField, IssueCode, Level, is_example};
use model::limits;
use model::problem::Fault;
use model::text::{Email, Phone, Wrong, line, optional_line};

impl Rules<'_> {
    /// Reads a row without looking at anything else.
    pub(super) fn read(&self, row: &FileRow) -> Result<Judged> {
        let cells = row.cells()?;
        let example = is_example(&cells);
        let mut judged = Judged {
            number: row.number,
            skipped: row.skipped || example,
            issues: Vec::new(),
            keys: Keys::default(),
            person: Person::default(),
            manager: None,
            open: false,
            paths: Vec::new(),
            here: None,
            makes: Vec::new(),
        };
        if example {
            judged.issues.push(self.issue(Level::Info, None, IssueCode::Example, &[]));
        }
        if judged.skipped {
            return Ok(judged);
        }
        let errors: Vec<u32> = serde_json::from_str(&row.errors)?;
        let formulas: Vec<u32> = serde_json::from_str(&row.formulas)?;
        for (column, field) in &self.options.mapping {
            let text = cells.get(*column as usize).map_or("", |cell| cell.trim());
            if errors.contains(column) {
                let issue = self.issue(Level::Error, Some(*field), IssueCode::CellError, &[("text", text)]);
                judged.issues.push(issue);
                continue;
            }
            if formulas.contains(column) {
                judged.issues.push(self.issue(Level::Info, Some(*field), IssueCode::Formula, &[]));
            }
            self.cell(*field, text, &mut judged);
        }
        let person = &judged.person;
        let addressed = judged.issues.iter().any(|issue| {
            issue.level == Level::Error && matches!(issue.field, Some(ImportField::Email | ImportField::Phone))
        });
        if person.email.is_none() && person.phone.is_none() && !addressed {
            judged.issues.push(self.issue(Level::Error, None, IssueCode::NoAddress, &[]));
        }
        Ok(judged)
    }

    fn cell(&self, field: ImportField, text: &str, judged: &mut Judged) {
        let person = &mut judged.person;
        let wrong = match field {
            ImportField::Name => line(text, limits::NAME).map(|name| person.name = name),
            ImportField::Position => optional_line(text, limits::POSITION).map(|text| person.position = text),
            ImportField::Location => optional_line(text, limits::LOCATION).map(|text| person.location = text),
            ImportField::WorkNumber => optional_line(text, limits::WORK_NUMBER).map(|text| {
                judged.keys.work_number = Some(text.clone()).filter(|text| !text.is_empty());
                person.work_number = text;
            }),
            ImportField::Email if text.is_empty() => Ok(()),
            ImportField::Email => Email::parse(text).map(|email| {
                judged.keys.email = Some(email.key());
                person.email = Some(email.as_str().to_owned());
            }),
            ImportField::Phone if text.is_empty() => Ok(()),
            ImportField::Phone => Phone::parse(text).map(|phone| {
                judged.keys.phone = Some(phone.as_str().to_owned());
                person.phone = Some(phone.as_str().to_owned());
            }),
            ImportField::Departments => {
                self.paths(text, judged);
                Ok(())
            }
            // Looked up with the others; see `match_up`.
            ImportField::Manager => {
                judged.manager = Some(fold(text)).filter(|text| !text.is_empty());
                Ok(())
            }
        };
        if let Err(wrong) = wrong {
            judged.issues.push(self.fault(field, text, wrong));
        } else if matches!(
            field,
            ImportField::Name | ImportField::Position | ImportField::Location | ImportField::WorkNumber
        ) && is_date(text)
        {
            // "3-1" becomes a date in a spreadsheet by itself.
            judged.issues.push(self.issue(Level::Warning, Some(field), IssueCode::DateAsNumber, &[("text", text)]));
        }
    }

    fn fault(&self, field: ImportField, text: &str, wrong: Wrong) -> model::import::RowIssue {
        let limit = wrong.limit.unwrap_or_default().to_string();
        let (code, params) = match (wrong.fault, field) {
            (Fault::Missing, _) => (IssueCode::Missing, None),
            (Fault::TooLong, _) => (IssueCode::TooLong, Some(("limit", limit.as_str()))),
            (Fault::BadCharacter, _) => (IssueCode::BadCharacter, None),
            (_, ImportField::Phone) if is_rounded(text) => (IssueCode::RoundedNumber, Some(("text", text))),
            (_, ImportField::Phone) => (IssueCode::MalformedPhone, None),
            _ => (IssueCode::MalformedEmail, None),
        };
        self.issue(Level::Error, Some(field), code, params.as_slice())
    }
}

/// What a spreadsheet makes of a long number: `1.38E+10`.
fn is_rounded(text: &str) -> bool {
    let mut parts = text.split(['E', 'e']);
    let number = |part: &str| part.trim_start_matches(['+', '-']).parse::<f64>().is_ok();
    matches!((parts.next(), parts.next(), parts.next()), (Some(one), Some(two), None) if number(one) && number(two))
}

/// A date as the reader of workbooks writes it.
fn is_date(text: &str) -> bool {
    let day = text.get(..10).unwrap_or_default();
    let rest = text.get(10..).unwrap_or_default();
    let digits =
        |range: std::ops::Range<usize>| day.get(range).is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()));
    digits(0..4)
        && digits(5..7)
        && digits(8..10)
        && day.as_bytes().get(4) == Some(&b'-')
        && day.as_bytes().get(7) == Some(&b'-')
        && (rest.is_empty() || rest.starts_with([' ', 'T']))
}
