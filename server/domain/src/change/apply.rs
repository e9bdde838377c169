//! Carrying a change set out.

use super::kept;
use super::pace::Pace;
use super::tally::{self, Tally};
use super::{Applied, Context, Kind, Prepared, Row, SELECT, kind};
use crate::audit::{self, Actor};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::viewer::From;
use crate::{Conn, Db, Error, Result, Services, Write, backups, viewer};
use model::audit::{Origin, Subject, Verb};
use model::change::{Brake, ChangeKind, RowState, Verdict};
use model::run::{RunState, Stage};
use model::{ChangeSetId, Code, ConnectionId, OrganisationId, Problem};
use serde_json::json;
use sqlx::QueryBuilder;

/// How many rows are marked in one transaction: some tens of milliseconds of the writer.
pub(crate) const MARKED_AT_ONCE: i64 = 5_000;

/// What the spine needs of a set.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Set {
    pub organisation_id: OrganisationId,
    pub kind: ChangeKind,
    pub connection_id: Option<ConnectionId>,
    pub brake_of: i64,
    pub brake_percent: i64,
}

pub(super) async fn set(conn: &mut Conn, id: &ChangeSetId) -> Result<Set> {
    let set = sqlx::query_as(
        "select organisation_id, kind, connection_id, brake_of, brake_percent from change_sets where id = $1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?;
    Ok(set.ok_or(Code::NotFound)?)
}

/// Whoever started the run, as the activity names him.
pub(crate) fn actor(run: &runs::Row) -> Actor {
    let nobody = run.started_by_member.is_none() && run.started_by_key.is_none();
    let origin = if nobody || run.automatic { Origin::Schedule } else { Origin::Run };
    Actor {
        account: None,
        member: run.started_by_member.clone(),
        key: run.started_by_key.clone(),
        name: run.started_by.clone(),
        from: From { origin, address: String::new() },
    }
}

pub(super) async fn context(
    conn: &mut Conn,
    services: &Services,
    run: &runs::Row,
    id: &ChangeSetId,
    set: &Set,
) -> Result<Context> {
    let viewer = viewer::of_run(conn, run, services.clock.now()).await?;
    let by = match &run.started_by_key {
        Some(_) => viewer.as_ref().map(|viewer| viewer.member.clone()),
        None => run.started_by_member.clone(),
    };
    Ok(Context {
        organisation: set.organisation_id.clone(),
        connection: set.connection_id.clone(),
        set: id.clone(),
        ids: services.ids.clone(),
        clock: services.clock.clone(),
        services: services.clone(),
        by,
        viewer,
        prepared: Prepared::default(),
    })
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
    let tallies = tally::of(&mut conn, &id).await?;
    let total =
        [RowState::Open, RowState::Applied, RowState::Failed].map(|state| tally::ticked(&tallies, state)).iter().sum();
    drop(conn);
    // Whoever confirmed: what is gone is gone, and a copy is the way back.
    let removal = Brake { leave: tally::removing(&tallies), of: set.brake_of, limit: set.brake_percent };
    if removal.holds() {
        backups::before_apply(services, run, &id).await?;
    }
    let mut pace = Pace::new();
    loop {
        let (most, prepared) = prepare(services, run, (&id, &set), pace.rows()).await?;
        let mut tx = services.store.write().await?;
        let from = services.clock.now();
        let cancelled = cancel_asked(&mut tx, run).await?;
        let carried = !cancelled
            && match block(&mut tx, services, run, (&id, &set), (most, &prepared), Attempt::Whole).await {
                Err(error) if is_of_rows(&error) => {
                    drop(tx);
                    tx = services.store.write().await?;
                    block(&mut tx, services, run, (&id, &set), (most, &prepared), Attempt::Halved).await?
                }
                carried => carried?,
            };
        let tallies = tally::of(&mut tx, &id).await?;
        let (done, failed) = (tally::ticked(&tallies, RowState::Applied), tally::ticked(&tallies, RowState::Failed));
        let mut counts = run.counts();
        counts.failed = failed;
        let progress =
            Progress { stage: Stage::Write, done: done + failed, total: Some(total), cursor: String::new(), counts };
        runs::save(&mut tx, run, &progress).await?;
        if !carried && !skip(&mut tx, &id).await? {
            finish(&mut tx, services, run, (&id, &set), tallies, cancelled).await?;
            tx.commit().await?;
            return Ok(());
        }
        tx.commit().await?;
        pace.took(from, services.clock.now());
    }
}

pub(super) async fn cancel_asked(conn: &mut Conn, run: &runs::Row) -> Result<bool> {
    Ok(sqlx::query_scalar("select cancel_asked from runs where id = $1").bind(&run.id).fetch_one(conn).await?)
}

/// How a block is tried. Nearly all go well, and a savepoint copies every page that a block touches, so the first attempt
/// goes without one: what fails is rolled back with its transaction and tried again in parts.
#[derive(Debug, Clone, Copy)]
enum Attempt {
    Whole,
    /// What fails is halved until the row that fails stands alone.
    Halved,
}

/// Whether an error may be that of one row; a database that is gone is everybody's.
fn is_of_rows(error: &Error) -> bool {
    !matches!(error, Error::Database(error) if error.as_database_error().is_none())
}

/// What is to be told, and what became of each row.
pub(super) type Carried<'a> = (Vec<audit::Record>, Vec<(&'a Row, RowState)>);

