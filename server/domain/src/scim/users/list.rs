//! Lists of users.

use super::columns::column;
use super::rows::{self, FROM, SELECT};
use crate::scim::list::Wish;
use crate::scim::{Caller, Found, Query, Resource, Told};
use crate::{Conn, Db, Services};
use sqlx::QueryBuilder;

/// A page of users.
///
/// # Errors
/// [`crate::scim::Kind::InvalidFilter`], [`crate::scim::Kind::InvalidPath`] for what nothing can be sorted by.
pub async fn list(services: &Services, caller: &Caller, query: &Query) -> Told<Found> {
    let wish = Wish::read(query, false)?;
    let mut conn = services.store.read().await?;
    let total = count(&mut conn, caller, &wish).await?;
    let resources = page(&mut conn, caller, &wish).await?;
    Ok(Found { total, start_index: wish.start_index, resources })
}

/// How many there are.
pub(in crate::scim) async fn count(conn: &mut Conn, caller: &Caller, wish: &Wish) -> Told<i64> {
    let mut sql = QueryBuilder::<Db>::new("select count(*) ");
    sql.push(FROM).push_bind(caller.connection.clone());
    wish.push_filter(&mut sql, column)?;
    Ok(sql.build_query_scalar().persistent(false).fetch_one(conn).await?)
}

/// Those of the page.
pub(in crate::scim) async fn page(conn: &mut Conn, caller: &Caller, wish: &Wish) -> Told<Vec<Resource>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push(FROM).push_bind(caller.connection.clone());
    wish.push_filter(&mut sql, column)?;
    wish.push_page(&mut sql, column, "u.created_at, u.member_id")?;
    if wish.limit == 0 {
        return Ok(Vec::new());
    }
    let found = sql.build_query_as().persistent(false).fetch_all(&mut *conn).await?;
    let users = rows::stored(conn, caller, found).await?;
    Ok(rows::shown(conn, caller, users, wish.with_lists).await?)
}
