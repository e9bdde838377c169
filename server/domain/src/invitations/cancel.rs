//! Taking invitations back.

use super::rows;
use crate::audit::{self, Actor, Record};
use crate::members::rows as member_rows;
use crate::{Result, Viewer, Write, outbox, search};
use model::audit::{Subject, Verb};
use model::member::Source;
use model::{MemberId, Moment};
use serde_json::json;

/// The link stops working, and what waits to be sent is not.
pub(super) async fn end(tx: &mut Write, viewer: &Viewer, member: &MemberId) -> Result<()> {
    for row in rows::of_members(tx, viewer, std::slice::from_ref(member)).await? {
        outbox::cancel(tx, row.id.as_str()).await?;
        sqlx::query("update invitations set state = 'revoked', revision = revision + 1 where id = $1")
            .bind(&row.id)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

pub(super) async fn take_back(tx: &mut Write, viewer: &Viewer, member: &member_rows::Row, now: Moment) -> Result<()> {
    end(tx, viewer, &member.id).await?;
    // Whoever a platform knows stays: only the invitation goes.
    if member.source == Source::Manual {
        remove(tx, member).await?;
    }
    let record = Record::new(Verb::Cancel, Subject::Member, &member.id, &member.name)
        .fields(json!({ "email": member.email, "phone": member.phone }), json!(null));
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await
}

/// Removes somebody who was never in. What already hangs on him says no.
async fn remove(tx: &mut Write, member: &member_rows::Row) -> Result<()> {
    let held: i64 = sqlx::query_scalar(
        "select (select count(*) from relations where member_id = $1) + (select count(*) from member_links where member_id = $1) \
         + (select count(*) from members where manager_id = $1) + (select count(*) from joins where member_id = $1) \
         + (select count(*) from seats where member_id = $1) + (select count(*) from customer_groups where owner_id = $1) \
         + (select count(*) from handover_leavers where member_id = $1) + (select count(*) from handover_items where to_id = $1) \
         + (select count(*) from conversation_members where member_id = $1) + (select count(*) from archive_openings where member_id = $1)",
    )
    .bind(&member.id)
    .fetch_one(&mut **tx)
    .await?;
    if held > 0 {
        // Somebody's manager, or with customers: leaving is the way, and the list of the terminated keeps him.
        sqlx::query("update members set status = 'terminated', revision = revision + 1 where id = $1")
            .bind(&member.id)
            .execute(&mut **tx)
            .await?;
        return Ok(());
    }
    search::remove(tx, search::Kind::Member, &[member.id.as_str()]).await?;
    for statement in [
        "update invitations set member_id = null where member_id = $1",
        "delete from department_heads where member_id = $1",
        "delete from member_departments where member_id = $1",
        "delete from member_scopes where member_id = $1",
        "delete from members where id = $1",
    ] {
        sqlx::query(statement).bind(&member.id).execute(&mut **tx).await?;
    }
    Ok(())
}
