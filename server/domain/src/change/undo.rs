//! Putting a change set back.

use super::apply::{Set, actor, context, set};
use super::kept;
use super::pace::Pace;
use super::{Inverted, Row, SELECT, kind, tally};
use crate::audit::{self, Record};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::{Db, Error, Result, Services, Write};
use model::audit::{Subject, Verb};
use model::change::RowState;
use model::run::{RunState, Stage};
use model::{ChangeSetId, Code, Problem};
use serde_json::json;
use sqlx::QueryBuilder;

/// Puts back, last row first, what nobody touched since; what was touched is kept, with the reason.
///
/// # Errors
/// A [`Stop`]: the database failed.
pub(crate) async fn run(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let Some(id) = run.change_set_id.clone() else { return Err(Stop::GiveUp(Code::NotFound.into())) };
    let mut conn = services.store.read().await?;
    let set = set(&mut conn, &id).await?;
    let tallies = tally::of(&mut conn, &id).await?;
    let total =
        [RowState::Applied, RowState::Undone, RowState::Kept].map(|state| tally::ticked(&tallies, state)).iter().sum();
    drop(conn);
    let mut pace = Pace::new();
    loop {
        let mut tx = services.store.write().await?;
        let from = services.clock.now();
        let left = block(&mut tx, services, run, (&id, &set), pace.rows()).await?;
        let tallies = tally::of(&mut tx, &id).await?;
        let (undone, kept) = (tally::ticked(&tallies, RowState::Undone), tally::ticked(&tallies, RowState::Kept));
        let progress = Progress {
            stage: Stage::Write,
            done: undone + kept,
            total: Some(total),
            cursor: String::new(),
            counts: run.counts(),
        };
        runs::save(&mut tx, run, &progress).await?;
        if !left {
            let now = services.clock.now();
            sqlx::query("update change_sets set state = 'undone', revision = revision + 1 where id = $1")
                .bind(&id)
                .execute(&mut *tx)
                .await?;
            kept::forget(&mut tx, &id).await?;
            let record = Record::new(Verb::Undo, Subject::ChangeSet, &id, run.connection.clone().unwrap_or_default())
                .fields(json!(null), json!({ "kind": set.kind, "undone": undone, "kept": kept }));
            audit::record(&mut tx, &set.organisation_id, &actor(run), now, record).await?;
            runs::end(&mut tx, services, &run.id, &set.organisation_id, RunState::Done, None).await?;
            tx.hint(&set.organisation_id, "changes");
            tx.commit().await?;
            return Ok(());
        }
        tx.commit().await?;
        pace.took(from, services.clock.now());
    }
}

async fn block(
    tx: &mut Write,
    services: &Services,
    run: &runs::Row,
    (id, set): (&ChangeSetId, &Set),
    most: i64,
) -> Result<bool> {
    let mut query = QueryBuilder::<Db>::new(SELECT);
    query.push("where set_id = ").push_bind(id.clone());
    query.push(" and state = 'applied' and accepted = ").push_bind(true);
    query.push(" order by rank desc, id desc limit ").push_bind(most);
    let rows: Vec<Row> = query.build_query_as().fetch_all(&mut **tx).await?;
    if rows.is_empty() {
        return Ok(false);
    }
    let kind = kind(set.kind);
    let context = context(tx, services, run, id, set).await?;
    let mut records = Vec::with_capacity(rows.len());
    let mut moved = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut savepoint = tx.savepoint().await?;
        let kept = match kind.invert(&mut savepoint, &context, row).await {
            Ok(Inverted::Undone(record)) => {
                savepoint.commit().await?;
                records.push(record.of_set(id));
                None
            }
            Ok(Inverted::Kept(problem)) => {
                savepoint.rollback().await?;
                Some(problem)
            }
            Err(Error::Database(sqlx::Error::Database(error))) => {
                savepoint.rollback().await?;
                Some(Problem::new(Code::WrongState).with("state", "in_use").with("detail", error.message()))
            }
            Err(Error::Problem(problem)) => {
                savepoint.rollback().await?;
                Some(problem)
            }
            Err(error) => return Err(error),
        };
        let state = if kept.is_some() { RowState::Kept } else { RowState::Undone };
        moved.push((row, state));
        let problem = kept.as_ref().map(serde_json::to_string).transpose()?;
        sqlx::query("update change_rows set state = $1, problem = $2 where id = $3")
            .bind(state)
            .bind(problem)
            .bind(&row.id)
            .execute(&mut **tx)
            .await?;
    }
    tally::shift_rows(tx, id, RowState::Applied, &moved).await?;
    audit::record_rows(tx, &set.organisation_id, &actor(run), services.clock.now(), &records).await?;
    for topic in kind.topics() {
        tx.hint(&set.organisation_id, topic);
    }
    tx.hint(&set.organisation_id, "changes");
    Ok(true)
}
