//! Looking at what goes over.

use super::rows;
use crate::page::{Cursor, page};
use crate::{Db, Result, Services, Viewer};
use model::handover::{Bar, Handing, HandoverKind, Item, ItemKind, ItemQuery, ItemState};
use model::page::Page;
use model::permission::Permission;
use model::{ConnectionId, HandoverItemId, MemberId, Moment};
use sqlx::QueryBuilder;

const SELECT: &str = "select i.id, i.kind, i.subject_id, i.connection_id, i.leaver_id, l.name as leaver, i.to_id, \
     coalesce(t.name, '') as successor, i.state, i.reason, i.code, i.due_at, i.call, \
     coalesce(c.name, g.name, w.name, ag.name, p.name, d.name, r.name, k.name, v.note, s.kind, '') as name from handover_items i \
     join members l on l.id = i.leaver_id left join members t on t.id = i.to_id \
     left join customers c on i.kind = 'customer' and c.id = i.subject_id \
     left join customer_groups g on i.kind = 'group' and g.id = i.subject_id \
     left join connections w on i.kind = 'licence' and w.id = i.subject_id \
     left join agents ag on i.kind = 'agent' and ag.id = i.subject_id \
         left join mappings a on i.kind = 'mapping' and a.id = i.subject_id left join connections p on p.id = a.connection_id \
     left join departments d on i.kind = 'department' and d.id = i.subject_id \
     left join members r on i.kind in ('report', 'membership') and r.id = i.subject_id \
     left join api_keys k on i.kind = 'api_key' and k.id = i.subject_id \
     left join invitations v on i.kind = 'invitation' and v.id = i.subject_id \
     left join seats s on i.kind = 'seat' and s.id = i.subject_id ";

#[derive(sqlx::FromRow)]
struct Row {
    id: HandoverItemId,
    kind: ItemKind,
    subject_id: String,
    connection_id: Option<ConnectionId>,
    leaver_id: MemberId,
    leaver: String,
    to_id: Option<MemberId>,
    successor: String,
    state: ItemState,
    reason: Option<Bar>,
    code: Option<i64>,
    due_at: Option<Moment>,
    call: Option<String>,
    name: String,
}

/// One page of what goes over, in the order in which it was found.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::HandoversRead`], [`model::Code::NotFound`].
pub async fn items(services: &Services, viewer: &Viewer, query: &ItemQuery) -> Result<Page<Item>> {
    viewer.require_everywhere(Permission::HandoversRead)?;
    let wanted = query.page.rows();
    let mut conn = services.store.read().await?;
    let handover = rows::find(&mut conn, &viewer.organisation, &query.handover).await?;
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    push(&mut sql, query, handover.kind);
    if let Some(cursor) = Cursor::of(&query.page)? {
        sql.push(" and i.id > ").push_bind(cursor.id);
    }
    sql.push(" order by i.id limit ").push_bind(wanted + 1);
    let found: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if query.page.count {
        let mut sql = QueryBuilder::<Db>::new("select count(*) from handover_items i ");
        push(&mut sql, query, handover.kind);
        Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
    } else {
        None
    };
    let items = found.into_iter().map(|row| shown(viewer, handover.kind, row)).collect();
    Ok(page(items, wanted, total, |item: &Item| Cursor { key: String::new(), id: item.id.0.clone() }))
}

fn push(sql: &mut QueryBuilder<Db>, query: &ItemQuery, kind: HandoverKind) {
    sql.push("where i.handover_id = ").push_bind(query.handover.clone());
    if let Some(kind) = query.kind {
        sql.push(" and i.kind = ").push_bind(kind);
    }
    if let Some(state) = query.state {
        sql.push(" and i.state = ").push_bind(state);
    }
    if let Some(to) = &query.to {
        sql.push(" and i.to_id = ").push_bind(to.clone());
    }
    if query.barred {
        sql.push(" and i.reason is not null");
    }
    // As `shown` says it.
    let call = if kind == HandoverKind::OnJob { "on_job" } else { "leaver" };
    match query.handing {
        None => {}
        Some(Handing::Here) => {
            sql.push(" and i.connection_id is null");
        }
        Some(Handing::Platform) => {
            sql.push(" and i.connection_id is not null and i.kind <> 'licence' and coalesce(i.call, ").push_bind(call);
            sql.push(") = 'on_job'");
        }
        Some(Handing::PlatformForGood) => {
            sql.push(" and i.connection_id is not null and (i.kind = 'licence' or coalesce(i.call, ").push_bind(call);
            sql.push(") <> 'on_job')");
        }
    }
}

fn shown(viewer: &Viewer, kind: HandoverKind, row: Row) -> Item {
    let handing = match (&row.connection_id, row.call.as_deref(), kind) {
        (None, ..) => Handing::Here,
        _ if row.kind == ItemKind::Licence => Handing::PlatformForGood,
        (Some(_), Some("on_job"), _) | (Some(_), None, HandoverKind::OnJob) => Handing::Platform,
        (Some(_), ..) => Handing::PlatformForGood,
    };
    Item {
        id: row.id,
        kind: row.kind,
        subject: row.subject_id,
        name: viewer.text(row.name),
        leaver_id: row.leaver_id,
        leaver: viewer.text(row.leaver),
        to_id: row.to_id,
        to: viewer.text(row.successor),
        state: row.state,
        reason: row.reason,
        code: row.code,
        eligible_at: row.due_at,
        handing,
    }
}
