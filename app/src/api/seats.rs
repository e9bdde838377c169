//! Seats.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::SeatId;
use model::page::Page;
use model::seat::{InheritSeat, Inherited, SaveSeatTotal, Seat, SeatQuery, SeatTotal, Successor, SuccessorQuery};

/// One page of seats, the newest first.
///
/// # Errors
/// What the use case refuses; see `domain::seats::list`.
#[server(name = ListSeats, prefix = "/fn", endpoint = "seats/list", input = Json, output = Json)]
pub async fn list(query: SeatQuery) -> Answer<Page<Seat>> {
    let caller = super::caller()?;
    Ok(domain::seats::list(&caller.services, &caller.viewer, &query).await?)
}

/// How many seats are held, and how many were bought.
///
/// # Errors
/// What the use case refuses; see `domain::seats::totals`.
#[server(name = SeatTotals, prefix = "/fn", endpoint = "seats/totals", input = Json, output = Json)]
pub async fn totals() -> Answer<Vec<SeatTotal>> {
    let caller = super::caller()?;
    Ok(domain::seats::totals(&caller.services, &caller.viewer).await?)
}

/// Writes down how many were bought.
///
/// # Errors
/// What the use case refuses; see `domain::seats::save_total`.
#[server(name = SaveSeatTotalFn, prefix = "/fn", endpoint = "seats/save_total", input = Json, output = Json)]
pub async fn save_total(save: SaveSeatTotal) -> Answer<Vec<SeatTotal>> {
    let caller = super::caller()?;
    Ok(domain::seats::save_total(&caller.services, &caller.viewer, &save).await?)
}

/// Through whose hands a seat went.
///
/// # Errors
/// What the use case refuses; see `domain::seats::lineage`.
#[server(name = SeatLineage, prefix = "/fn", endpoint = "seats/lineage", input = Json, output = Json)]
pub async fn lineage(id: SeatId) -> Answer<Vec<Seat>> {
    let caller = super::caller()?;
    Ok(domain::seats::lineage(&caller.services, &caller.viewer, &id).await?)
}

/// Who could take a seat over, or why not.
///
/// # Errors
/// What the use case refuses; see `domain::seats::successors`.
#[server(name = SeatSuccessors, prefix = "/fn", endpoint = "seats/successors", input = Json, output = Json)]
pub async fn successors(query: SuccessorQuery) -> Answer<Page<Successor>> {
    let caller = super::caller()?;
    Ok(domain::seats::successors(&caller.services, &caller.viewer, &query).await?)
}

/// Has somebody carry on with a seat.
///
/// # Errors
/// What the use case refuses; see `domain::seats::inherit`.
#[server(name = InheritSeatFn, prefix = "/fn", endpoint = "seats/inherit", input = Json, output = Json)]
pub async fn inherit(inherit: InheritSeat) -> Answer<Inherited> {
    let caller = super::caller()?;
    Ok(domain::seats::inherit(&caller.services, &caller.viewer, &inherit).await?)
}
