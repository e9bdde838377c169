//! Reading the mappings of a connection, by the members' names.

use super::rows::{self, ACCOUNT, COUNTS, Row, SELECT};
use crate::page::{Cursor, page};
use crate::search::{self, Kind, Reach};
use crate::{Conn, Db, Result, Services, Viewer};
use model::mapping::{Mapping, MappingQuery, MappingStatus};
use model::page::Page;
use sqlx::QueryBuilder;

/// One page of them, each with its likeliest candidate.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`model::permission::Permission::MappingsRead`], [`model::Code::NotFound`],
/// [`model::Code::Malformed`] for a damaged cursor.
pub async fn list(services: &Services, viewer: &Viewer, query: &MappingQuery) -> Result<Page<Mapping>> {
    let wanted = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    let mut conn = services.store.read().await?;
    rows::connection(&mut conn, viewer, &query.connection).await?;
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push_bind(query.connection.clone()).push(ACCOUNT);
    push_filter(&mut sql, viewer, query);
    if let Some(cursor) = cursor {
        sql.push(" and (m.name_key, m.id) > (").push_bind(cursor.key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by m.name_key, m.id limit ").push_bind(wanted + 1);
    let found: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if query.page.count { Some(count(&mut conn, viewer, query).await?) } else { None };
    let found =
        page(found, wanted, total, |row: &Row| Cursor { key: row.name_key.clone(), id: row.member_id.0.clone() });
    let ids: Vec<_> = found.items.iter().filter_map(|row| row.id.clone()).collect();
    let mut candidates = rows::candidates(&mut conn, viewer, &query.connection, &ids).await?;
    let shown = |row: Row| {
        let mut mapping = row.shown(viewer, &query.connection);
        mapping.candidates = mapping.id.as_ref().and_then(|id| candidates.remove(id)).unwrap_or_default();
        mapping.candidates.truncate(1);
        mapping
    };
    Ok(Page { items: found.items.into_iter().map(shown).collect(), next_cursor: found.next_cursor, total: found.total })
}

/// The rows of the query whose members come after this one in the order of their ids: an index gives them so, and no block has to sort
/// all members.
pub(super) async fn walk(
    conn: &mut Conn,
    viewer: &Viewer,
    (query, after): (&MappingQuery, Option<Cursor>),
    rows: i64,
) -> Result<Vec<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push_bind(query.connection.clone()).push(ACCOUNT);
    push_filter(&mut sql, viewer, query);
    if let Some(cursor) = after {
        sql.push(" and m.id > ").push_bind(cursor.id);
    }
    sql.push(" order by m.id limit ").push_bind(rows);
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

pub(super) async fn count(conn: &mut Conn, viewer: &Viewer, query: &MappingQuery) -> Result<i64> {
    let mut sql = QueryBuilder::<Db>::new(
        "select count(*) from members m left join mappings g on g.member_id = m.id and g.connection_id = ",
    );
    sql.push_bind(query.connection.clone());
    push_filter(&mut sql, viewer, query);
    Ok(sql.build_query_scalar().fetch_one(conn).await?)
}

fn push_filter(sql: &mut QueryBuilder<Db>, viewer: &Viewer, query: &MappingQuery) {
    sql.push(" where m.organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and ").push(COUNTS);
    match query.status {
        None => {}
        // Nobody looked yet at those of whom nothing is written.
        Some(MappingStatus::Unmapped) => {
            sql.push(" and coalesce(g.status, 'unmapped') = 'unmapped'");
        }
        Some(status) => {
            sql.push(" and g.status = ").push_bind(status);
        }
    }
    if let Some(member) = &query.member {
        sql.push(" and m.id = ").push_bind(member.clone());
    }
    search::push_for(sql, viewer, Kind::Member, "m", &query.search, Reach::Named);
}
