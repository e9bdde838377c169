//! Reading one member.

use super::{find_for, rows};
use crate::{Conn, Result, Services, Viewer, audit};
use model::member::{MemberDetail, MemberField};
use model::permission::Permission;
use model::{Code, MemberId};

/// Everything that the drawer shows of one member.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::MembersRead`], [`Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &MemberId) -> Result<MemberDetail> {
    viewer.require(Permission::MembersRead)?;
    let mut conn = services.store.read().await?;
    detail(&mut conn, viewer, id).await
}

pub(super) async fn detail(conn: &mut Conn, viewer: &Viewer, id: &MemberId) -> Result<MemberDetail> {
    let row = find_for(conn, viewer, id).await?;
    let manager = match &row.manager_id {
        Some(manager) => {
            sqlx::query_as("select id, name from members where id = $1 and organisation_id = $2")
                .bind(manager)
                .bind(&viewer.organisation)
                .fetch_optional(&mut *conn)
                .await?
        }
        None => None,
    };
    let heads = sqlx::query_as(
        "select d.id, d.name from department_heads h join departments d on d.id = h.department_id \
         where h.member_id = $1 order by d.path",
    )
    .bind(id)
    .fetch_all(&mut *conn)
    .await?;
    let scope = sqlx::query_as(
        "select d.id, d.name from member_scopes s join departments d on d.id = s.department_id \
         where s.member_id = $1 order by d.path",
    )
    .bind(id)
    .fetch_all(&mut *conn)
    .await?;
    let customers = sqlx::query_scalar("select count(*) from relations where member_id = $1 and state <> 'ended'")
        .bind(id)
        .fetch_one(&mut *conn)
        .await?;
    let link: Option<(String, String)> = sqlx::query_as(
        "select l.external_id, c.name from member_links l join connections c on c.id = l.connection_id \
         where l.member_id = $1 order by c.created_at limit 1",
    )
    .bind(id)
    .fetch_optional(&mut *conn)
    .await?;
    let (external_id, connection) = link.unzip();
    let history = if viewer.allows(Permission::AuditRead) {
        audit::about(conn, viewer, id.as_str(), 20).await?
    } else {
        Vec::new()
    };
    let source = row.source;
    let locks = MemberField::ALL.iter().filter_map(|field| Some((*field, field.lock(source)?))).collect();
    let row = rows::shown(conn, viewer, vec![row]).await?.pop().ok_or(Code::NotFound)?;
    Ok(MemberDetail { row, manager, heads, scope, customers, external_id, connection, locks, history })
}
