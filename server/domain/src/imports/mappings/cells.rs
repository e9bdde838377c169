//! The cells of a row about a mapping.

use super::super::judge::Judged;
use super::super::rows::FileRow;
use super::{Found, Place, Rules};
use crate::Result;
use crate::keys::fold;
use model::import::{ImportField, IssueCode, Level};

impl Rules<'_> {
    /// Reads a row without looking at anything else.
    pub(super) fn read(&self, row: &FileRow) -> Result<Judged<Found>> {
        self.base.read(row, |field, text, judged: &mut Judged<Found>| {
            let said = &mut judged.of.said;
            let cell = match field {
                ImportField::MemberId => &mut said.member_id,
                ImportField::Email => &mut said.email,
                ImportField::WorkNumber => &mut said.work_number,
                ImportField::Connection => &mut said.connection,
                ImportField::ExternalId => &mut said.external_id,
                ImportField::ExternalEmail => &mut said.external_email,
                ImportField::ExternalNumber => &mut said.external_number,
                // Fields of other kinds.
                _ => return,
            };
            text.clone_into(cell);
        })
    }

    /// Finds the connection: the one that is named by its id or name; where none is, the only one there is.
    pub(super) fn place(&self, judged: &mut Judged<Found>) {
        let said = judged.of.said.connection.as_str();
        let by_id = |place: &&Place| place.id.as_str() == said;
        let by_name = |place: &&Place| fold(&place.name) == fold(said);
        let found: Vec<&Place> = match said {
            "" => self.places.iter().collect(),
            _ => match self.places.iter().find(by_id) {
                Some(place) => vec![place],
                None => self.places.iter().filter(by_name).collect(),
            },
        };
        let code = match (found.as_slice(), said) {
            ([one], _) => {
                judged.of.connection = Some((*one).clone());
                return;
            }
            (_, "") => IssueCode::ConnectionNeeded,
            ([], _) => IssueCode::ConnectionUnknown,
            _ => IssueCode::ConnectionAmbiguous,
        };
        let params = [("text", said)];
        let issue = self.base.issue(Level::Error, Some(ImportField::Connection), code, &params);
        judged.issues.push(issue);
    }
}
