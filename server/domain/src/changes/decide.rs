//! Ticking rows and deciding conflicts.

use super::list::{find, row};
use crate::change::tally::{self, Tally};
use crate::{Conn, Db, Result, Services, Viewer, organisation};
use model::change::{ChangeRow, ChangeSet, ChangeState, Resolution, RowState, Tick, Verdict};
use model::permission::Permission;
use model::problem::Fault;
use model::{ChangeRowId, ChangeSetId, Code, Problem, limits};
use sqlx::QueryBuilder;

fn draft(set: &ChangeSet) -> Result<()> {
    if set.state == ChangeState::Draft {
        return Ok(());
    }
    Err(Problem::new(Code::WrongState).with("state", set.state).into())
}

async fn touched(conn: &mut Conn, set: &ChangeSetId) -> Result<()> {
    sqlx::query("update change_sets set revision = revision + 1 where id = $1").bind(set).execute(conn).await?;
    Ok(())
}

/// Ticks or unticks rows: these, or all of a verdict. A conflict is ticked by deciding it.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] once the set is no draft.
pub async fn tick(services: &Services, viewer: &Viewer, tick: &Tick) -> Result<ChangeSet> {
    viewer.require_everywhere(Permission::SyncRun)?;
    if tick.rows.len() > limits::BULK {
        return Err(Problem::field("rows", Fault::OutOfRange).into());
    }
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    draft(&find(&mut tx, &viewer.organisation, &tick.set).await?)?;
    // First, so that of two people who tick at once the second counts what the first left.
    touched(&mut tx, &tick.set).await?;
    let mut sql =
        QueryBuilder::<Db>::new("select verdict, state, accepted, braked, count(*) as amount from change_rows");
    push_ticked(&mut sql, tick);
    sql.push(" group by verdict, state, accepted, braked");
    let before: Vec<Tally> = sql.build_query_as().fetch_all(&mut *tx).await?;
    let mut sql = QueryBuilder::<Db>::new("update change_rows set accepted = ");
    sql.push_bind(tick.accepted);
    push_ticked(&mut sql, tick);
    sql.build().execute(&mut *tx).await?;
    tally::shift(&mut tx, &tick.set, before, |tally| Tally { accepted: tick.accepted, ..tally }).await?;
    tx.hint(&viewer.organisation, "changes");
    let set = find(&mut tx, &viewer.organisation, &tick.set).await?;
    tx.commit().await?;
    Ok(set)
}

/// The rows that a tick would turn.
fn push_ticked(sql: &mut QueryBuilder<Db>, tick: &Tick) {
    sql.push(" where set_id = ").push_bind(tick.set.clone());
    sql.push(" and accepted = ").push_bind(!tick.accepted);
    if tick.accepted {
        sql.push(" and (verdict <> 'conflict' or (resolution is not null and resolution <> 'keep_ours'))");
    }
    if !tick.rows.is_empty() {
        sql.push(" and id in (");
        let mut list = sql.separated(", ");
        for id in &tick.rows {
            list.push_bind(id.clone());
        }
        sql.push(")");
    } else if let Some(verdict) = tick.verdict {
        sql.push(" and verdict = ").push_bind(verdict);
    }
}

/// Decides a conflict. Keeping ours unticks the row, everything else ticks it.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] for a row that is no open conflict.
pub async fn resolve(
    services: &Services,
    viewer: &Viewer,
    set: &ChangeSetId,
    id: &ChangeRowId,
    resolution: Resolution,
) -> Result<ChangeRow> {
    viewer.require_everywhere(Permission::SyncRun)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    draft(&find(&mut tx, &viewer.organisation, set).await?)?;
    touched(&mut tx, set).await?;
    let found = row(&mut tx, set, id).await?;
    if found.verdict != Verdict::Conflict || found.state != RowState::Open {
        return Err(Problem::new(Code::WrongState).with("state", found.state).into());
    }
    let accepted = resolution != Resolution::KeepOurs;
    let braked: bool =
        sqlx::query_scalar("update change_rows set resolution = $1, accepted = $2 where id = $3 returning braked")
            .bind(resolution)
            .bind(accepted)
            .bind(id)
            .fetch_one(&mut *tx)
            .await?;
    let before = Tally { verdict: found.verdict, state: found.state, accepted: found.accepted, braked, amount: 1 };
    tally::shift(&mut tx, set, [before], |tally| Tally { accepted, ..tally }).await?;
    tx.hint(&viewer.organisation, "changes");
    let decided = row(&mut tx, set, id).await?;
    tx.commit().await?;
    Ok(decided)
}
