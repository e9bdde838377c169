//! `/seats`

use super::moment::At;
use super::page::{Asked, Listed, Paging};
use super::sent::Sent;
use super::shown::Shown;
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::seats;
use model::problem::Fault;
use model::seat::{InheritSeat, Seat as Known, SeatKind, SeatQuery, SeatRange, SeatState};
use model::{ConnectionId, MemberId, Problem, SeatId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One holding of a seat: the right to have one's chats archived.
#[derive(Debug, Serialize, ToSchema)]
pub struct Seat {
    id: String,
    connection_id: String,
    /// office, service or enterprise.
    #[schema(value_type = String, example = "service")]
    kind: SeatKind,
    holder_id: String,
    /// active; unlisted, where the platform does not name the holder yet; frozen, where the holder is suspended or has left; ended.
    #[schema(value_type = String, example = "active")]
    state: SeatState,
    since: At,
    /// Null while it is held.
    #[schema(required)]
    until: Option<At>,
    /// The holding before, when it was inherited.
    #[schema(required)]
    inherited_from: Option<String>,
    /// What the holder may read of the time before; null for one who had no predecessor.
    #[schema(required)]
    range: Option<Range>,
    /// Changes with every change; the `ETag` holds it too.
    revision: i64,
}

/// How much of what was said before: `"everything"`, `"summary"`, or `{"from": moment}`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Range {
    /// All of it.
    Everything,
    /// With whom, how often and when, but no message.
    Summary,
    /// What was said from a moment on.
    From(At),
}

impl From<SeatRange> for Range {
    fn from(range: SeatRange) -> Self {
        match range {
            SeatRange::Everything => Self::Everything,
            SeatRange::Summary => Self::Summary,
            SeatRange::From(from) => Self::From(At(from)),
        }
    }
}

impl From<Range> for SeatRange {
    fn from(range: Range) -> Self {
        match range {
            Range::Everything => Self::Everything,
            Range::Summary => Self::Summary,
            Range::From(At(from)) => Self::From(from),
        }
    }
}

impl From<Known> for Seat {
    fn from(known: Known) -> Self {
        Self {
            id: known.id.0,
            connection_id: known.connection_id.0,
            kind: known.kind,
            holder_id: known.holder_id.0,
            state: known.state,
            since: At(known.since),
            until: known.until.map(At),
            inherited_from: known.inherited_from.map(|before| before.seat.0),
            range: known.range.map(Range::from),
            revision: known.revision,
        }
    }
}

/// Which seats are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SeatFilter {
    /// Of this connection.
    connection_id: Option<String>,
    /// Of this edition: office, service or enterprise.
    kind: Option<String>,
    /// Of this member, also those that ended.
    holder_id: Option<String>,
    /// With those that ended.
    ended: Option<bool>,
}

/// List seats
///
/// Those that are held, the newest first.
#[utoipa::path(
    get, path = "/seats", tag = "Seats", operation_id = "listSeats", params(Paging, SeatFilter),
    security(("key" = ["seats.read"])), responses((status = 200, body = Listed<Seat>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<SeatFilter>,
) -> Told<Json<Listed<Seat>>> {
    let kind = match filter.kind.as_deref().map(SeatKind::from_word) {
        Some(None) => return Err(Problem::field("kind", Fault::Unknown).into()),
        known => known.flatten(),
    };
    let query = SeatQuery {
        connection: filter.connection_id.map(ConnectionId),
        kind,
        member: filter.holder_id.map(MemberId),
        ended: filter.ended.unwrap_or(false),
        search: String::new(),
        page: paging.request()?,
    };
    Ok(Json(Listed::of(seats::list(&edge.services, &caller.viewer, &query).await?, Seat::from)))
}

fn shown(known: Known) -> Shown<Seat> {
    let revision = known.revision;
    Shown::now(known.into(), revision)
}

/// Read a seat
#[utoipa::path(
    get, path = "/seats/{id}", tag = "Seats", operation_id = "getSeat", params(("id" = String, Path)),
    security(("key" = ["seats.read"])), responses((status = 200, body = Seat)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Seat>> {
    Ok(shown(seats::get(&edge.services, &caller.viewer, &SeatId(id)).await?))
}

/// Who is to carry on.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Inheritance {
    /// The member who inherits: active, known on the platform, without a seat of the edition.
    #[schema(example = "SUCCESSOR_ID")]
    to: String,
    /// What may be read of the time before.
    range: Range,
}

/// A seat that passed on.
#[derive(Debug, Serialize, ToSchema)]
pub struct InheritedSeat {
    /// The successor's holding.
    seat: Seat,
    /// The change set by which it is put back.
    change_set: String,
}

/// Have a seat inherited
///
/// The holding ends and the successor's begins. Which members the platform archives is set in its own console: until it names the
/// successor, the new holding is `unlisted`. It is put back by undoing the change set.
#[utoipa::path(
    post, path = "/seats/{id}/inherit", tag = "Seats", operation_id = "inheritSeat", params(("id" = String, Path)),
    request_body = Inheritance,
    security(("key" = ["seats.inherit"])), responses((status = 200, body = InheritedSeat)),
)]
pub async fn inherit(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Sent(sent): Sent<Inheritance>,
) -> Told<Json<InheritedSeat>> {
    let wanted = InheritSeat { id: SeatId(id), to: MemberId(sent.to), range: sent.range.into() };
    let done = seats::inherit(&edge.services, &caller.viewer, &wanted).await?;
    Ok(Json(InheritedSeat { seat: done.seat.into(), change_set: done.set.0 }))
}
