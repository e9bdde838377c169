//! One skill group with its agents.

use super::{list, rows};
use crate::{Conn, Result, Services, Viewer};
use model::agent::AgentState;
use model::permission::Permission;
use model::skill_group::{GroupAgent, SkillGroupDetail};
use model::{AgentId, Code, Moment, SkillGroupId};

/// One skill group.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::AgentsRead`], [`Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &SkillGroupId) -> Result<SkillGroupDetail> {
    viewer.require_everywhere(Permission::AgentsRead)?;
    let mut conn = services.store.read().await?;
    detail(&mut conn, viewer, id, services.clock.now()).await
}

/// The same in a transaction under way.
pub(super) async fn detail(
    conn: &mut Conn,
    viewer: &Viewer,
    id: &SkillGroupId,
    now: Moment,
) -> Result<SkillGroupDetail> {
    let row = rows::find_now(conn, &viewer.organisation, (id, now)).await?.ok_or(Code::NotFound)?;
    let group = list::shown(conn, vec![row], now).await?.pop().ok_or(Code::NotFound)?;
    let found: Vec<(AgentId, String, String, i64, AgentState, bool)> = sqlx::query_as(
        "select a.id, a.name, a.number, ag.priority, a.state, \
         (a.forced_at is not null and (a.forced_until is null or a.forced_until > $1)) as forced from agent_groups ag \
         join agents a on a.id = ag.agent_id join members m on m.id = a.member_id where ag.group_id = $2 and a.deleted_at is null and m.status <> 'terminated' \
         order by ag.priority, a.name_key, a.id",
    )
    .bind(now)
    .bind(id)
    .fetch_all(conn)
    .await?;
    let agent = |(id, name, number, priority, state, forced)| GroupAgent { id, name, number, priority, state, forced };
    Ok(SkillGroupDetail { group, agents: found.into_iter().map(agent).collect() })
}
