//! Deleting a skill group.

use super::find;
use crate::audit::{self, Actor, Record};
use crate::{Conn, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::{Code, Problem, SkillGroupId};
use serde_json::json;

/// Deletes a skill group that nobody is in any more; those in the recycle bin leave it.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::AgentsWrite`], [`Code::NotFound`], [`Code::Stale`], [`Code::SkillGroupInUse`] with `count`.
pub async fn delete(services: &Services, viewer: &Viewer, id: &SkillGroupId, revision: i64) -> Result<()> {
    viewer.require_everywhere(Permission::AgentsWrite)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find(&mut tx, viewer, id).await?;
    if row.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &row.name).await?.into());
    }
    let inside = inside(&mut tx, id).await?;
    if inside > 0 {
        return Err(Problem::new(Code::SkillGroupInUse).with("count", inside).into());
    }
    remove(&mut tx, id).await?;
    let record =
        Record::new(Verb::Delete, Subject::SkillGroup, id, &row.name).fields(json!({ "name": row.name }), json!(null));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "agents");
    tx.commit().await
}

/// How many agents are in a skill group, without those in the recycle bin.
///
/// # Errors
/// What the database says.
pub(crate) async fn inside(conn: &mut Conn, id: &SkillGroupId) -> Result<i64> {
    let inside = sqlx::query_scalar(
        "select count(*) from agent_groups ag join agents a on a.id = ag.agent_id join members m on m.id = a.member_id \
         where ag.group_id = $1 and a.deleted_at is null and m.status <> 'terminated'",
    )
    .bind(id)
    .fetch_one(conn)
    .await?;
    Ok(inside)
}

/// Removes a skill group that nobody is in.
///
/// # Errors
/// What the database says.
pub(crate) async fn remove(conn: &mut Conn, id: &SkillGroupId) -> Result<()> {
    for statement in [
        "delete from agent_groups where group_id = $1",
        "update agents set forced_group_id = null where forced_group_id = $1",
        "delete from skill_groups where id = $1",
    ] {
        sqlx::query(statement).bind(id).execute(&mut *conn).await?;
    }
    Ok(())
}
