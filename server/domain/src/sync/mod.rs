//! Synchronisations: read a platform, compare, propose a change set.
//!
//! A run reads everything into staging tables page by page, saving its cursor with each page, so that a killed server goes on
//! where it was. Only when all was read is anything concluded; an error never becomes an empty list. The comparison walks both
//! sides in the order of their keys, a block at a time: a million rows need no more memory than a thousand.

pub mod contacts;
pub mod customers;
mod finish;
mod linked;
pub mod seats;

pub(crate) use finish::{begin_set, finish};

use crate::jobs::Stop;
use crate::{Result, Services, Write, connections, runs};
use connectors::wecom::{Decision, WeCom, WeComError};
use model::change::FieldChange;
use model::run::RunState;
use model::{Code, Problem, RunId};
use std::time::Duration;

/// Rows of one side that the comparison looks at together.
pub(crate) const BLOCK: i64 = 500;

/// Removes what a run read, once it is over: a block a transaction, because a million rows at once would hold every other
/// writer up. Safe to run again.
pub(crate) async fn tidy(services: &Services, run: &RunId) -> Result<()> {
    for statement in [
        "delete from staged_departments where run_id = $1 and external_id <= coalesce((select external_id \
         from staged_departments where run_id = $1 order by external_id limit 1 offset $2), $3)",
        "delete from staged_members where run_id = $1 and external_key <= coalesce((select external_key \
         from staged_members where run_id = $1 order by external_key limit 1 offset $2), $3)",
        "delete from staged_relations where run_id = $1 and customer_key <= coalesce((select customer_key \
         from staged_relations where run_id = $1 order by customer_key, owner_key limit 1 offset $2), $3)",
    ] {
        loop {
            let mut tx = services.store.write().await?;
            let removed =
                sqlx::query(statement).bind(run).bind(2 * BLOCK).bind(char::MAX.to_string()).execute(&mut *tx).await?;
            tx.commit().await?;
            if removed.rows_affected() == 0 {
                break;
            }
        }
    }
    Ok(())
}

/// The client of a run's connection.
pub(crate) async fn client(services: &Services, run: &runs::Row) -> std::result::Result<WeCom, Stop> {
    let Some(connection) = &run.connection_id else { return Err(Stop::GiveUp(Code::NotFound.into())) };
    let mut conn = services.store.read().await?;
    let row = connections::rows::find_raw(&mut conn, connection).await?;
    let Some(row) = row else { return Err(Stop::GiveUp(Code::NotFound.into())) };
    drop(conn);
    Ok(services.clients.of(services, &row)?)
}

/// What a failure of the platform means for the run: wait and go on from the cursor, or stop and tell a person. The client has
/// done its own retries before.
pub(crate) async fn platform_failed(services: &Services, run: &runs::Row, error: &WeComError) -> Stop {
    let pause = match error.decision() {
        Decision::Retry { after } => Some(after.max(Duration::from_secs(2))),
        Decision::Wait { at_least } => Some(at_least),
        Decision::RefreshToken => Some(Duration::from_secs(5)),
        Decision::RestartListing => Some(Duration::from_secs(2)),
        Decision::AskForLess | Decision::UseApp | Decision::Stop | Decision::Skip | Decision::Empty => None,
    };
    let problem = connections::problem(error);
    if let Some(connection) = &run.connection_id
        && let Err(error) = note_state(services, connection, run, Some(&problem)).await
    {
        tracing::warn!(%error, "the state of a connection could not be kept");
    }
    match pause {
        // A listing that has to begin again, or trouble that passes: the queue counts the tries and ends them.
        Some(pause) => Stop::Later(Some(pause), error.to_string()),
        None => Stop::GiveUp(problem),
    }
}

/// Keeps on the connection how the last call went.
pub(crate) async fn note_state(
    services: &Services,
    connection: &model::ConnectionId,
    run: &runs::Row,
    problem: Option<&Problem>,
) -> Result<()> {
    let mut tx = services.store.write().await?;
    connections::rows::set_state(&mut tx, connection, problem).await?;
    tx.hint(&run.organisation_id, "connections");
    tx.commit().await
}

/// Ends the run if a person asked for it; whether it did.
pub(crate) async fn cancelled(tx: &mut Write, services: &Services, run: &runs::Row) -> Result<bool> {
    let asked: bool =
        sqlx::query_scalar("select cancel_asked from runs where id = $1").bind(&run.id).fetch_one(&mut **tx).await?;
    if asked {
        if let Some(set) = &run.change_set_id {
            sqlx::query("update change_sets set state = 'discarded' where id = $1 and state = 'drafting'")
                .bind(set)
                .execute(&mut **tx)
                .await?;
        }
        runs::end(tx, services, &run.id, &run.organisation_id, RunState::Cancelled, None).await?;
    }
    Ok(asked)
}

/// One field of a row for people, if it differs.
pub(crate) fn field(field: &str, before: &str, after: &str) -> Option<FieldChange> {
    let change = || FieldChange { field: field.to_owned(), before: before.to_owned(), after: after.to_owned() };
    (before != after).then(change)
}
