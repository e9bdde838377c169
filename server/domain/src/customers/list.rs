//! Reading the customer table.

use super::filter::Sift;
use super::get::details;
use super::rows::{self, Row};
use crate::page::{Cursor, page};
use crate::store::within;
use crate::{Conn, Db, Result, Services, Viewer};
use model::customer::{CustomerDetail, CustomerQuery, CustomerRow, CustomerSort};
use model::page::Page;
use model::permission::Permission;
use model::{Code, CustomerId};
use sqlx::QueryBuilder;
use std::time::Duration;

/// One page of the customer table. A Department Admin sees the customers of the members in his departments.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersRead`], [`Code::Malformed`] for a damaged cursor, [`Code::TooSlow`].
pub async fn list(services: &Services, viewer: &Viewer, query: &CustomerQuery) -> Result<Page<CustomerRow>> {
    viewer.require(Permission::CustomersRead)?;
    let wanted = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    let mut conn = services.store.read().await?;
    let found = in_time(&mut conn, viewer, query, (cursor, wanted + 1)).await?;
    let total = if query.page.count { counted(&mut conn, viewer, query).await? } else { None };
    let page = page(found, wanted, total, |row: &Row| Cursor { key: key(query, row), id: row.id.0.clone() });
    let items = rows::shown(&mut conn, viewer, page.items).await?;
    Ok(Page { items, next_cursor: page.next_cursor, total: page.total })
}

/// As [`list`], each customer with relations and ids on platforms: what scripts read.
///
/// # Errors
/// As [`list`].
pub async fn list_details(services: &Services, viewer: &Viewer, query: &CustomerQuery) -> Result<Page<CustomerDetail>> {
    viewer.require(Permission::CustomersRead)?;
    let wanted = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    let mut conn = services.store.read().await?;
    let found = in_time(&mut conn, viewer, query, (cursor, wanted + 1)).await?;
    let total = if query.page.count { counted(&mut conn, viewer, query).await? } else { None };
    let page = page(found, wanted, total, |row: &Row| Cursor { key: key(query, row), id: row.id.0.clone() });
    let items = details(&mut conn, viewer, page.items).await?;
    Ok(Page { items, next_cursor: page.next_cursor, total: page.total })
}

/// The sort key of a row in the order of a query.
pub(super) fn key(query: &CustomerQuery, row: &Row) -> String {
    match query.sort.unwrap_or(CustomerSort::Newest) {
        CustomerSort::Newest => row.added_at.0.to_string(),
        CustomerSort::Contact => row.contacted_at.0.to_string(),
        CustomerSort::Name => row.name_key.clone(),
    }
}

/// The next rows of a query that the viewer sees, of `ids` only unless that is empty.
pub(super) async fn read(
    conn: &mut Conn,
    viewer: &Viewer,
    query: &CustomerQuery,
    ids: &[CustomerId],
    cursor: Option<Cursor>,
    most: i64,
) -> Result<Vec<Row>> {
    let sort = query.sort.unwrap_or(CustomerSort::Newest);
    let sift = match ids.is_empty() {
        true => Sift::of(conn, viewer, query).await?,
        false => Sift::all(conn, viewer, query).await?,
    };
    let names = sift.names() || !ids.is_empty();
    // Who stands on the page is found in an index alone; only they are read.
    let mut sql = QueryBuilder::<Db>::new(rows::COLUMNS);
    sql.push("from (select c.id from customers c ");
    sift.push_of(&mut sql, viewer, ids);
    match (sort, cursor) {
        (CustomerSort::Newest, Some(cursor)) => {
            let key = cursor.number()?;
            sql.push(" and (c.added_at, c.id) < (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
        }
        (CustomerSort::Contact, Some(cursor)) => {
            let key = cursor.number()?;
            sql.push(" and (c.contacted_at, c.id) < (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
        }
        (CustomerSort::Name, Some(cursor)) => {
            sql.push(" and (c.name_key, c.id) > (").push_bind(cursor.key).push(", ").push_bind(cursor.id).push(")");
        }
        (_, None) => {}
    }
    // An expression has no index: the few that were found are sorted.
    sql.push(match (sort, names) {
        (CustomerSort::Newest, false) => " order by c.added_at desc, c.id desc limit ",
        (CustomerSort::Newest, true) => " order by c.added_at + 0 desc, c.id desc limit ",
        (CustomerSort::Contact, false) => " order by c.contacted_at desc, c.id desc limit ",
        (CustomerSort::Contact, true) => " order by c.contacted_at + 0 desc, c.id desc limit ",
        (CustomerSort::Name, false) => " order by c.name_key, c.id limit ",
        (CustomerSort::Name, true) => " order by c.name_key || '', c.id limit ",
    });
    sql.push_bind(most).push(") page cross join customers c where c.id = page.id");
    sql.push(match sort {
        CustomerSort::Newest => " order by c.added_at desc, c.id desc",
        CustomerSort::Contact => " order by c.contacted_at desc, c.id desc",
        CustomerSort::Name => " order by c.name_key, c.id",
    });
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// The same for a page that somebody waits for. What takes longer is stopped: readers are few, and would be gone for everybody.
async fn in_time(
    conn: &mut Conn,
    viewer: &Viewer,
    query: &CustomerQuery,
    (cursor, most): (Option<Cursor>, i64),
) -> Result<Vec<Row>> {
    let found = within(conn, MOST, async |conn| read(conn, viewer, query, &[], cursor, most).await).await?;
    Ok(found.ok_or(Code::TooSlow)?)
}

/// How long it may take to find a page.
const MOST: Duration = Duration::from_secs(8);

/// How long it may take to count: more than a person waits for a number.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many match; nothing if that cannot be told in time, as of millions where no filter leaves few.
async fn counted(conn: &mut Conn, viewer: &Viewer, query: &CustomerQuery) -> Result<Option<i64>> {
    within(conn, PATIENCE, async |conn| count(conn, viewer, query).await).await
}

/// How many match.
pub(super) async fn count(conn: &mut Conn, viewer: &Viewer, query: &CustomerQuery) -> Result<i64> {
    let sift = Sift::of(conn, viewer, query).await?.naming();
    let mut sql = QueryBuilder::<Db>::new("select count(*) from customers c ");
    sift.push(&mut sql, viewer);
    Ok(sql.build_query_scalar().fetch_one(conn).await?)
}