/// The rows that are carried out next.
pub(super) async fn next(conn: &mut Conn, id: &ChangeSetId, most: i64) -> Result<Vec<Row>> {
    let mut query = QueryBuilder::<Db>::new(SELECT);
    query.push("where set_id = ").push_bind(id.clone());
    query.push(" and state = 'open' and accepted = ").push_bind(true);
    query.push(" order by rank, id limit ").push_bind(most);
    Ok(query.build_query_as().fetch_all(conn).await?)
}

/// Has the kind get ready what the next rows need; how many these are at most.
async fn prepare(
    services: &Services,
    run: &runs::Row,
    (id, set): (&ChangeSetId, &Set),
    most: i64,
) -> Result<(i64, Prepared)> {
    let kind = kind(set.kind);
    let Some(at_once) = kind.prepared_at_once() else { return Ok((most, Prepared::default())) };
    let most = most.min(at_once);
    let mut conn = services.store.read().await?;
    let rows = next(&mut conn, id, most).await?;
    let context = context(&mut conn, services, run, id, set).await?;
    drop(conn);
    Ok((most, kind.prepare(&context, &rows).await?))
}

/// Carries out one block; whether there was one.
async fn block(
    tx: &mut Write,
    services: &Services,
    run: &runs::Row,
    (id, set): (&ChangeSetId, &Set),
    (most, prepared): (i64, &Prepared),
    attempt: Attempt,
) -> Result<bool> {
    let rows = next(tx, id, most).await?;
    if rows.is_empty() {
        return Ok(false);
    }
    let kind = kind(set.kind);
    let context = Context { prepared: prepared.clone(), ..context(tx, services, run, id, set).await? };
    let (records, moved) = match attempt {
        Attempt::Whole => whole(tx, kind, &context, &rows).await?,
        Attempt::Halved => halves(tx, kind, &context, &rows).await?,
    };
    tally::shift_rows(tx, id, RowState::Open, &moved).await?;
    audit::record_rows(tx, &set.organisation_id, &actor(run), services.clock.now(), &records).await?;
    for topic in kind.topics() {
        tx.hint(&set.organisation_id, topic);
    }
    tx.hint(&set.organisation_id, "changes");
    Ok(true)
}

async fn whole<'a>(conn: &mut Conn, kind: &dyn Kind, context: &Context, rows: &'a [Row]) -> Result<Carried<'a>> {
    let applied = kind.apply(conn, context, rows).await?;
    write_applied(conn, rows, &applied).await?;
    let records = applied.into_iter().filter_map(|applied| Some(applied.record?.of_set(&context.set))).collect();
    Ok((records, rows.iter().map(|row| (row, RowState::Applied)).collect()))
}

pub(super) async fn halves<'a>(
    tx: &mut Write,
    kind: &dyn Kind,
    context: &Context,
    rows: &'a [Row],
) -> Result<Carried<'a>> {
    let (mut records, mut moved) = (Vec::new(), Vec::new());
    // The order of the rows stays.
    let mut parts: Vec<&'a [Row]> = vec![rows];
    while let Some(part) = parts.pop() {
        let mut savepoint = tx.savepoint().await?;
        match whole(&mut savepoint, kind, context, part).await {
            Ok((told, carried)) => {
                savepoint.commit().await?;
                records.extend(told);
                moved.extend(carried);
            }
            Err(error) if is_of_rows(&error) => {
                savepoint.rollback().await?;
                let [row] = part else {
                    let (first, second) = part.split_at(part.len() / 2);
                    parts.extend([second, first]);
                    continue;
                };
                write_failed(tx, row, error).await?;
                moved.push((row, RowState::Failed));
            }
            Err(error) => return Err(error),
        }
    }
    Ok((records, moved))
}

