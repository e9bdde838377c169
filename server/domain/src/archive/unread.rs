//! Rows that could not be opened: kept as they came, because the platform forgets them.

use super::place::{Place, number};
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Result, Services};
use connectors::archive::{ArchivedMessage, Unreadable};
use model::{ConnectionId, Moment};
use sqlx::QueryBuilder;

/// Rows that are tried together.
const BLOCK: i64 = 200;

/// A row as it came.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub seq: i64,
    pub raw: String,
}

/// Keeps rows; how many of them were not kept yet.
pub(super) async fn keep(conn: &mut Conn, place: &Place, rows: &[Unreadable], now: Moment) -> Result<i64> {
    let mut kept = 0;
    for block in blocks(rows) {
        let mut sql =
            QueryBuilder::<Db>::new("insert into archive_unread (connection_id, seq, msgid, why, raw, found_at) ");
        sql.push_values(block, |mut row, one| {
            row.push_bind(&place.connection_id)
                .push_bind(number(one.seq))
                .push_bind(&one.msgid)
                .push_bind(one.why.to_string())
                .push_bind(&one.raw)
                .push_bind(now);
        });
        sql.push(" on conflict do nothing");
        kept += i64::try_from(sql.build().execute(&mut *conn).await?.rows_affected()).unwrap_or(0);
    }
    Ok(kept)
}

/// The next rows after a number.
pub(super) async fn block(services: &Services, connection: &ConnectionId, after: i64) -> Result<Vec<Row>> {
    let mut conn = services.store.read().await?;
    let rows = sqlx::query_as(
        "select seq, raw from archive_unread where connection_id = $1 and seq > $2 order by seq limit $3",
    )
    .bind(connection)
    .bind(after)
    .bind(BLOCK)
    .fetch_all(&mut *conn)
    .await?;
    Ok(rows)
}

/// Forgets rows that were opened.
pub(super) async fn remove(conn: &mut Conn, connection: &ConnectionId, opened: &[ArchivedMessage]) -> Result<()> {
    for block in blocks(opened) {
        let mut sql = QueryBuilder::<Db>::new("delete from archive_unread where connection_id = ");
        sql.push_bind(connection.clone()).push(" and seq in (");
        push_list(&mut sql, block.iter().map(|one| number(one.seq)));
        sql.push(")").build().execute(&mut *conn).await?;
    }
    Ok(())
}
