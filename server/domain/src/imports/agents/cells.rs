//! The cells of a row about an agent.

use super::super::judge::{Judged, listed};
use super::super::rows::FileRow;
use super::{Found, Rules};
use crate::Result;
use crate::keys::fold;
use model::agent_edit::number;
use model::import::{ImportField, IssueCode, Level};
use model::limits;
use model::text::{line, optional_line};

impl Rules<'_> {
    /// Reads a row without looking at anything else.
    pub(super) fn read(&self, row: &FileRow) -> Result<Judged<Found>> {
        self.base.read(row, |field, text, judged| self.cell(field, text, judged))
    }

    fn cell(&self, field: ImportField, text: &str, judged: &mut Judged<Found>) {
        let base = &self.base;
        match field {
            ImportField::Name => judged.of.name = base.line(field, text, line(text, limits::NAME), judged),
            ImportField::Nickname => {
                judged.of.nickname = base.line(field, text, optional_line(text, limits::NAME), judged);
            }
            ImportField::AgentNumber => {
                let number = base.line(field, text, number(text), judged);
                judged.keys.other = Some(fold(&number)).filter(|number| !number.is_empty());
                judged.of.number = number;
            }
            ImportField::Email if text.is_empty() => {
                self.say(judged, (Level::Error, IssueCode::Missing), Some(field), &[]);
            }
            ImportField::Email => judged.of.email = base.email(text, judged).unwrap_or_default(),
            ImportField::Role => text.clone_into(&mut judged.of.role),
            ImportField::SkillGroups => judged.of.texts = listed(text).map(str::to_owned).collect(),
            // Fields of other kinds.
            _ => {}
        }
    }
}
