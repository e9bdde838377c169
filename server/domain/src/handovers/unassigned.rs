//! What leavers left and nobody has yet.

use crate::page::{Cursor, page};
use crate::viewer::push_member_scope;
use crate::{Db, Result, Services, Viewer};
use model::handover::{ItemKind, Unassigned, UnassignedQuery};
use model::page::Page;
use model::permission::Permission;
use model::{Code, ConnectionId, HandoverId, MemberId, Moment};
use sqlx::QueryBuilder;

#[derive(sqlx::FromRow)]
struct Row {
    kind: ItemKind,
    subject_id: String,
    name: String,
    company: String,
    member_id: MemberId,
    leaver: String,
    name_key: String,
    left_at: Option<Moment>,
    connection_id: Option<ConnectionId>,
    connection: String,
    handover_id: Option<HandoverId>,
}

/// One page of what leavers left, leaver by leaver. A Department Admin sees what the members of his departments left.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::HandoversRead`], [`Code::Malformed`] for a foreign cursor.
pub async fn unassigned(services: &Services, viewer: &Viewer, query: &UnassignedQuery) -> Result<Page<Unassigned>> {
    viewer.require(Permission::HandoversRead)?;
    let wanted = query.page.rows();
    let mut conn = services.store.read().await?;
    // When somebody left, the platform tells; of who left here only, his activity.
    let mut sql = QueryBuilder::<Db>::new(
        "select h.kind, h.subject_id, h.name, h.company, m.id as member_id, m.name as leaver, m.name_key, \
         coalesce((select l.left_at from member_links l where l.connection_id = h.connection_id and l.member_id = m.id), \
         (select max(a.at) from audit a where a.organisation_id = m.organisation_id and a.subject_id = m.id \
         and a.subject = 'member' and a.verb = 'terminate')) as left_at, n.id as connection_id, coalesce(n.name, '') as connection, \
         (select max(i.handover_id) from handover_items i join handovers o on o.id = i.handover_id \
         where i.subject_id = h.subject_id and i.leaver_id = m.id and i.kind = h.kind \
         and (i.state in ('queued', 'sent', 'waiting', 'limit') \
         or i.state = 'planned' and o.state in ('draft', 'proposed', 'scheduled'))) as handover_id ",
    );
    push(&mut sql, viewer, query);
    if let Some(cursor) = Cursor::of(&query.page)? {
        let (name, member) = cursor.key.split_once('\n').ok_or(Code::Malformed)?;
        sql.push(" and (m.name_key, m.id, h.subject_id) > (").push_bind(name.to_owned()).push(", ");
        sql.push_bind(member.to_owned()).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by m.name_key, m.id, h.subject_id limit ").push_bind(wanted + 1);
    let found: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if query.page.count {
        let mut sql = QueryBuilder::<Db>::new("select count(*) ");
        push(&mut sql, viewer, query);
        Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
    } else {
        None
    };
    let found = page(found, wanted, total, |row: &Row| Cursor {
        key: format!("{}\n{}", row.name_key, row.member_id),
        id: row.subject_id.clone(),
    });
    Ok(Page {
        items: found.items.into_iter().map(|row| shown(viewer, row)).collect(),
        next_cursor: found.next_cursor,
        total: found.total,
    })
}

/// What is held by members who are no longer in, as `h`, with the member as `m`.
fn push(sql: &mut QueryBuilder<Db>, viewer: &Viewer, query: &UnassignedQuery) {
    sql.push(
        "from members m join (select 'customer' as kind, r.customer_id as subject_id, r.member_id, r.connection_id, c.name, c.company \
         from relations r join customers c on c.id = r.customer_id where r.state = 'live' \
         union all select 'group' as kind, g.id as subject_id, g.owner_id as member_id, g.connection_id, g.name, '' as company \
         from customer_groups g where g.owner_id is not null and g.state <> 'gone') h on h.member_id = m.id \
         left join connections n on n.id = h.connection_id and not n.removed where m.status = 'terminated' and m.organisation_id = ",
    );
    sql.push_bind(viewer.organisation.clone());
    if let Some(leaver) = &query.leaver {
        sql.push(" and m.id = ").push_bind(leaver.clone());
    }
    if let Some(kind) = query.kind {
        sql.push(" and h.kind = ").push_bind(kind);
    }
    push_member_scope(sql, viewer);
}

fn shown(viewer: &Viewer, row: Row) -> Unassigned {
    Unassigned {
        kind: row.kind,
        subject: row.subject_id,
        name: viewer.text(row.name),
        company: row.company,
        leaver_id: row.member_id,
        leaver: viewer.text(row.leaver),
        left_at: row.left_at,
        connection_id: row.connection_id,
        connection: row.connection,
        handover: row.handover_id,
    }
}
