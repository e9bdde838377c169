//! The cells of a row against the rules of their fields.

use super::super::rows::FileRow;
use super::{Base, Judged, Keys};
use crate::Result;
use model::import::{ImportField, IssueCode, Level, RowIssue, is_example};
use model::problem::Fault;
use model::text::{Email, Phone, Wrong};

impl Base<'_> {
    /// Reads a row without looking at anything else; `cell` takes the text of each column that means something.
    pub fn read<T: Default>(
        &self,
        row: &FileRow,
        mut cell: impl FnMut(ImportField, &str, &mut Judged<T>),
    ) -> Result<Judged<T>> {
        let cells = row.cells()?;
        let example = is_example(self.kind, &cells);
        let mut judged = Judged {
            number: row.number,
            skipped: row.skipped || example,
            issues: Vec::new(),
            keys: Keys::default(),
            makes: Vec::new(),
            of: T::default(),
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
            cell(*field, text, &mut judged);
        }
        Ok(judged)
    }

    /// Reads the address of a cell, and what it is compared by; nothing for an empty one.
    pub fn email<T>(&self, text: &str, judged: &mut Judged<T>) -> Option<String> {
        if text.is_empty() {
            return None;
        }
        match Email::parse(text) {
            Ok(email) => {
                judged.keys.email = Some(email.key());
                Some(email.as_str().to_owned())
            }
            Err(wrong) => {
                self.fault(ImportField::Email, text, wrong, judged);
                None
            }
        }
    }

    /// Reads the phone number of a cell, which is what it is compared by too; nothing for an empty one.
    pub fn phone<T>(&self, text: &str, judged: &mut Judged<T>) -> Option<String> {
        if text.is_empty() {
            return None;
        }
        match Phone::parse(text) {
            Ok(phone) => {
                judged.keys.phone = Some(phone.as_str().to_owned());
                judged.keys.phone.clone()
            }
            Err(wrong) => {
                self.fault(ImportField::Phone, text, wrong, judged);
                None
            }
        }
    }

    /// Takes what a line of text was found to be, and says what is wrong with it.
    pub fn line<T>(
        &self,
        field: ImportField,
        text: &str,
        found: std::result::Result<String, Wrong>,
        judged: &mut Judged<T>,
    ) -> String {
        match found {
            Ok(found) => {
                if is_date(text) {
                    // "3-1" becomes a date in a spreadsheet by itself.
                    let params = [("text", text)];
                    judged.issues.push(self.issue(Level::Warning, Some(field), IssueCode::DateAsNumber, &params));
                }
                found
            }
            Err(wrong) => {
                self.fault(field, text, wrong, judged);
                String::new()
            }
        }
    }

    /// Says what is wrong with a cell.
    pub fn fault<T>(&self, field: ImportField, text: &str, wrong: Wrong, judged: &mut Judged<T>) {
        let limit = wrong.limit.unwrap_or_default().to_string();
        let (code, params) = match (wrong.fault, field) {
            (Fault::Missing, _) => (IssueCode::Missing, None),
            (Fault::TooLong, _) => (IssueCode::TooLong, Some(("limit", limit.as_str()))),
            (Fault::BadCharacter, _) => (IssueCode::BadCharacter, None),
            (_, ImportField::Phone) if is_rounded(text) => (IssueCode::RoundedNumber, Some(("text", text))),
            (_, ImportField::Phone) => (IssueCode::MalformedPhone, None),
            _ => (IssueCode::MalformedEmail, None),
        };
        let issue: RowIssue = self.issue(Level::Error, Some(field), code, params.as_slice());
        judged.issues.push(issue);
    }
}

/// The parts of a cell that lists several, which semicolons stand between.
pub(in crate::imports) fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '；', '\n']).map(str::trim).filter(|part| !part.is_empty())
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
