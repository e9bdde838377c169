//! How much successors look after, before and after.

use super::rows;
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer};
use model::handover::Load;
use model::member::Status;
use model::permission::Permission;
use model::seat::SuccessorBar;
use model::{Code, ConnectionId, HandoverId, MemberId, OrganisationId, Problem};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// Everybody who takes something over, with his customers before and after.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::HandoversRead`], [`Code::NotFound`].
pub async fn loads(services: &Services, viewer: &Viewer, id: &HandoverId) -> Result<Vec<Load>> {
    viewer.require_everywhere(Permission::HandoversRead)?;
    let mut conn = services.store.read().await?;
    rows::find(&mut conn, &viewer.organisation, id).await?;
    let found: Vec<(MemberId, String, Status, i64, i64, i64)> = sqlx::query_as(
        "select m.id, m.name, m.status, sum(case when i.kind = 'customer' and i.state in ('planned', 'queued', 'sent', 'waiting', \
         'limit') then 1 else 0 end), sum(case when i.connection_id is not null and not exists (select 1 from member_links l \
         where l.connection_id = i.connection_id and l.member_id = m.id) then 1 else 0 end), \
         sum(case when i.kind in ('customer', 'group') and exists (select 1 from member_links l \
         where l.connection_id = i.connection_id and l.member_id = m.id and not l.serves) then 1 else 0 end) \
         from handover_items i join members m on m.id = i.to_id where i.handover_id = $1 \
         group by m.id, m.name, m.status, m.name_key order by m.name_key, m.id",
    )
    .bind(id)
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<MemberId> = found.iter().map(|(id, ..)| id.clone()).collect();
    let before = counted(&mut conn, &ids).await?;
    Ok(found
        .into_iter()
        .map(|(member_id, name, status, coming, elsewhere, not_serving)| {
            let before = before.get(&member_id).copied().unwrap_or_default();
            let bar = match status {
                Status::Active if elsewhere > 0 => Some(SuccessorBar::NotThere),
                Status::Active => (not_serving > 0).then_some(SuccessorBar::NotServing),
                _ => Some(SuccessorBar::NotActive),
            };
            Load { name: viewer.text(name), before, after: before + coming, bar, member_id }
        })
        .collect())
}

/// How many customers each of these members looks after.
pub(super) async fn counted(conn: &mut Conn, members: &[MemberId]) -> Result<HashMap<MemberId, i64>> {
    if members.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = QueryBuilder::<Db>::new(
        "select member_id, count(*) from relations where state in ('live', 'one_way') and member_id in (",
    );
    push_list(&mut sql, members.iter().cloned());
    let found: Vec<(MemberId, i64)> = sql.push(") group by member_id").build_query_as().fetch_all(conn).await?;
    Ok(found.into_iter().collect())
}

/// Passes if all of these can take something over: they are in, do not leave themselves, and are known on these platforms.
///
/// # Errors
/// [`Code::CannotInherit`] with the name and what stands in the way.
pub(super) async fn check(
    conn: &mut Conn,
    organisation: &OrganisationId,
    successors: &[&MemberId],
    platforms: &[ConnectionId],
) -> Result<()> {
    if successors.is_empty() {
        return Ok(());
    }
    let mut sql = QueryBuilder::<Db>::new(
        "select m.id, m.name, m.status = 'active' and not exists (select 1 from handover_leavers l \
         where l.member_id = m.id and l.open) from members m where m.organisation_id = ",
    );
    sql.push_bind(organisation.clone()).push(" and m.id in (");
    push_list(&mut sql, successors.iter().map(|id| (*id).clone()));
    let found: Vec<(MemberId, String, bool)> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
    let cannot = |name: &str, bar: SuccessorBar| Problem::new(Code::CannotInherit).with("bar", bar).with("name", name);
    for id in successors {
        let Some((_, name, fit)) = found.iter().find(|(known, ..)| known == *id) else {
            return Err(cannot("", SuccessorBar::NotActive).into());
        };
        if !fit {
            return Err(cannot(name, SuccessorBar::NotActive).into());
        }
        for platform in platforms {
            let linked: bool = sqlx::query_scalar(
                "select exists (select 1 from member_links where connection_id = $1 and member_id = $2)",
            )
            .bind(platform)
            .bind(id)
            .fetch_one(&mut *conn)
            .await?;
            if !linked {
                return Err(cannot(name, SuccessorBar::NotThere).into());
            }
        }
    }
    Ok(())
}