async fn write_applied(conn: &mut Conn, rows: &[Row], applied: &[Applied]) -> Result<()> {
    let both: Vec<(&Row, &Applied)> = rows.iter().zip(applied).collect();
    for block in crate::store::blocks(&both) {
        let mut query = QueryBuilder::<Db>::new("with done (id, subject_id, restore, revision) as (");
        query.push_values(block, |mut values, (row, applied)| {
            values
                .push_bind(&row.id)
                .push_bind(&applied.subject_id)
                .push_bind(applied.restore.to_string())
                .push_bind(applied.revision);
        });
        query.push(
            ") update change_rows set state = 'applied', subject_id = done.subject_id, restore = done.restore, \
             revision_after = done.revision, problem = null from done where change_rows.id = done.id",
        );
        let changed = query.build().execute(&mut *conn).await?.rows_affected();
        // A kind that answers for fewer rows than it got would leave some open for ever.
        if changed != block.len() as u64 || both.len() != rows.len() {
            return Err(Error::Broken(format!("{} rows were carried out, {changed} written down", rows.len())));
        }
    }
    Ok(())
}

async fn write_failed(conn: &mut Conn, row: &Row, error: Error) -> Result<()> {
    // A row that breaks a rule of the schema is that row's failure.
    let problem = match error {
        Error::Database(sqlx::Error::Database(error)) => {
            Problem::new(Code::Taken).with("field", "record").with("detail", error.message())
        }
        other => other.into_problem(),
    };
    sqlx::query("update change_rows set state = 'failed', problem = $1 where id = $2")
        .bind(serde_json::to_string(&problem)?)
        .bind(&row.id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Marks a block of what nobody ticked; whether there was any. Many blocks, as others wait for the writer meanwhile.
pub(super) async fn skip(conn: &mut Conn, id: &ChangeSetId) -> Result<bool> {
    let skipped: Vec<(Verdict, bool)> = sqlx::query_as(
        "update change_rows set state = 'skipped' where id in (select id from change_rows \
         where set_id = $1 and state = 'open' and accepted = $2 limit $3) returning verdict, braked",
    )
    .bind(id)
    .bind(false)
    .bind(MARKED_AT_ONCE)
    .fetch_all(&mut *conn)
    .await?;
    let any = !skipped.is_empty();
    let open = skipped.into_iter().map(|(verdict, braked)| Tally {
        verdict,
        state: RowState::Open,
        accepted: false,
        braked,
        amount: 1,
    });
    tally::shift(conn, id, open, |tally| Tally { state: RowState::Skipped, ..tally }).await?;
    Ok(any)
}

async fn finish(
    tx: &mut Write,
    services: &Services,
    run: &runs::Row,
    (id, set): (&ChangeSetId, &Set),
    tallies: Vec<Tally>,
    cancelled: bool,
) -> Result<()> {
    let now = services.clock.now();
    let (done, failed) = (tally::ticked(&tallies, RowState::Applied), tally::ticked(&tallies, RowState::Failed));
    sqlx::query("update change_sets set state = 'applied', applied_at = $1, revision = revision + 1 where id = $2")
        .bind(now)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    kept::remember(tx, id).await?;
    let record = audit::Record::new(Verb::Apply, Subject::ChangeSet, id, run.connection.clone().unwrap_or_default())
        .fields(json!(null), json!({ "kind": set.kind, "applied": done, "failed": failed }));
    audit::record(tx, &set.organisation_id, &actor(run), now, record).await?;
    let state = if cancelled { RunState::Cancelled } else { RunState::Done };
    runs::end(tx, services, &run.id, &set.organisation_id, state, None).await?;
    tx.hint(&set.organisation_id, "changes");
    Ok(())
}

/// Gives a set whose run will not go on back to whoever reviews it.
///
/// # Errors
/// What the database says.
pub(crate) async fn hand_back(tx: &mut Write, organisation: &OrganisationId, id: &ChangeSetId) -> Result<()> {
    sqlx::query(
        "update change_sets set revision = revision + 1, state = case when state = 'undoing' or exists \
         (select 1 from change_rows r where r.set_id = change_sets.id and r.state in ('applied', 'failed')) \
         then 'applied' else 'draft' end where id = $1 and state in ('applying', 'undoing')",
    )
    .bind(id)
    .execute(&mut **tx)
    .await?;
    tx.hint(organisation, "changes");
    Ok(())
}
