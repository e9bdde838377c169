//! Ticking rows and deciding conflicts.

use super::access::{require_any, require_deciding};
use super::list::{find, row};
use crate::change::apply::MARKED_AT_ONCE;
use crate::change::tally::{self, Tally};
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer, organisation};
use model::change::{ChangeRow, ChangeSet, ChangeState, Resolution, RowState, Tick, Verdict};
use model::problem::Fault;
use model::{ChangeRowId, ChangeSetId, Code, Problem, limits};
use sqlx::QueryBuilder;

pub(super) fn draft(set: &ChangeSet) -> Result<()> {
    if set.state == ChangeState::Draft {
        return Ok(());
    }
    Err(Problem::new(Code::WrongState).with("state", set.state).into())
}

pub(super) async fn touched(conn: &mut Conn, set: &ChangeSetId) -> Result<()> {
    sqlx::query("update change_sets set revision = revision + 1 where id = $1").bind(set).execute(conn).await?;
    Ok(())
}

/// Ticks or unticks rows: these, or all of a verdict. A conflict is ticked by deciding it.
///
/// All of a verdict may be a million rows: they turn block by block, so that others can write in between. What a crash cuts
/// short is asked for again, as the answer never came.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] once the set is no draft.
pub async fn tick(services: &Services, viewer: &Viewer, tick: &Tick) -> Result<ChangeSet> {
    require_any(viewer)?;
    if tick.rows.len() > limits::BULK {
        return Err(Problem::field("rows", Fault::OutOfRange).into());
    }
    let mut from = None;
    loop {
        let mut tx = services.store.write().await?;
        organisation::lock(&mut tx, &viewer.organisation).await?;
        let set = find(&mut tx, viewer, &tick.set).await?;
        require_deciding(viewer, set.kind)?;
        draft(&set)?;
        // First, so that of two people who tick at once the second counts what the first left.
        touched(&mut tx, &tick.set).await?;
        let to = if tick.rows.is_empty() { border(&mut tx, tick, from.as_ref()).await? } else { None };
        turn(&mut tx, tick, from.as_ref(), to.as_ref()).await?;
        tx.hint(&viewer.organisation, "changes");
        let set = find(&mut tx, viewer, &tick.set).await?;
        tx.commit().await?;
        if to.is_none() {
            return Ok(set);
        }
        from = to;
    }
}

/// A place in the order of a set's rows, which nothing that ticks changes.
#[derive(Debug, sqlx::FromRow)]
struct Place {
    name_key: String,
    id: ChangeRowId,
}

/// Where a block of rows after `from` ends; nowhere if what is left is no more than a block.
async fn border(conn: &mut Conn, tick: &Tick, from: Option<&Place>) -> Result<Option<Place>> {
    let mut sql = QueryBuilder::<Db>::new("select name_key, id from change_rows");
    push_between(&mut sql, tick, from, None);
    sql.push(" order by name_key, id limit 1 offset ").push_bind(MARKED_AT_ONCE - 1);
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

async fn turn(conn: &mut Conn, tick: &Tick, from: Option<&Place>, to: Option<&Place>) -> Result<()> {
    let mut sql =
        QueryBuilder::<Db>::new("select verdict, state, accepted, braked, count(*) as amount from change_rows");
    push_ticked(&mut sql, tick, from, to);
    sql.push(" group by verdict, state, accepted, braked");
    let before: Vec<Tally> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let mut sql = QueryBuilder::<Db>::new("update change_rows set accepted = ");
    sql.push_bind(tick.accepted);
    push_ticked(&mut sql, tick, from, to);
    sql.build().execute(&mut *conn).await?;
    tally::shift(conn, &tick.set, before, |tally| Tally { accepted: tick.accepted, ..tally }).await
}

/// The rows that a tick means, after one place and up to another.
fn push_between(sql: &mut QueryBuilder<Db>, tick: &Tick, from: Option<&Place>, to: Option<&Place>) {
    sql.push(" where set_id = ").push_bind(tick.set.clone());
    if let Some(verdict) = tick.verdict {
        sql.push(" and verdict = ").push_bind(verdict);
    }
    for (place, comparison) in [(from, ">"), (to, "<=")] {
        if let Some(place) = place {
            sql.push(" and (name_key, id) ").push(comparison).push(" (").push_bind(place.name_key.clone());
            sql.push(", ").push_bind(place.id.clone()).push(")");
        }
    }
}

/// Those of them that it would turn.
fn push_ticked(sql: &mut QueryBuilder<Db>, tick: &Tick, from: Option<&Place>, to: Option<&Place>) {
    if tick.rows.is_empty() {
        push_between(sql, tick, from, to);
    } else {
        sql.push(" where set_id = ").push_bind(tick.set.clone()).push(" and id in (");
        push_list(sql, tick.rows.iter().cloned());
        sql.push(")");
    }
    sql.push(" and accepted = ").push_bind(!tick.accepted);
    if tick.accepted {
        sql.push(" and verdict <> 'blocked' and (verdict <> 'conflict' or (resolution is not null and resolution <> 'keep_ours'))");
    }
}

/// Decides a conflict. Keeping ours unticks the row, everything else ticks it.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] for a row that is no open conflict, [`Code::Invalid`] naming
/// `resolution` for a way out that this kind of set has not got.
pub async fn resolve(
    services: &Services,
    viewer: &Viewer,
    set: &ChangeSetId,
    id: &ChangeRowId,
    resolution: Resolution,
) -> Result<ChangeRow> {
    require_any(viewer)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let known = find(&mut tx, viewer, set).await?;
    require_deciding(viewer, known.kind)?;
    draft(&known)?;
    if !known.kind.resolutions().contains(&resolution) {
        return Err(Problem::field("resolution", Fault::Unknown).into());
    }
    touched(&mut tx, set).await?;
    let found = row(&mut tx, viewer, set, id).await?;
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
    let decided = row(&mut tx, viewer, set, id).await?;
    tx.commit().await?;
    Ok(decided)
}
