//! Reading seats.

use super::rows::{self, Row, SELECT};
use crate::page::{Cursor, page};
use crate::search::{self, Kind, Reach};
use crate::viewer::push_member_scope;
use crate::{Conn, Db, Result, Services, Viewer};
use model::SeatId;
use model::page::Page;
use model::permission::Permission;
use model::seat::{Seat, SeatQuery};
use sqlx::QueryBuilder;

/// One page of seats, the newest first. A Department Admin sees those of the members in his departments.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::SeatsRead`], [`model::Code::Malformed`] for a damaged cursor.
pub async fn list(services: &Services, viewer: &Viewer, query: &SeatQuery) -> Result<Page<Seat>> {
    viewer.require(Permission::SeatsRead)?;
    let wanted = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    let mut conn = services.store.read().await?;
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    push_filter(&mut sql, viewer, query);
    if let Some(cursor) = cursor {
        let key = cursor.number()?;
        sql.push(" and (s.since, s.id) < (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by s.since desc, s.id desc limit ").push_bind(wanted + 1);
    let found: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if query.page.count { Some(count(&mut conn, viewer, query).await?) } else { None };
    let seats = found.into_iter().map(Row::shown).collect();
    Ok(page(seats, wanted, total, |seat: &Seat| Cursor { key: seat.since.0.to_string(), id: seat.id.0.clone() }))
}

/// One seat.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &SeatId) -> Result<Seat> {
    viewer.require(Permission::SeatsRead)?;
    let mut conn = services.store.read().await?;
    Ok(rows::find(&mut conn, viewer, id).await?.shown())
}

async fn count(conn: &mut Conn, viewer: &Viewer, query: &SeatQuery) -> Result<i64> {
    let mut sql = QueryBuilder::<Db>::new("select count(*) from seats s join members m on m.id = s.member_id ");
    push_filter(&mut sql, viewer, query);
    Ok(sql.build_query_scalar().fetch_one(conn).await?)
}

fn push_filter(sql: &mut QueryBuilder<Db>, viewer: &Viewer, query: &SeatQuery) {
    sql.push("where s.organisation_id = ").push_bind(viewer.organisation.clone());
    if let Some(connection) = &query.connection {
        sql.push(" and s.connection_id = ").push_bind(connection.clone());
    }
    if let Some(kind) = query.kind {
        sql.push(" and s.kind = ").push_bind(kind);
    }
    if let Some(member) = &query.member {
        sql.push(" and s.member_id = ").push_bind(member.clone());
    }
    if !query.ended && query.member.is_none() {
        sql.push(" and s.until is null");
    }
    push_member_scope(sql, viewer);
    search::push_for(sql, viewer, Kind::Member, "m", &query.search, Reach::Named);
}
