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

/// Ends a holding and begins the successor's; the revision of the one that ended.
///
/// # Errors
/// [`Code::NotFound`], [`Code::WrongState`] for one that ended meanwhile.
pub(crate) async fn pass_on(
    conn: &mut Conn,
    context: &Context,
    before: &SeatId,
    (id, to, range): (&SeatId, &MemberId, SeatRange),
) -> Result<i64> {
    let (connection, kind) = place(conn, context, before).await?;
    let now = context.clock.now();
    let ended = rows::end(conn, &context.organisation, before, now).await?;
    let revision = ended.ok_or_else(|| Problem::new(Code::WrongState).with("state", "ended"))?;
    let new = New { id, connection: &connection, kind, member: to, listed: false, from: Some((before, range)) };
    rows::insert(conn, &context.organisation, &new, now).await?;
    Ok(revision)
}

/// Gives a seat back, while the successor holds it and nobody else could be meant by it; otherwise the state that is in the way.
///
/// # Errors
/// What the database says.
pub(crate) async fn give_back(
    conn: &mut Conn,
    context: &Context,
    before: &SeatId,
    successors: &SeatId,
) -> Result<Option<&'static str>> {
    if rows::held_since(conn, &context.organisation, before).await? {
        return Ok(Some("has_seat"));
    }
    let now = context.clock.now();
    if rows::end(conn, &context.organisation, successors, now).await?.is_none() {
        return Ok(Some("ended"));
    }
    rows::reopen(conn, &context.organisation, before).await?.ok_or(Code::NotFound)?;
    Ok(None)
}

async fn apply(conn: &mut Conn, context: &Context, row: &Row) -> Result<Applied> {
    let change: Change = serde_json::from_str(&row.payload)?;
    let before = SeatId(row.subject_id.clone().unwrap_or_default());
    let revision = pass_on(conn, context, &before, (&change.id, &change.to, change.range)).await?;
    let record = Record::new(Verb::Inherit, Subject::Seat, &change.id, &change.name)
        .fields(json!({ "holder": row.name }), json!({ "holder": change.name, "range": change.range }));
    Ok(Applied { subject_id: before.0, revision, restore: json!({}), record: Some(record) })
}

async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let change: Change = serde_json::from_str(&row.payload)?;
    let before = SeatId(row.subject_id.clone().unwrap_or_default());
    if let Some(state) = give_back(conn, context, &before, &change.id).await? {
        return Ok(kept(state));
    }
    let record = Record::new(Verb::Undo, Subject::Seat, &before, &row.name)
        .fields(json!({ "holder": change.name }), json!({ "holder": row.name }));
    Ok(Inverted::Undone(record))
}
