//! Taking an agent away again whom an import added: into the recycle bin.

use super::add::Before;
use super::untouched;
use crate::agents::rows::Row as Agent;
use crate::agents::{delete, force};
use crate::audit::{self, Actor, Record};
use crate::change::{Context, Inverted, Row};
use crate::{Conn, Result, members};
use model::audit::{Subject, Verb};
use model::member::Status;
use model::{AccountId, Code, Problem};
use serde_json::json;

/// Deletes an agent whom nobody changed since. Somebody who came with the file leaves with him; who was a member before is one again, as
/// he was.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    let agent = match untouched(conn, context, row).await? {
        Ok(agent) => agent,
        Err(kept) => return Ok(kept),
    };
    if agent.state.is_serving() {
        return Ok(Inverted::Kept(Problem::new(Code::AgentServing).with("name", &agent.name)));
    }
    let now = context.clock.now();
    let came = !before.member || before.was.is_some();
    if let Some(account) = agent.account_id.as_ref().filter(|_| came && !agent.has_own_account()) {
        match before.was {
            Some(was) => withdraw(conn, context, (&agent, account), was).await?,
            None => leave(conn, context, &agent).await?,
        }
        force::end_sessions(conn, &context.services, &agent, account, now).await?;
    }
    delete::into_bin(conn, &agent, now).await?;
    let record = Record::new(Verb::Undo, Subject::Agent, &agent.id, &agent.name)
        .fields(json!({ "number": agent.number, "email": agent.email }), json!(null));
    Ok(Inverted::Undone(record))
}

/// The member stays, and stands as before; the password that was mailed is of no use any more.
async fn withdraw(
    conn: &mut Conn,
    context: &Context,
    (agent, account): (&Agent, &AccountId),
    was: Status,
) -> Result<()> {
    let now = context.clock.now();
    sqlx::query(
        "update accounts set password_hash = null, password_expires_at = $1, revision = revision + 1 where id = $2",
    )
    .bind(now)
    .bind(account)
    .execute(&mut *conn)
    .await?;
    sqlx::query("update members set status = $1, revision = revision + 1 where id = $2 and status = 'active'")
        .bind(was)
        .bind(&agent.member_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// The member came with the agent.
async fn leave(conn: &mut Conn, context: &Context, agent: &Agent) -> Result<()> {
    let left = members::terminate(conn, context, &agent.member_id).await?;
    let told: Vec<Record> = left.record.into_iter().map(|record| record.of_set(&context.set)).collect();
    let by = Actor::from(context.viewer()?);
    audit::record_beside(conn, &context.ids, &context.organisation, (&by, context.clock.now()), &told).await
}
