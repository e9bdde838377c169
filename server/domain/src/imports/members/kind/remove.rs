//! Taking somebody away again whom an import added.

use super::kept;
use crate::audit::Record;
use crate::change::{Context, Inverted, Row};
use crate::members::rows;
use crate::{Conn, Result, outbox, search};
use model::audit::{Subject, Verb};
use model::member::Status;
use model::{InvitationId, MemberId};
use serde_json::json;

/// Removes a member that an import added, with the invitation, if nobody touched him since and nothing hangs on him.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let id = MemberId(row.subject_id.clone().unwrap_or_default());
    let Some(member) = rows::find(conn, &context.organisation, &id).await? else { return Ok(kept("deleted")) };
    if member.status != Status::Invited || member.account_id.is_some() {
        return Ok(kept("joined"));
    }
    if Some(member.revision) != row.revision_after {
        return Ok(kept("edited"));
    }
    let held: i64 = sqlx::query_scalar(
        "select (select count(*) from relations where member_id = $1) + (select count(*) from member_links where member_id = $1) \
         + (select count(*) from members where manager_id = $1) + (select count(*) from joins where member_id = $1) \
         + (select count(*) from department_heads where member_id = $1) + (select count(*) from member_scopes where member_id = $1) + (select count(*) from seats where member_id = $1) \
         + (select count(*) from customer_groups where owner_id = $1) \
         + (select count(*) from handover_leavers where member_id = $1) + (select count(*) from handover_items where to_id = $1) \
         + (select count(*) from conversation_members where member_id = $1) + (select count(*) from archive_openings where member_id = $1) \
         + (select count(*) from scim_users where member_id = $1)",
    )
    .bind(&id)
    .fetch_one(&mut *conn)
    .await?;
    if held > 0 {
        return Ok(kept("in_use"));
    }
    let invitations: Vec<InvitationId> =
        sqlx::query_scalar("select id from invitations where member_id = $1").bind(&id).fetch_all(&mut *conn).await?;
    for invitation in &invitations {
        outbox::cancel(conn, invitation.as_str()).await?;
    }
    search::remove(conn, search::Kind::Member, &[id.as_str()]).await?;
    for statement in [
        "update invitations set state = 'revoked', member_id = null, revision = revision + 1 where member_id = $1",
        "delete from member_departments where member_id = $1",
        "delete from members where id = $1",
    ] {
        sqlx::query(statement).bind(&id).execute(&mut *conn).await?;
    }
    let record = Record::new(Verb::Undo, Subject::Member, &id, &member.name)
        .fields(json!({ "email": member.email, "phone": member.phone }), json!(null));
    Ok(Inverted::Undone(record))
}
