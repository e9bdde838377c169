//! Carrying out and putting back that a seat passes on.

use super::rows::{self, New};
use crate::audit::Record;
use crate::change::{Applied, Context, Inverted, Kind, Row, kept, one_by_one};
use crate::{Conn, Result};
use futures::future::BoxFuture;
use model::audit::{Subject, Verb};
use model::seat::{SeatKind, SeatRange};
use model::{Code, ConnectionId, MemberId, Problem, SeatId};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The kind of change.
pub(crate) struct Inheritances;

/// What a row carries.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Change {
    /// The successor's holding.
    pub id: SeatId,
    /// The successor.
    pub to: MemberId,
    /// The successor's name.
    pub name: String,
    /// What he may read of the time before.
    pub range: SeatRange,
}

impl Kind for Inheritances {
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

type Place = (ConnectionId, SeatKind);

async fn place(conn: &mut Conn, context: &Context, id: &SeatId) -> Result<Place> {
    let place: Option<Place> =
        sqlx::query_as("select connection_id, kind from seats where organisation_id = $1 and id = $2")
            .bind(&context.organisation)
            .bind(id)
            .fetch_optional(conn)
            .await?;
    Ok(place.ok_or(Code::NotFound)?)
}

async fn apply(conn: &mut Conn, context: &Context, row: &Row) -> Result<Applied> {
    let change: Change = serde_json::from_str(&row.payload)?;
    let before = SeatId(row.subject_id.clone().unwrap_or_default());
    let (connection, kind) = place(conn, context, &before).await?;
    let now = context.clock.now();
    let ended = rows::end(conn, &context.organisation, &before, now).await?;
    let revision = ended.ok_or_else(|| Problem::new(Code::WrongState).with("state", "ended"))?;
    let from = Some((&before, change.range));
    let new = New { id: &change.id, connection: &connection, kind, member: &change.to, listed: false, from };
    rows::insert(conn, &context.organisation, &new, now).await?;
    let record = Record::new(Verb::Inherit, Subject::Seat, &change.id, &change.name)
        .fields(json!({ "holder": row.name }), json!({ "holder": change.name, "range": change.range }));
    Ok(Applied { subject_id: before.0, revision, restore: json!({}), record: Some(record) })
}

/// Gives a seat back, while the successor holds it and nobody else could be meant by it.
async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let change: Change = serde_json::from_str(&row.payload)?;
    let before = SeatId(row.subject_id.clone().unwrap_or_default());
    if rows::held_since(conn, &context.organisation, &before).await? {
        return Ok(kept("has_seat"));
    }
    let now = context.clock.now();
    if rows::end(conn, &context.organisation, &change.id, now).await?.is_none() {
        return Ok(kept("ended"));
    }
    rows::reopen(conn, &context.organisation, &before).await?.ok_or(Code::NotFound)?;
    let record = Record::new(Verb::Undo, Subject::Seat, &before, &row.name)
        .fields(json!({ "holder": change.name }), json!({ "holder": row.name }));
    Ok(Inverted::Undone(record))
}
