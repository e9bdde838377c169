//! The cells of a row about a customer.

use super::super::judge::{Judged, listed};
use super::super::rows::FileRow;
use super::day::day;
use super::{Found, Rules};
use crate::Result;
use model::import::{ImportField, IssueCode, Level};
use model::text::{line, note, optional_line};
use model::{limits, moment};

impl Rules<'_> {
    /// Reads a row without looking at anything else.
    pub(super) fn read(&self, row: &FileRow) -> Result<Judged<Found>> {
        let mut judged = self.base.read(row, |field, text, judged| self.cell(field, text, judged))?;
        let customer = &judged.of.customer;
        // As those are alike who are here: see `customers::alike`.
        if !customer.name.is_empty() && !customer.company.is_empty() {
            judged.keys.other = Some([customer.name.as_str(), &customer.company].join("\n"));
        }
        Ok(judged)
    }

    fn cell(&self, field: ImportField, text: &str, judged: &mut Judged<Found>) {
        let base = &self.base;
        let several = || listed(text).map(str::to_owned).collect();
        match field {
            ImportField::Name => judged.of.customer.name = base.line(field, text, line(text, limits::NAME), judged),
            ImportField::Company => {
                judged.of.customer.company = base.line(field, text, optional_line(text, limits::COMPANY), judged);
            }
            ImportField::Position => {
                judged.of.customer.position = base.line(field, text, optional_line(text, limits::POSITION), judged);
            }
            ImportField::Phone => judged.of.customer.phone = base.phone(text, judged).unwrap_or_default(),
            ImportField::Email => judged.of.customer.email = base.email(text, judged).unwrap_or_default(),
            ImportField::Note => match note(text, limits::CUSTOMER_NOTE) {
                Ok(note) => judged.of.customer.note = note,
                Err(wrong) => base.fault(field, text, wrong, judged),
            },
            // Looked up with the others; see `owners` and `tags`.
            ImportField::Owners => judged.of.owners = several(),
            ImportField::Tags => judged.of.tags = several(),
            ImportField::Added => self.added(text, judged),
            // Fields of other kinds.
            _ => {}
        }
    }

    fn added(&self, text: &str, judged: &mut Judged<Found>) {
        if text.is_empty() {
            return;
        }
        let code = match day(text) {
            // Where the sun rises earlier it may be tomorrow already.
            Some(day) if day <= self.base.now.plus(moment::DAY) => {
                judged.of.customer.added = Some(day.min(self.base.now));
                return;
            }
            Some(_) => IssueCode::FutureDate,
            None => IssueCode::MalformedDate,
        };
        judged.issues.push(self.base.issue(Level::Error, Some(ImportField::Added), code, &[]));
    }
}
