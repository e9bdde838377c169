//! Reading the member table.

use super::read::{key, read};
use super::rows;
use crate::page::{Cursor, page};
use crate::search::{self, Kind, Reach};
use crate::store::push_list;
use crate::viewer::{path_end, push_member_scope};
use crate::{Conn, Db, Result, Services, Viewer, departments};
use model::Code;
use model::member::{Facets, MemberQuery, MemberRow, Status};
use model::page::Page;
use model::permission::{Permission, Role};
use model::role::RoleKey;
use sqlx::QueryBuilder;

/// One page of the member table.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::MembersRead`], [`Code::Malformed`] for a damaged cursor.
pub async fn list(services: &Services, viewer: &Viewer, query: &MemberQuery) -> Result<Page<MemberRow>> {
    viewer.require(Permission::MembersRead)?;
    let wanted = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    let mut conn = services.store.read().await?;
    let found = read(&mut conn, viewer, query, &[], cursor, wanted + 1).await?;
    let total = if query.page.count { Some(count(&mut conn, viewer, query).await?) } else { None };
    let keys: Vec<String> = found.iter().map(|row| key(query, row)).collect();
    let shown = rows::shown(&mut conn, viewer, found).await?;
    let pairs: Vec<(MemberRow, String)> = shown.into_iter().zip(keys).collect();
    let page = page(pairs, wanted, total, |(row, key)| Cursor { key: key.clone(), id: row.id.0.clone() });
    Ok(Page {
        items: page.items.into_iter().map(|(row, _)| row).collect(),
        next_cursor: page.next_cursor,
        total: page.total,
    })
}

/// How many match.
pub(super) async fn count(conn: &mut Conn, viewer: &Viewer, query: &MemberQuery) -> Result<i64> {
    let mut sql = QueryBuilder::<Db>::new("select count(*) from members m ");
    push_filter(conn, &mut sql, viewer, query, true, Reach::Named).await?;
    Ok(sql.build_query_scalar().fetch_one(conn).await?)
}

/// How many match in each status, for the tabs; the query's own statuses do not count.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::MembersRead`].
pub async fn counts(services: &Services, viewer: &Viewer, query: &MemberQuery) -> Result<Vec<(Status, i64)>> {
    viewer.require(Permission::MembersRead)?;
    let mut conn = services.store.read().await?;
    let mut sql = QueryBuilder::<Db>::new("select m.status, count(*) from members m ");
    push_filter(&mut conn, &mut sql, viewer, query, false, Reach::Named).await?;
    sql.push(" group by m.status");
    let found: Vec<(Status, i64)> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let count = |status| found.iter().find(|(known, _)| *known == status).map_or(0, |(_, count)| *count);
    Ok(Status::ALL.iter().map(|status| (*status, count(*status))).collect())
}

/// Positions and locations that occur, for the filters.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::MembersRead`].
pub async fn facets(services: &Services, viewer: &Viewer) -> Result<Facets> {
    viewer.require(Permission::MembersRead)?;
    let mut conn = services.store.read().await?;
    let positions = values(&mut conn, viewer, "m.position").await?;
    let locations = values(&mut conn, viewer, "m.location").await?;
    Ok(Facets { positions, locations })
}

async fn values(conn: &mut Conn, viewer: &Viewer, column: &'static str) -> Result<Vec<String>> {
    let mut sql = QueryBuilder::<Db>::new("select ");
    sql.push(column).push(" from members m where m.organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and ").push(column).push(" <> ''");
    push_member_scope(&mut sql, viewer);
    sql.push(" group by ").push(column).push(" order by count(*) desc, ").push(column).push(" limit 200");
    Ok(sql.build_query_scalar().fetch_all(conn).await?)
}

/// Adds the conditions of a query and of the viewer's scope.
pub(super) async fn push_filter(
    conn: &mut Conn,
    sql: &mut QueryBuilder<Db>,
    viewer: &Viewer,
    query: &MemberQuery,
    with_statuses: bool,
    reach: Reach,
) -> Result<()> {
    sql.push("where m.organisation_id = ").push_bind(viewer.organisation.clone());
    if with_statuses && !query.statuses.is_empty() {
        sql.push(" and m.status in (");
        push_list(sql, query.statuses.iter().copied());
        sql.push(")");
    }
    if let Some(department) = &query.department {
        let row = departments::rows::find(conn, &viewer.organisation, department).await?;
        let row = row.filter(|row| viewer.sees_path(&row.path)).ok_or(Code::NotFound)?;
        if query.below && row.parent_id.is_none() && viewer.scope.is_none() {
            // Everybody, also those without a department.
        } else if query.below {
            sql.push(
                " and m.id in (select x.member_id from member_departments x join departments d on d.id = x.department_id \
                 where d.organisation_id = ",
            );
            sql.push_bind(viewer.organisation.clone());
            sql.push(" and d.path >= ").push_bind(row.path.clone());
            sql.push(" and d.path < ").push_bind(path_end(&row.path)).push(")");
        } else {
            sql.push(" and m.id in (select x.member_id from member_departments x where x.department_id = ");
            sql.push_bind(department.clone()).push(")");
        }
    }
    match &query.role {
        Some(RoleKey::BuiltIn(role)) => {
            sql.push(" and m.role = ").push_bind(*role);
            if *role == Role::Member {
                sql.push(" and m.own_role_id is null");
            }
        }
        Some(RoleKey::Own(id)) => {
            sql.push(" and m.own_role_id = ").push_bind(id.clone());
        }
        None => {}
    }
    if let Some(source) = query.source {
        sql.push(" and m.source = ").push_bind(source);
    }
    if let Some(position) = &query.position {
        sql.push(" and m.position = ").push_bind(position.clone());
    }
    if let Some(location) = &query.location {
        sql.push(" and m.location = ").push_bind(location.clone());
    }
    search::push_for(sql, viewer, Kind::Member, "m", &query.search, reach);
    push_member_scope(sql, viewer);
    Ok(())
}
