//! Looking at hand-overs.

use super::rows::{self, Row, SELECT};
use crate::page::{Cursor, page};
use crate::{Db, Result, Services, Viewer};
use model::HandoverId;
use model::handover::{Handover, HandoverQuery};
use model::page::Page;
use model::permission::Permission;
use sqlx::QueryBuilder;

/// One page of hand-overs, the newest first.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::HandoversRead`], [`model::Code::Malformed`] for a foreign cursor.
pub async fn list(services: &Services, viewer: &Viewer, query: &HandoverQuery) -> Result<Page<Handover>> {
    viewer.require_everywhere(Permission::HandoversRead)?;
    let wanted = query.page.rows();
    let mut conn = services.store.read().await?;
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    push(&mut sql, viewer, query);
    if let Some(cursor) = Cursor::of(&query.page)? {
        let key = cursor.number()?;
        sql.push(" and (h.created_at, h.id) < (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by h.created_at desc, h.id desc limit ").push_bind(wanted + 1);
    let found: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let mut items = Vec::with_capacity(found.len());
    for row in found {
        items.push(rows::shown(&mut conn, viewer, row).await?);
    }
    let total = if query.page.count {
        let mut sql = QueryBuilder::<Db>::new("select count(*) from handovers h ");
        push(&mut sql, viewer, query);
        Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
    } else {
        None
    };
    Ok(page(items, wanted, total, |one: &Handover| Cursor { key: one.created_at.0.to_string(), id: one.id.0.clone() }))
}

fn push(sql: &mut QueryBuilder<Db>, viewer: &Viewer, query: &HandoverQuery) {
    sql.push("where h.organisation_id = ").push_bind(viewer.organisation.clone());
    if let Some(state) = query.state {
        sql.push(" and h.state = ").push_bind(state);
    }
    if let Some(kind) = query.kind {
        sql.push(" and h.kind = ").push_bind(kind);
    }
    if let Some(leaver) = &query.leaver {
        sql.push(" and exists (select 1 from handover_leavers l where l.handover_id = h.id and l.member_id = ");
        sql.push_bind(leaver.clone()).push(")");
    }
}

/// One hand-over.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &HandoverId) -> Result<Handover> {
    viewer.require_everywhere(Permission::HandoversRead)?;
    let mut conn = services.store.read().await?;
    let row = rows::find(&mut conn, &viewer.organisation, id).await?;
    rows::shown(&mut conn, viewer, row).await
}
