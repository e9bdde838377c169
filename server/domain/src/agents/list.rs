//! Reading agents, by name.

use super::rows::{self, Row, SELECT};
use crate::page::{Cursor, page};
use crate::search::{self, Kind, Reach};
use crate::{Conn, Db, Result, Services, Viewer};
use model::Moment;
use model::agent::{Access, AgentQuery, AgentRow};
use model::page::Page;
use model::permission::Permission;
use model::role::RoleKey;
use sqlx::QueryBuilder;

/// One page of agents.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::AgentsRead`], [`model::Code::Malformed`] for a damaged cursor.
pub async fn list(services: &Services, viewer: &Viewer, query: &AgentQuery) -> Result<Page<AgentRow>> {
    viewer.require_everywhere(Permission::AgentsRead)?;
    let now = services.clock.now();
    let wanted = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    let mut conn = services.store.read().await?;
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    push_filter(&mut sql, viewer, query, now);
    if let Some(cursor) = cursor {
        sql.push(" and (a.name_key, a.id) > (").push_bind(cursor.key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by a.name_key, a.id limit ").push_bind(wanted + 1);
    let found: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if query.page.count { Some(count(&mut conn, viewer, query, now).await?) } else { None };
    let found = page(found, wanted, total, |row: &Row| Cursor { key: row.name_key.clone(), id: row.id.0.clone() });
    let items = rows::shown(&mut conn, found.items, now).await?;
    Ok(Page { items, next_cursor: found.next_cursor, total: found.total })
}

async fn count(conn: &mut Conn, viewer: &Viewer, query: &AgentQuery, now: Moment) -> Result<i64> {
    let mut sql = QueryBuilder::<Db>::new("select count(*) from agents a join members m on m.id = a.member_id ");
    push_filter(&mut sql, viewer, query, now);
    Ok(sql.build_query_scalar().fetch_one(conn).await?)
}

fn push_filter(sql: &mut QueryBuilder<Db>, viewer: &Viewer, query: &AgentQuery, now: Moment) {
    sql.push("where a.organisation_id = ").push_bind(viewer.organisation.clone());
    // Who left is in the bin with those who were deleted.
    sql.push(match query.bin {
        true => " and not a.replaced and (a.deleted_at is not null or m.status = 'terminated')",
        false => " and a.deleted_at is null and m.status <> 'terminated'",
    });
    if let Some(group) = &query.group {
        sql.push(" and a.id in (select agent_id from agent_groups where group_id = ")
            .push_bind(group.clone())
            .push(")");
    }
    match &query.role {
        None => {}
        Some(RoleKey::BuiltIn(role)) => {
            sql.push(" and m.own_role_id is null and m.role = ").push_bind(*role);
        }
        Some(RoleKey::Own(id)) => {
            sql.push(" and m.own_role_id = ").push_bind(id.clone());
        }
    }
    if let Some(state) = query.state {
        sql.push(" and a.state = ").push_bind(state);
    }
    if let Some(access) = query.access {
        sql.push(if access == Access::Allowed { " and not " } else { " and " });
        sql.push("(a.forced_at is not null and (a.forced_until is null or a.forced_until > ").push_bind(now).push("))");
    }
    search::push_for(sql, viewer, Kind::Agent, "a", &query.search, Reach::Named);
}
