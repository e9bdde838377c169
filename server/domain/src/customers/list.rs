//! Reading the customer table.

use super::get::details;
use super::rows::{self, Row};
use crate::page::{Cursor, page};
use crate::search::{self, Kind, Reach};
use crate::store::push_list;
use crate::viewer::push_path_scope;
use crate::{Conn, Db, Result, Services, Viewer};
use model::customer::{CustomerDetail, CustomerQuery, CustomerRow, CustomerSort, CustomerState, Tag};
use model::page::Page;
use model::permission::Permission;
use model::{CustomerId, TagId};
use sqlx::QueryBuilder;

/// One page of the customer table. A Department Admin sees the customers of the members in his departments.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::CustomersRead`], [`model::Code::Malformed`] for a damaged cursor.
pub async fn list(services: &Services, viewer: &Viewer, query: &CustomerQuery) -> Result<Page<CustomerRow>> {
    viewer.require(Permission::CustomersRead)?;
    let wanted = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    let mut conn = services.store.read().await?;
    let found = read(&mut conn, viewer, query, &[], cursor, wanted + 1).await?;
    let total = if query.page.count { Some(count(&mut conn, viewer, query).await?) } else { None };
    let page = page(found, wanted, total, |row: &Row| Cursor { key: key(query, row), id: row.id.0.clone() });
    let items = rows::shown(&mut conn, page.items).await?;
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
    let found = read(&mut conn, viewer, query, &[], cursor, wanted + 1).await?;
    let total = if query.page.count { Some(count(&mut conn, viewer, query).await?) } else { None };
    let page = page(found, wanted, total, |row: &Row| Cursor { key: key(query, row), id: row.id.0.clone() });
    let items = details(&mut conn, viewer, page.items).await?;
    Ok(Page { items, next_cursor: page.next_cursor, total: page.total })
}

/// The sort key of a row in the order of a query.
pub(super) fn key(query: &CustomerQuery, row: &Row) -> String {
    match query.sort.unwrap_or(CustomerSort::Newest) {
        CustomerSort::Newest => row.added_at.0.to_string(),
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
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    let reach = match ids.is_empty() {
        true => search::reach(conn, &viewer.organisation, Kind::Customer, &query.search).await?,
        false => Reach::Named,
    };
    push_filter(&mut sql, viewer, query, reach);
    if !ids.is_empty() {
        sql.push(" and c.id in (");
        push_list(&mut sql, ids.iter().cloned());
        sql.push(")");
    }
    match (sort, cursor) {
        (CustomerSort::Newest, Some(cursor)) => {
            let key = cursor.number()?;
            sql.push(" and (c.added_at, c.id) < (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
        }
        (CustomerSort::Name, Some(cursor)) => {
            sql.push(" and (c.name_key, c.id) > (").push_bind(cursor.key).push(", ").push_bind(cursor.id).push(")");
        }
        (_, None) => {}
    }
    // An expression has no index: the few that were found are sorted.
    sql.push(match (sort, reach) {
        (CustomerSort::Newest, Reach::Asked) => " order by c.added_at desc, c.id desc limit ",
        (CustomerSort::Newest, Reach::Named) => " order by c.added_at + 0 desc, c.id desc limit ",
        (CustomerSort::Name, Reach::Asked) => " order by c.name_key, c.id limit ",
        (CustomerSort::Name, Reach::Named) => " order by c.name_key || '', c.id limit ",
    });
    sql.push_bind(most);
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// How many match.
pub(super) async fn count(conn: &mut Conn, viewer: &Viewer, query: &CustomerQuery) -> Result<i64> {
    let mut sql = QueryBuilder::<Db>::new("select count(*) from customers c ");
    push_filter(&mut sql, viewer, query, Reach::Named);
    Ok(sql.build_query_scalar().fetch_one(conn).await?)
}

pub(super) fn push_filter(sql: &mut QueryBuilder<Db>, viewer: &Viewer, query: &CustomerQuery, reach: Reach) {
    sql.push("where c.organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and c.ended = ").push_bind(query.state == CustomerState::Ended);
    if let Some(owner) = &query.owner {
        sql.push(" and c.id in (select r.customer_id from relations r where r.state <> 'ended' and r.member_id = ");
        sql.push_bind(owner.clone()).push(")");
    }
    if let Some(tag) = &query.tag {
        sql.push(
            " and c.id in (select r.customer_id from relations r join relation_tags rt on rt.relation_id = r.id \
             where r.state <> 'ended' and rt.tag_id = ",
        );
        sql.push_bind(tag.clone()).push(")");
    }
    if let Some(from) = query.added_from {
        sql.push(" and c.added_at >= ").push_bind(from);
    }
    if let Some(until) = query.added_until {
        sql.push(" and c.added_at < ").push_bind(until);
    }
    search::push_for(sql, viewer, Kind::Customer, "c", &query.search, reach);
    push_scope(sql, viewer);
}

/// Adds "is looked after by somebody in the viewer's scope". Nothing for unscoped viewers.
pub(super) fn push_scope(sql: &mut QueryBuilder<Db>, viewer: &Viewer) {
    let Some(scope) = &viewer.scope else { return };
    sql.push(
        " and c.id in (select r.customer_id from relations r join member_departments md on md.member_id = r.member_id \
         join departments d on d.id = md.department_id where r.state <> 'ended' and ",
    );
    push_path_scope(sql, scope);
    sql.push(")");
}

/// All tags, by group.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::CustomersRead`].
pub async fn tags(services: &Services, viewer: &Viewer) -> Result<Vec<Tag>> {
    viewer.require(Permission::CustomersRead)?;
    let mut conn = services.store.read().await?;
    let tags: Vec<(TagId, String, String)> = sqlx::query_as(
        "select id, group_name, name from tags where organisation_id = $1 and gone = $2 order by group_name, position, id",
    )
    .bind(&viewer.organisation)
    .bind(false)
    .fetch_all(&mut *conn)
    .await?;
    Ok(tags.into_iter().map(|(id, group, name)| Tag { id, group, name }).collect())
}
