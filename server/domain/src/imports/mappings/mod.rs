//! Which account on a platform belongs to which member, out of a file.

mod cells;
mod here;
mod match_up;
mod propose;

use super::judge::{Base, Judged, Seen};
use super::rows::FileRow;
use crate::{Conn, Result, connections};
use here::{Account, Known, Person, Stands};
use model::permission::Permission;
use model::{ConnectionId, MemberId};

/// What was found out about a row about a mapping.
#[derive(Debug, Default)]
pub(super) struct Found {
    said: Said,
    connection: Option<Place>,
    member: Option<Person>,
    account: Option<Account>,
    /// Where the member stands on the connection at present.
    stands: Option<Stands>,
}

/// What the cells say; empty for nothing.
#[derive(Debug, Default)]
struct Said {
    member_id: String,
    email: String,
    work_number: String,
    connection: String,
    external_id: String,
    external_email: String,
    external_number: String,
}

impl Said {
    /// Whether nothing says which account is meant.
    fn names_no_account(&self) -> bool {
        [&self.external_id, &self.external_email, &self.external_number].into_iter().all(String::is_empty)
    }
}

/// A connection whose people are mapped.
#[derive(Debug, Clone)]
struct Place {
    id: ConnectionId,
    name: String,
}

/// What rows about mappings are judged by.
pub(super) struct Rules<'a> {
    pub base: Base<'a>,
    places: Vec<Place>,
}

impl<'a> Rules<'a> {
    /// Reads what all rows share.
    ///
    /// # Errors
    /// [`model::Code::Forbidden`] for whoever sees only some departments: accounts are the organisation's.
    pub async fn load(conn: &mut Conn, base: Base<'a>) -> Result<Self> {
        base.viewer.require_everywhere(Permission::MappingsRead)?;
        base.viewer.require_everywhere(Permission::MappingMap)?;
        let all = connections::rows::all(conn, &base.viewer.organisation).await?;
        let maps = all.into_iter().filter(|row| row.kind.maps());
        let places = maps.map(|row| Place { id: row.id, name: row.name }).collect();
        Ok(Self { base, places })
    }

    /// Judges rows in their order.
    pub async fn judge(&self, conn: &mut Conn, seen: &mut Seen, rows: &[FileRow]) -> Result<Vec<Judged<Found>>> {
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            let mut judged = self.read(row)?;
            if !judged.skipped {
                self.place(&mut judged);
            }
            all.push(judged);
        }
        let judged = || all.iter().filter(|row| !row.skipped).map(|row| &row.of);
        let known = Known::look(conn, &self.base.viewer.organisation, judged()).await?;
        for judged in all.iter_mut().filter(|judged| !judged.skipped) {
            self.match_up(judged, &known);
            self.compare(judged, seen);
        }
        Ok(all)
    }
}

/// What a pair is compared by.
fn key(connection: &ConnectionId, id: &str) -> String {
    [connection.as_str(), id].join("\n")
}

/// As [`key`], of a member.
fn member_key(connection: &ConnectionId, member: &MemberId) -> String {
    key(connection, member.as_str())
}
