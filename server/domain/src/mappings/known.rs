//! What is known of anybody on any connection: for scripts that copy it.

use super::rows::{ACCOUNT, Row};
use crate::page::{Cursor, page};
use crate::{Db, Result, Services, Viewer};
use model::ConnectionId;
use model::mapping::{Mapping, MappingStatus};
use model::page::{Page, PageRequest};
use model::permission::Permission;
use sqlx::QueryBuilder;

#[derive(sqlx::FromRow)]
struct Known {
    connection_id: ConnectionId,
    #[sqlx(flatten)]
    row: Row,
}

/// One page of them, in the order in which they came to be.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::MappingsRead`], [`model::Code::Malformed`] for a damaged cursor.
pub async fn known(
    services: &Services,
    viewer: &Viewer,
    (status, request): (Option<MappingStatus>, &PageRequest),
) -> Result<Page<Mapping>> {
    viewer.require_everywhere(Permission::MappingsRead)?;
    let wanted = request.rows();
    let cursor = Cursor::of(request)?;
    let mut conn = services.store.read().await?;
    let mut sql = QueryBuilder::<Db>::new(
        "select g.connection_id, m.id as member_id, m.name, coalesce(m.email, '') as email, m.name_key, \
         m.work_number, coalesce(d.name, '') as department, g.id, g.status, g.reason, g.attempts, g.by_hand, g.decided_by, g.since, g.revision, \
         a.external_id, a.name as account_name, a.email as account_email, a.number as account_number, a.detail as account_detail, \
         a.active and not a.gone as account_active from mappings g join members m on m.id = g.member_id \
         left join departments d on d.id = m.main_department_id",
    );
    sql.push(ACCOUNT).push("where g.organisation_id = ").push_bind(viewer.organisation.clone());
    if let Some(status) = status {
        sql.push(" and g.status = ").push_bind(status);
    }
    if let Some(cursor) = cursor {
        sql.push(" and g.id > ").push_bind(cursor.id);
    }
    sql.push(" order by g.id limit ").push_bind(wanted + 1);
    let found: Vec<Known> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let id = |known: &Known| known.row.id.as_ref().map_or_else(String::new, |id| id.0.clone());
    let found = page(found, wanted, None, |known: &Known| Cursor { key: String::new(), id: id(known) });
    let shown = |known: Known| known.row.shown(viewer, &known.connection_id);
    Ok(Page { items: found.items.into_iter().map(shown).collect(), next_cursor: found.next_cursor, total: None })
}
