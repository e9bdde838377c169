//! Carrying out and putting back what the platform says of seats.

use crate::audit::Record;
use crate::change::{Applied, Context, Inverted, Kind, Row, kept, one_by_one};
use crate::seats::rows::{self, New};
use crate::{Conn, Result};
use futures::future::BoxFuture;
use model::audit::{Subject, Verb};
use model::seat::SeatKind;
use model::{Code, MemberId, Problem, SeatId};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The kind of change set.
pub struct Seats;

/// What a row carries.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub(super) enum Deed {
    /// The platform archives the chats of this member.
    Listed {
        /// The edition.
        kind: SeatKind,
        /// The member.
        member: MemberId,
    },
    /// The platform no longer archives the holder's chats.
    Gone,
}

impl Kind for Seats {
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(one_by_one(conn, context, rows, |conn, context, row| Box::pin(apply(conn, context, row))))
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(invert(conn, context, row))
    }

    fn topics(&self) -> &'static [&'static str] {
        &["seats"]
    }
}

async fn apply(conn: &mut Conn, context: &Context, row: &Row) -> Result<Applied> {
    let now = context.clock.now();
    match serde_json::from_str(&row.payload)? {
        Deed::Listed { kind, member } => {
            let id: SeatId = context.ids.next();
            let connection = context.connection()?;
            let new = New { id: &id, connection, kind, member: &member, listed: true, from: None };
            rows::insert(conn, &context.organisation, &new, now).await?;
            let record = Record::new(Verb::Create, Subject::Seat, &id, &row.name)
                .fields(json!(null), json!({ "holder": row.name, "kind": kind }));
            Ok(Applied { subject_id: id.0, revision: 1, restore: json!({}), record: Some(record) })
        }
        Deed::Gone => {
            let id = SeatId(row.subject_id.clone().unwrap_or_default());
            let ended = rows::end(conn, &context.organisation, &id, now).await?;
            let revision = ended.ok_or_else(|| Problem::new(Code::WrongState).with("state", "ended"))?;
            let record = Record::new(Verb::Delete, Subject::Seat, &id, &row.name)
                .fields(json!({ "holder": row.name }), json!(null));
            Ok(Applied { subject_id: id.0, revision, restore: json!({}), record: Some(record) })
        }
    }
}

async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let id = SeatId(row.subject_id.clone().unwrap_or_default());
    let record = Record::new(Verb::Undo, Subject::Seat, &id, &row.name);
    match serde_json::from_str(&row.payload)? {
        Deed::Listed { .. } => {
            if rows::end(conn, &context.organisation, &id, context.clock.now()).await?.is_none() {
                return Ok(kept("ended"));
            }
            Ok(Inverted::Undone(record.fields(json!({ "holder": row.name }), json!(null))))
        }
        Deed::Gone => {
            if rows::held_since(conn, &context.organisation, &id).await? {
                return Ok(kept("has_seat"));
            }
            rows::reopen(conn, &context.organisation, &id).await?.ok_or(Code::NotFound)?;
            Ok(Inverted::Undone(record.fields(json!(null), json!({ "holder": row.name }))))
        }
    }
}
