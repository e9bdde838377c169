//! The kind of change that imports propose: departments and members added, members changed.

mod add;
mod change;
mod department;
mod manager;
mod remove;

use super::{Person, Place};
use crate::change::{Applied, Context, Inverted, Kind, Row, kept};
use crate::{Conn, Result};
use futures::future::BoxFuture;
use model::MemberId;
use model::language::Language;
use serde::{Deserialize, Serialize};

/// What a row carries.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Payload {
    /// A department, by its names from below the top down.
    Department { path: Vec<String> },
    /// Somebody new.
    Add(Box<NewPerson>),
    /// Somebody who is here.
    Change(Change),
}

/// Somebody new.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct NewPerson {
    pub person: Person,
    /// How he is invited; not at all if there is none.
    pub invitation: Option<Invitation>,
}

/// How somebody is invited.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Invitation {
    pub language: Language,
}

/// What is to become of somebody who is here. `None` leaves a field as it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Change {
    /// The revision that was looked at: what was edited since is left alone.
    pub revision: i64,
    pub departments: Option<Vec<Place>>,
    pub position: Option<String>,
    pub location: Option<String>,
    pub work_number: Option<String>,
    pub manager: Option<MemberId>,
    /// The manager's e-mail address as it is compared, where he comes with the same file.
    #[serde(default)]
    pub manager_key: Option<String>,
}

/// The kind of change.
pub(crate) struct Imports;

impl Kind for Imports {
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(async move {
            let mut payloads = Vec::with_capacity(rows.len());
            for row in rows {
                payloads.push(serde_json::from_str::<Payload>(&row.payload)?);
            }
            // Rows of one sort stand together by their rank; each stretch of new people is written at once.
            let mut done = Vec::with_capacity(rows.len());
            let mut places = department::Places::default();
            let mut at = 0;
            while at < rows.len() {
                match &payloads[at] {
                    Payload::Department { path } => done.push(department::apply(conn, context, path).await?),
                    Payload::Change(wanted) => {
                        done.push(change::apply(conn, context, &rows[at], wanted, &mut places).await?)
                    }
                    Payload::Add(_) => {
                        let people: Vec<&NewPerson> = payloads[at..]
                            .iter()
                            .map_while(|payload| match payload {
                                Payload::Add(person) => Some(person.as_ref()),
                                _ => None,
                            })
                            .collect();
                        done.extend(add::apply(conn, context, &people, &mut places).await?);
                    }
                }
                at = done.len();
            }
            Ok(done)
        })
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(async move {
            match serde_json::from_str::<Payload>(&row.payload)? {
                Payload::Department { .. } => department::invert(conn, context, row).await,
                Payload::Add(_) => remove::invert(conn, context, row).await,
                Payload::Change(wanted) => change::invert(conn, context, row, &wanted).await,
            }
        })
    }

    fn topics(&self) -> &'static [&'static str] {
        &["members", "departments", "invitations", "imports"]
    }
}
