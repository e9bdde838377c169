//! The sign-in history of agents.

use crate::{Conn, Ids, Result};
use model::agent::{SignIn, SignInKind};
use model::{AgentId, Moment};

/// Notes what happened at the door.
///
/// # Errors
/// What the database says.
pub async fn note(conn: &mut Conn, ids: &Ids, agent: &AgentId, entry: &SignIn) -> Result<()> {
    sqlx::query(
        "insert into agent_sign_ins (id, agent_id, at, kind, address, browser) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(ids.next::<String>())
    .bind(agent)
    .bind(entry.at)
    .bind(entry.kind)
    .bind(&entry.address)
    .bind(&entry.browser)
    .execute(conn)
    .await?;
    Ok(())
}

/// The newest entries.
///
/// # Errors
/// What the database says.
pub async fn newest(conn: &mut Conn, agent: &AgentId, most: i64) -> Result<Vec<SignIn>> {
    let found: Vec<(Moment, SignInKind, String, String)> = sqlx::query_as(
        "select at, kind, address, browser from agent_sign_ins where agent_id = $1 order by at desc, id desc limit $2",
    )
    .bind(agent)
    .bind(most)
    .fetch_all(conn)
    .await?;
    Ok(found.into_iter().map(|(at, kind, address, browser)| SignIn { at, kind, address, browser }).collect())
}
