//! The skill groups of agents.

use crate::store::{BLOCK, push_list};
use crate::{Conn, Db, Result};
use model::agent::AgentGroup;
use model::agent_edit::Placing;
use model::problem::Fault;
use model::{AgentId, OrganisationId, Problem, SkillGroupId};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// The groups of these agents, those of the highest priority first.
///
/// # Errors
/// What the database says.
pub async fn of(conn: &mut Conn, agents: &[AgentId]) -> Result<HashMap<AgentId, Vec<AgentGroup>>> {
    let mut groups: HashMap<AgentId, Vec<AgentGroup>> = HashMap::new();
    for block in agents.chunks(BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select ag.agent_id, g.id, g.name, ag.priority from agent_groups ag join skill_groups g on g.id = ag.group_id \
             where ag.agent_id in (",
        );
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by ag.priority, g.name_key, g.id");
        let found: Vec<(AgentId, SkillGroupId, String, i64)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for (agent, id, name, priority) in found {
            groups.entry(agent).or_default().push(AgentGroup { id, name, priority });
        }
    }
    Ok(groups)
}

/// Puts an agent into exactly these groups. The names of the groups, for the activity.
///
/// # Errors
/// [`model::Code::Invalid`] in `groups` for one that is not here.
pub async fn set(
    conn: &mut Conn,
    (organisation, agent): (&OrganisationId, &AgentId),
    placings: &[Placing],
) -> Result<Vec<String>> {
    sqlx::query("delete from agent_groups where agent_id = $1").bind(agent).execute(&mut *conn).await?;
    let mut names = Vec::with_capacity(placings.len());
    for placing in placings {
        names.push(place(conn, (organisation, agent), placing).await?);
    }
    names.sort();
    Ok(names)
}

/// Puts an agent into one group, or gives him another priority there; the group's name.
///
/// # Errors
/// [`model::Code::Invalid`] in `groups` for one that is not here.
pub(crate) async fn place(
    conn: &mut Conn,
    (organisation, agent): (&OrganisationId, &AgentId),
    placing: &Placing,
) -> Result<String> {
    let name: Option<String> =
        sqlx::query_scalar("select name from skill_groups where organisation_id = $1 and id = $2")
            .bind(organisation)
            .bind(&placing.group)
            .fetch_optional(&mut *conn)
            .await?;
    let name = name.ok_or_else(|| Problem::field("groups", Fault::Unknown))?;
    sqlx::query(
        "insert into agent_groups (organisation_id, group_id, agent_id, priority) values ($1, $2, $3, $4) \
         on conflict (group_id, agent_id) do update set priority = excluded.priority",
    )
    .bind(organisation)
    .bind(&placing.group)
    .bind(agent)
    .bind(placing.priority)
    .execute(conn)
    .await?;
    Ok(name)
}
