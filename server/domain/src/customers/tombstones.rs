//! Whom a synchronisation does not bring back: customers that were deleted here, by a hash of their id there.

use crate::keys::sha256;
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Result};
use model::{ConnectionId, CustomerId, Moment};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// What stands for an id there: the id itself is erased with the person.
fn mark(connection: &ConnectionId, external: &str) -> String {
    sha256(&format!("{connection}\n{external}"))
}

/// Remembers that customers were deleted, each with its connection and its id there.
///
/// # Errors
/// What the database says.
pub(super) async fn set(conn: &mut Conn, gone: &[(&ConnectionId, &str, &CustomerId)], now: Moment) -> Result<()> {
    for block in blocks(gone) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into customer_tombstones (connection_id, external_hash, customer_id, deleted_at) ",
        );
        sql.push_values(block, |mut row, (connection, external, customer)| {
            row.push_bind(*connection).push_bind(mark(connection, external)).push_bind(*customer).push_bind(now);
        });
        sql.push(
            " on conflict (connection_id, external_hash) do update set customer_id = excluded.customer_id, \
             deleted_at = excluded.deleted_at",
        );
        sql.build().execute(&mut *conn).await?;
    }
    crate::archive::deleted(conn, gone).await
}

/// Forgets that a customer was deleted: he came back.
///
/// # Errors
/// What the database says.
pub(super) async fn lift(conn: &mut Conn, customer: &CustomerId) -> Result<()> {
    sqlx::query("delete from customer_tombstones where customer_id = $1").bind(customer).execute(&mut *conn).await?;
    crate::archive::restored(conn, customer).await
}

/// When each of these ids there was deleted here; who was not is missing.
///
/// # Errors
/// What the database says.
pub(crate) async fn find(
    conn: &mut Conn,
    connection: &ConnectionId,
    external: &[String],
) -> Result<HashMap<String, Moment>> {
    let marks: HashMap<String, &String> =
        external.iter().map(|external| (mark(connection, external), external)).collect();
    let all: Vec<&String> = marks.keys().collect();
    let mut found = HashMap::new();
    for block in all.chunks(crate::store::BLOCK) {
        let mut sql =
            QueryBuilder::<Db>::new("select external_hash, deleted_at from customer_tombstones where connection_id = ");
        sql.push_bind(connection.clone()).push(" and external_hash in (");
        push_list(&mut sql, block.iter().map(|mark| (*mark).clone()));
        sql.push(")");
        let rows: Vec<(String, Moment)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        found.extend(rows.into_iter().filter_map(|(mark, at)| Some(((*marks.get(&mark)?).clone(), at))));
    }
    Ok(found)
}

/// Somebody who was deleted here.
#[derive(Debug, Clone)]
pub(crate) struct Gone {
    /// Who.
    pub customer: CustomerId,
    /// Whether he was erased, and not only put into the recycle bin.
    pub erased: bool,
}

/// Which of these ids there belong to somebody who was deleted here.
///
/// # Errors
/// What the database says.
pub(crate) async fn gone(
    conn: &mut Conn,
    connection: &ConnectionId,
    external: &[String],
) -> Result<HashMap<String, Gone>> {
    let marks: HashMap<String, &String> =
        external.iter().map(|external| (mark(connection, external), external)).collect();
    let all: Vec<&String> = marks.keys().collect();
    let mut found = HashMap::new();
    for block in all.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select t.external_hash, t.customer_id, e.id is not null from customer_tombstones t \
             left join erasures e on e.customer_id = t.customer_id where t.connection_id = ",
        );
        sql.push_bind(connection.clone()).push(" and t.external_hash in (");
        push_list(&mut sql, block.iter().map(|mark| (*mark).clone()));
        let rows: Vec<(String, CustomerId, bool)> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        let known = |(mark, customer, erased)| Some(((*marks.get(&mark)?).clone(), Gone { customer, erased }));
        found.extend(rows.into_iter().filter_map(known));
    }
    Ok(found)
}
