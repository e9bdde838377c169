//! The cells of a row about a member.

use super::super::judge::Judged;
use super::super::rows::FileRow;
use super::{Found, Rules};
use crate::Result;
use crate::keys::fold;
use model::import::{ImportField, IssueCode, Level};
use model::limits;
use model::text::{line, optional_line};

impl Rules<'_> {
    /// Reads a row without looking at anything else.
    pub(super) fn read(&self, row: &FileRow) -> Result<Judged<Found>> {
        let mut judged = self.base.read(row, |field, text, judged| self.cell(field, text, judged))?;
        let person = &judged.of.person;
        let addressed = judged.issues.iter().any(|issue| {
            issue.level == Level::Error && matches!(issue.field, Some(ImportField::Email | ImportField::Phone))
        });
        if !judged.skipped && person.email.is_none() && person.phone.is_none() && !addressed {
            judged.issues.push(self.base.issue(Level::Error, None, IssueCode::NoAddress, &[]));
        }
        Ok(judged)
    }

    fn cell(&self, field: ImportField, text: &str, judged: &mut Judged<Found>) {
        let base = &self.base;
        match field {
            ImportField::Name => judged.of.person.name = base.line(field, text, line(text, limits::NAME), judged),
            ImportField::Position => {
                judged.of.person.position = base.line(field, text, optional_line(text, limits::POSITION), judged);
            }
            ImportField::Location => {
                judged.of.person.location = base.line(field, text, optional_line(text, limits::LOCATION), judged);
            }
            ImportField::WorkNumber => {
                let number = base.line(field, text, optional_line(text, limits::WORK_NUMBER), judged);
                judged.keys.other = Some(number.clone()).filter(|number| !number.is_empty());
                judged.of.person.work_number = number;
            }
            ImportField::Email => judged.of.person.email = base.email(text, judged),
            ImportField::Phone => judged.of.person.phone = base.phone(text, judged),
            ImportField::Departments => self.paths(text, judged),
            // Looked up with the others; see `match_up`.
            ImportField::Manager => judged.of.manager = Some(fold(text)).filter(|text| !text.is_empty()),
            // Fields of other kinds.
            _ => {}
        }
    }
}
