//! Decisions about many rows at once, each its own: what a script sends after it has looked.

use super::access::{require_any, require_deciding};
use super::decide::{draft, touched};
use super::list::find;
use crate::change::tally::{self, Tally};
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer, audit, organisation};
use model::change::{ChangeKind, Resolution, RowDecision, RowState, Verdict};
use model::member::Outcome;
use model::problem::Fault;
use model::{ChangeRowId, ChangeSetId, Code, Problem, limits};
use sqlx::QueryBuilder;
use std::collections::HashMap;

#[derive(sqlx::FromRow)]
struct Row {
    id: ChangeRowId,
    name: String,
    verdict: Verdict,
    state: RowState,
    accepted: bool,
    braked: bool,
    resolution: Option<Resolution>,
}

/// Ticks, unticks and resolves rows in one step. What stands in the way of one does not hold up the others; of two decisions about the
/// same row the later counts.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`] for another revision than the set's, [`Code::WrongState`] once the set is no
/// draft, [`Code::Invalid`] naming `rows` for none or more than [`limits::BULK`].
pub async fn decide_rows(
    services: &Services,
    viewer: &Viewer,
    set: &ChangeSetId,
    revision: i64,
    decisions: &[RowDecision],
) -> Result<Vec<Outcome<ChangeRowId>>> {
    require_any(viewer)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let known = find(&mut tx, viewer, set).await?;
    require_deciding(viewer, known.kind)?;
    if decisions.is_empty() || decisions.len() > limits::BULK {
        return Err(Problem::field("rows", Fault::OutOfRange).into());
    }
    if known.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, set.as_str(), &known.connection).await?.into());
    }
    draft(&known)?;
    touched(&mut tx, set).await?;
    let mut rows = of(&mut tx, set, decisions).await?;
    let mut outcomes = Vec::with_capacity(decisions.len());
    for decision in decisions {
        let problem = match rows.get_mut(&decision.row) {
            Some(row) => decide(&mut tx, set, row, known.kind, decision).await?,
            None => Some(Code::NotFound.into()),
        };
        let name = rows.get(&decision.row).map_or_else(String::new, |row| viewer.text(row.name.clone()));
        outcomes.push(Outcome { id: decision.row.clone(), name, problem });
    }
    tx.hint(&viewer.organisation, "changes");
    tx.commit().await?;
    Ok(outcomes)
}

/// The rows of the set that are meant.
async fn of(conn: &mut Conn, set: &ChangeSetId, decisions: &[RowDecision]) -> Result<HashMap<ChangeRowId, Row>> {
    let mut rows = HashMap::new();
    for block in decisions.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select id, name, verdict, state, accepted, braked, resolution from change_rows where set_id = ",
        );
        sql.push_bind(set.clone()).push(" and id in (");
        push_list(&mut sql, block.iter().map(|decision| decision.row.clone()));
        let found: Vec<Row> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        rows.extend(found.into_iter().map(|row| (row.id.clone(), row)));
    }
    Ok(rows)
}

/// Carries one decision out; what stood in its way.
async fn decide(
    conn: &mut Conn,
    set: &ChangeSetId,
    row: &mut Row,
    kind: ChangeKind,
    decision: &RowDecision,
) -> Result<Option<Problem>> {
    let wrong = |state: &str| Ok(Some(Problem::new(Code::WrongState).with("state", state)));
    if row.state != RowState::Open {
        return wrong(row.state.word());
    }
    let resolution = decision.resolution.or(row.resolution);
    if let Some(resolution) = decision.resolution {
        if row.verdict != Verdict::Conflict {
            return wrong(row.verdict.word());
        }
        if !kind.resolutions().contains(&resolution) {
            return Ok(Some(Problem::field("resolution", Fault::Unknown)));
        }
    }
    let resolved = resolution.is_some_and(|resolution| resolution != Resolution::KeepOurs);
    let accepted = match (decision.resolution, decision.accepted) {
        (Some(_), _) => resolved,
        (None, Some(accepted)) => accepted,
        (None, None) => return Ok(Some(Problem::field("accepted", Fault::Missing))),
    };
    // A conflict is ticked by deciding it; what cannot be carried out never is.
    if accepted && (row.verdict == Verdict::Blocked || (row.verdict == Verdict::Conflict && !resolved)) {
        return wrong(row.verdict.word());
    }
    sqlx::query("update change_rows set accepted = $1, resolution = $2 where id = $3")
        .bind(accepted)
        .bind(resolution)
        .bind(&row.id)
        .execute(&mut *conn)
        .await?;
    let before =
        Tally { verdict: row.verdict, state: row.state, accepted: row.accepted, braked: row.braked, amount: 1 };
    tally::shift(conn, set, [before], |tally| Tally { accepted, ..tally }).await?;
    (row.accepted, row.resolution) = (accepted, resolution);
    Ok(None)
}
