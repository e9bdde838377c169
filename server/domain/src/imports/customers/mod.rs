//! Customers out of a file, with the tags that they need.

mod cells;
mod day;
mod here;
mod match_up;
mod owners;
mod propose;
mod tags;

use super::judge::{Base, Judged, Key, Seen};
use super::rows::FileRow;
use crate::customers::NewCustomer;
use crate::{Conn, Result};
use here::Here;
use model::import::{ImportField, IssueCode, Level};
use tags::Tags;

/// What was found out about a row about a customer.
#[derive(Debug, Default)]
pub(super) struct Found {
    customer: NewCustomer,
    /// Who looks after him, as the file says it.
    owners: Vec<String>,
    /// The same for people, once they were found.
    owners_shown: Vec<String>,
    /// Tags as the file says them.
    tags: Vec<String>,
    /// The customer here that the row is about, and by what he was found.
    here: Option<(Here, ImportField)>,
}

/// What rows about customers are judged by.
pub(super) struct Rules<'a> {
    pub base: Base<'a>,
    tags: Tags,
}

impl<'a> Rules<'a> {
    /// Reads what all rows share.
    pub async fn load(conn: &mut Conn, base: Base<'a>) -> Result<Self> {
        let tags = match base.options.column(ImportField::Tags) {
            Some(_) => Tags::load(conn, base.viewer).await?,
            None => Tags::default(),
        };
        Ok(Self { base, tags })
    }

    /// Judges rows in their order.
    pub async fn judge(&self, conn: &mut Conn, seen: &mut Seen, rows: &[FileRow]) -> Result<Vec<Judged<Found>>> {
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            all.push(self.read(row)?);
        }
        let judged = || all.iter().filter(|row| !row.skipped);
        let known = here::Known::look(conn, self.base.viewer, self.base.options.match_names, judged()).await?;
        let members = owners::Members::look(conn, self.base.viewer, judged().flat_map(|row| &row.of.owners)).await?;
        // Two of a name at a company may be two: an error only where that is what makes them one.
        let named = if self.base.options.match_names { Level::Error } else { Level::Warning };
        let keys = [
            (Key::Phone, Some(ImportField::Phone), IssueCode::RepeatedPhone, Level::Error),
            (Key::Email, Some(ImportField::Email), IssueCode::RepeatedEmail, Level::Error),
            (Key::Other, Some(ImportField::Name), IssueCode::RepeatedName, named),
        ];
        for judged in all.iter_mut().filter(|judged| !judged.skipped) {
            self.base.repeated(judged, seen, keys);
            if self.match_up(judged, &known) {
                self.own(judged, &members);
                self.tag(judged);
            }
        }
        Ok(all)
    }
}
