//! Carrying a change set out.

use super::{BLOCK, Context, Row, SELECT, kind};
use crate::audit::{self, Actor};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::viewer::From;
use crate::{Conn, Db, Error, Result, Services, Write};
use model::audit::{Origin, Subject, Verb};
use model::change::ChangeKind;
use model::run::{RunState, Stage};
use model::{ChangeSetId, Code, ConnectionId, OrganisationId, Problem};
use serde_json::json;
use sqlx::QueryBuilder;

/// What the spine needs of a set.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Set {
    pub organisation_id: OrganisationId,
    pub kind: ChangeKind,
    pub connection_id: Option<ConnectionId>,
}

pub(super) async fn set(conn: &mut Conn, id: &ChangeSetId) -> Result<Set> {
    let set = sqlx::query_as("select organisation_id, kind, connection_id from change_sets where id = $1")
        .bind(id)
        .fetch_optional(conn)
        .await?;
    Ok(set.ok_or(Code::NotFound)?)
}

/// Whoever started the run, as the activity names him.
pub(super) fn actor(run: &runs::Row) -> Actor {
    let origin = if run.automatic { Origin::Schedule } else { Origin::Run };
    Actor {
        account: None,
        member: run.started_by_member.clone(),
        name: run.started_by.clone(),
        from: From { origin, address: String::new() },
    }
}

pub(super) fn context(services: &Services, id: &ChangeSetId, set: &Set) -> Context {
    Context {
        organisation: set.organisation_id.clone(),
        connection: set.connection_id.clone(),
        set: id.clone(),
        ids: services.ids.clone(),
        clock: services.clock.clone(),
    }
}

/// Carries out the ticked rows that are still open, block by block. Safe to run again after a crash at any point: a row and
/// its outcome are written in one transaction.
///
/// # Errors
/// A [`Stop`]: the database failed, or the run was cancelled.
pub(crate) async fn run(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let Some(id) = run.change_set_id.clone() else { return Err(Stop::GiveUp(Code::NotFound.into())) };
    let mut conn = services.store.read().await?;
    let set = set(&mut conn, &id).await?;
    let total: i64 = sqlx::query_scalar(
        "select count(*) from change_rows where set_id = $1 and accepted = $2 and state in ('open', 'applied', 'failed')",
    )
    .bind(&id)
    .bind(true)
    .fetch_one(&mut *conn)
    .await?;
    drop(conn);
    loop {
        let mut tx = services.store.write().await?;
        let left = block(&mut tx, services, run, &id, &set).await?;
        let (done, failed) = outcomes(&mut tx, &id).await?;
        let mut counts = run.counts();
        counts.failed = failed;
        let progress =
            Progress { stage: Stage::Write, done: done + failed, total: Some(total), cursor: String::new(), counts };
        runs::save(&mut tx, run, &progress).await?;
        let cancelled = cancel_asked(&mut tx, run).await?;
        if !left || cancelled {
            finish(&mut tx, services, run, &id, &set, (done, failed), cancelled).await?;
            tx.commit().await?;
            return Ok(());
        }
        tx.commit().await?;
    }
}

pub(super) async fn cancel_asked(conn: &mut Conn, run: &runs::Row) -> Result<bool> {
    Ok(sqlx::query_scalar("select cancel_asked from runs where id = $1").bind(&run.id).fetch_one(conn).await?)
}

async fn outcomes(conn: &mut Conn, id: &ChangeSetId) -> Result<(i64, i64)> {
    let counts = sqlx::query_as(
        "select count(case when state = 'applied' then 1 end), count(case when state = 'failed' then 1 end) \
         from change_rows where set_id = $1",
    )
    .bind(id)
    .fetch_one(conn)
    .await?;
    Ok(counts)
}

/// Carries out one block; whether there was one.
async fn block(tx: &mut Write, services: &Services, run: &runs::Row, id: &ChangeSetId, set: &Set) -> Result<bool> {
    let mut query = QueryBuilder::<Db>::new(SELECT);
    query.push("where set_id = ").push_bind(id.clone());
    query.push(" and state = 'open' and accepted = ").push_bind(true);
    query.push(" order by rank, id limit ").push_bind(BLOCK);
    let rows: Vec<Row> = query.build_query_as().fetch_all(&mut **tx).await?;
    if rows.is_empty() {
        return Ok(false);
    }
    let kind = kind(set.kind);
    let context = context(services, id, set);
    let mut records = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut savepoint = tx.savepoint().await?;
        match kind.apply(&mut savepoint, &context, row).await {
            Ok(applied) => {
                sqlx::query(
                    "update change_rows set state = 'applied', subject_id = $1, restore = $2, revision_after = $3, \
                     problem = null where id = $4",
                )
                .bind(&applied.subject_id)
                .bind(applied.restore.to_string())
                .bind(applied.revision)
                .bind(&row.id)
                .execute(&mut *savepoint)
                .await?;
                savepoint.commit().await?;
                records.extend(applied.record);
            }
            Err(error) => {
                savepoint.rollback().await?;
                // A row that breaks a rule of the schema is that row's failure; a database that is gone is everybody's.
                let problem = match error {
                    Error::Database(sqlx::Error::Database(error)) => {
                        Problem::new(Code::Taken).with("field", "record").with("detail", error.message())
                    }
                    Error::Database(error) => return Err(error.into()),
                    other => other.into_problem(),
                };
                sqlx::query("update change_rows set state = 'failed', problem = $1 where id = $2")
                    .bind(serde_json::to_string(&problem)?)
                    .bind(&row.id)
                    .execute(&mut **tx)
                    .await?;
            }
        }
    }
    audit::record_all(tx, &set.organisation_id, &actor(run), services.clock.now(), &records).await?;
    for topic in kind.topics() {
        tx.hint(&set.organisation_id, topic);
    }
    tx.hint(&set.organisation_id, "changes");
    Ok(true)
}

async fn finish(
    tx: &mut Write,
    services: &Services,
    run: &runs::Row,
    id: &ChangeSetId,
    set: &Set,
    (done, failed): (i64, i64),
    cancelled: bool,
) -> Result<()> {
    let now = services.clock.now();
    sqlx::query("update change_rows set state = 'skipped' where set_id = $1 and state = 'open' and accepted = $2")
        .bind(id)
        .bind(false)
        .execute(&mut **tx)
        .await?;
    sqlx::query("update change_sets set state = 'applied', applied_at = $1, revision = revision + 1 where id = $2")
        .bind(now)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    let record = audit::Record::new(Verb::Apply, Subject::ChangeSet, id, run.connection.clone().unwrap_or_default())
        .fields(json!(null), json!({ "kind": set.kind, "applied": done, "failed": failed }));
    audit::record(tx, &set.organisation_id, &actor(run), now, record).await?;
    let state = if cancelled { RunState::Cancelled } else { RunState::Done };
    runs::end(tx, services, &run.id, &set.organisation_id, state, None).await?;
    tx.hint(&set.organisation_id, "changes");
    Ok(())
}
