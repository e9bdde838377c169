//! What an agent who leaves had in the contact centre, as a part of a hand-over: his skill groups go to a successor who is an agent,
//! and he goes into the recycle bin.

use crate::change::Context;
use crate::{Conn, Result};
use model::agent::AgentState;
use model::{AgentId, Code, MemberId, Problem, SkillGroupId};
use serde_json::{Value, json};

fn edited() -> crate::Error {
    Problem::new(Code::WrongState).with("state", "edited").into()
}

/// Takes an agent out of the contact centre; his revision, and what [`give_back`] needs.
///
/// # Errors
/// [`Code::WrongState`] where he is the leaver's no more or the successor is no agent any more, [`Code::AgentServing`].
pub(crate) async fn pass_on(
    conn: &mut Conn,
    context: &Context,
    id: &AgentId,
    (from, to): (&MemberId, Option<&MemberId>),
) -> Result<(i64, Value)> {
    let held: Option<(String, AgentState)> = sqlx::query_as(
        "select name, state from agents where organisation_id = $1 and id = $2 and member_id = $3 and deleted_at is null",
    )
    .bind(&context.organisation)
    .bind(id)
    .bind(from)
    .fetch_optional(&mut *conn)
    .await?;
    let (name, state) = held.ok_or_else(edited)?;
    if state.is_serving() {
        return Err(Problem::new(Code::AgentServing).with("name", name).into());
    }
    let mut added = Vec::new();
    let mut successor = None;
    if let Some(to) = to {
        let agent: Option<AgentId> =
            sqlx::query_scalar("select id from agents where member_id = $1 and not replaced and deleted_at is null")
                .bind(to)
                .fetch_optional(&mut *conn)
                .await?;
        let agent = agent.ok_or_else(edited)?;
        added = add_groups(conn, (id, &agent)).await?;
        successor = Some(agent);
    }
    let now = context.clock.now();
    let revision: i64 = sqlx::query_scalar(
        "update agents set deleted_at = $1, state = 'offline', state_since = $1, revision = revision + 1 where id = $2 \
         returning revision",
    )
    .bind(now)
    .bind(id)
    .fetch_one(conn)
    .await?;
    Ok((revision, json!({ "successor": successor, "added": added })))
}

/// Puts the successor into those of the groups that he is not in yet.
async fn add_groups(conn: &mut Conn, (from, to): (&AgentId, &AgentId)) -> Result<Vec<SkillGroupId>> {
    let added = sqlx::query_scalar(
        "insert into agent_groups (organisation_id, group_id, agent_id, priority) \
         select organisation_id, group_id, $2, priority from agent_groups where agent_id = $1 and group_id not in \
         (select group_id from agent_groups where agent_id = $2) returning group_id",
    )
    .bind(from)
    .bind(to)
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query("update agents set revision = revision + 1 where id = $1").bind(to).execute(conn).await?;
    Ok(added)
}

/// Takes an agent out of the recycle bin again, and the successor out of the groups that he got; otherwise the state that is in the way.
///
/// # Errors
/// What the database says.
pub(crate) async fn give_back(
    conn: &mut Conn,
    id: &AgentId,
    (restore, revision): (&Value, Option<i64>),
) -> Result<Option<&'static str>> {
    let back = sqlx::query(
        "update agents set deleted_at = null, revision = revision + 1 where id = $1 and revision = $2 and not replaced \
         and deleted_at is not null",
    )
    .bind(id)
    .bind(revision)
    .execute(&mut *conn)
    .await?;
    if back.rows_affected() == 0 {
        return Ok(Some("edited"));
    }
    let successor: Option<AgentId> = serde_json::from_value(restore["successor"].clone())?;
    let added: Vec<SkillGroupId> = serde_json::from_value(restore["added"].clone())?;
    let Some(successor) = successor else { return Ok(None) };
    for group in added {
        sqlx::query("delete from agent_groups where agent_id = $1 and group_id = $2")
            .bind(&successor)
            .bind(group)
            .execute(&mut *conn)
            .await?;
    }
    Ok(None)
}
