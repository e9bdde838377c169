//! Runs: one execution of a job that a person can watch.

mod rows;
mod start;

pub(crate) use rows::{Row, find_raw};
pub use start::{begin_automatic, start_sync};
pub(crate) use start::{begin_draft, begin_for, begin_for_set};

use crate::page::{Cursor, page};
use crate::store::push_list;
use crate::webhooks::{self, Happened};
use crate::{Conn, Db, Result, Services, Viewer, Write};
use model::audit::Subject;
use model::event::RUN_ENDED;
use model::page::Page;
use model::permission::Permission;
use model::run::{Counts, Run, RunKind, RunQuery, RunState, Stage};
use model::{Code, MemberId, OrganisationId, Problem, RunId};
use sqlx::QueryBuilder;

/// Whose runs the viewer sees: everybody's, or only his own. Whoever may see connections sees what runs; whoever edits members
/// in bulk, imports them, or looks after customers sees what he started.
fn reach(viewer: &Viewer) -> Result<Option<MemberId>> {
    if viewer.require_everywhere(Permission::ConnectionsRead).is_ok() {
        return Ok(None);
    }
    // A script has runs of its own under another's name: it needs the scope that says so.
    let own = [Permission::MembersImport, Permission::CustomersWrite, Permission::CustomersDelete];
    if viewer.is_person() && own.iter().any(|right| viewer.allows(*right)) {
        return Ok(Some(viewer.member.clone()));
    }
    viewer.require(if viewer.is_person() { Permission::MembersWrite } else { Permission::ConnectionsRead })?;
    Ok(Some(viewer.member.clone()))
}

/// One page of runs, newest first.
///
/// # Errors
/// [`Code::Forbidden`] for somebody who neither sees connections nor edits or imports members.
pub async fn list(services: &Services, viewer: &Viewer, query: &RunQuery) -> Result<Page<Run>> {
    let own = reach(viewer)?;
    let wanted = query.page.rows();
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    push_filter(&mut sql, viewer, own.as_ref(), query);
    if let Some(cursor) = Cursor::of(&query.page)? {
        let key = cursor.number()?;
        sql.push(" and (r.created_at, r.id) < (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by r.created_at desc, r.id desc limit ").push_bind(wanted + 1);
    let mut conn = services.store.read().await?;
    let rows: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let runs = rows.into_iter().map(Run::from).collect();
    let total = if query.page.count {
        let mut sql = QueryBuilder::<Db>::new("select count(*) from runs r ");
        push_filter(&mut sql, viewer, own.as_ref(), query);
        Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
    } else {
        None
    };
    Ok(page(runs, wanted, total, |run: &Run| Cursor { key: run.created_at.0.to_string(), id: run.id.0.clone() }))
}

fn push_filter(sql: &mut QueryBuilder<Db>, viewer: &Viewer, own: Option<&MemberId>, query: &RunQuery) {
    sql.push("where r.organisation_id = ").push_bind(viewer.organisation.clone());
    if let Some(own) = own {
        sql.push(" and r.started_by_member = ").push_bind(own.clone());
    }
    if let Some(connection) = &query.connection {
        sql.push(" and r.connection_id = ").push_bind(connection.clone());
    }
    if let Some(kind) = query.kind {
        sql.push(" and r.kind = ").push_bind(kind);
    }
    if query.under_way {
        sql.push(" and r.state in ('queued', 'running')");
    }
}

/// How many runs are under way: what the bell shows on every page.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::ConnectionsRead`].
pub async fn under_way(services: &Services, viewer: &Viewer) -> Result<i64> {
    let own = reach(viewer)?;
    let mut sql = QueryBuilder::<Db>::new("select count(*) from runs where organisation_id = ");
    sql.push_bind(viewer.organisation.clone()).push(" and state in ('queued', 'running')");
    if let Some(own) = own {
        sql.push(" and started_by_member = ").push_bind(own);
    }
    let mut conn = services.store.read().await?;
    Ok(sql.build_query_scalar().fetch_one(&mut *conn).await?)
}

/// One run.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &RunId) -> Result<Run> {
    let own = reach(viewer)?;
    let mut conn = services.store.read().await?;
    seen(&mut conn, viewer, id, own.as_ref()).await
}

/// One run that the viewer sees.
async fn seen(conn: &mut Conn, viewer: &Viewer, id: &RunId, own: Option<&MemberId>) -> Result<Run> {
    let row = find_raw(conn, id).await?.filter(|row| row.organisation_id == viewer.organisation);
    let row = row.filter(|row| own.is_none() || row.started_by_member.as_ref() == own);
    Ok(row.map(Run::from).ok_or(Code::NotFound)?)
}

/// One run of an organisation.
pub(crate) async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &RunId) -> Result<Run> {
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    sql.push("where r.organisation_id = ").push_bind(organisation.clone());
    sql.push(" and r.id = ").push_bind(id.clone());
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.map(Run::from).ok_or(Code::NotFound)?)
}

/// The newest run of each kind of a connection.
pub(crate) async fn newest(conn: &mut Conn, connection: &model::ConnectionId) -> Result<Vec<Run>> {
    let mut runs = Vec::new();
    for kind in model::run::RunKind::SYNCS {
        let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
        sql.push("where r.connection_id = ").push_bind(connection.clone());
        sql.push(" and r.kind = ").push_bind(kind);
        sql.push(" order by r.created_at desc, r.id desc limit 1");
        let row: Option<Row> = sql.build_query_as().fetch_optional(&mut *conn).await?;
        runs.extend(row.map(Run::from));
    }
    Ok(runs)
}

/// Runs that failed or wait for a person in the last 30 days, newest first: for the home page.
///
/// # Errors
/// [`Code::Forbidden`].
pub async fn attention(services: &Services, viewer: &Viewer) -> Result<Vec<Run>> {
    viewer.require_everywhere(Permission::ConnectionsRead)?;
    let mut conn = services.store.read().await?;
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    sql.push("where r.organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and r.created_at > ").push_bind(services.clock.now().plus(-30 * model::moment::DAY));
    // A newer run of the same kind with the same connection has taken its place.
    sql.push(" and (r.state = 'waiting_review' or (r.state = 'failed' and r.kind not in (");
    push_list(&mut sql, RunKind::ATTENDED);
    sql.push(
        "))) and not exists (select 1 from runs n \
         where n.connection_id = r.connection_id and n.kind = r.kind and (n.created_at, n.id) > (r.created_at, r.id)) \
         and not exists (select 1 from change_sets s where s.id = r.change_set_id and r.state = 'waiting_review' \
         and s.state <> 'draft') order by r.created_at desc, r.id desc limit 10",
    );
    let rows: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    Ok(rows.into_iter().map(Run::from).collect())
}

/// The run of a kind that is queued or under way in an organisation, for kinds of which there is one at a time.
pub(crate) async fn running(conn: &mut Conn, organisation: &OrganisationId, kind: RunKind) -> Result<Option<Run>> {
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    sql.push("where r.organisation_id = ").push_bind(organisation.clone());
    sql.push(" and r.kind = ").push_bind(kind);
    sql.push(" and r.state in ('queued', 'running') order by r.created_at desc limit 1");
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.map(Run::from))
}

/// Stops a run after its current block.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] if it is over.
pub async fn cancel(services: &Services, viewer: &Viewer, id: &RunId) -> Result<Run> {
    // Whoever started something may stop it; what others started, whoever runs synchronisations.
    let own = if viewer.require_everywhere(Permission::SyncRun).is_ok() {
        None
    } else {
        // To map alone says of most members that Auto Sync covers them.
        let maps = viewer.allows(Permission::MappingsRead) && viewer.allows(Permission::MappingMap);
        let imports = [Permission::MembersImport, Permission::CustomersWrite];
        if !maps && !imports.iter().any(|right| viewer.allows(*right)) {
            viewer.require(Permission::MembersWrite)?;
        }
        Some(viewer.member.clone())
    };
    let mut tx = services.store.write().await?;
    let run = seen(&mut tx, viewer, id, own.as_ref()).await?;
    if run.state.is_over() {
        return Err(Problem::new(Code::WrongState).with("state", run.state).into());
    }
    sqlx::query("update runs set cancel_asked = $1 where id = $2").bind(true).bind(id).execute(&mut *tx).await?;
    tx.hint(&viewer.organisation, "runs");
    let run = find(&mut tx, &viewer.organisation, id).await?;
    tx.commit().await?;
    Ok(run)
}

/// Where a run has got to; written in the transaction of the block it tells of.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    /// The step.
    pub stage: Stage,
    /// Units done of the step.
    pub done: i64,
    /// Units in all of the step.
    pub total: Option<i64>,
    /// Where the job goes on.
    pub cursor: String,
    /// Rows by verdict.
    pub counts: Counts,
}

/// Saves how far a run has got.
pub(crate) async fn save(tx: &mut Write, run: &Row, progress: &Progress) -> Result<()> {
    let counts = progress.counts;
    sqlx::query(
        "update runs set stage = $1, done = $2, total = $3, cursor = $4, count_add = $5, count_change = $6, \
         count_leave = $7, count_conflict = $8, count_unchanged = $9, count_failed = $10, count_blocked = $11 where id = $12",
    )
    .bind(progress.stage)
    .bind(progress.done)
    .bind(progress.total)
    .bind(&progress.cursor)
    .bind(counts.add)
    .bind(counts.change)
    .bind(counts.leave)
    .bind(counts.conflict)
    .bind(counts.unchanged)
    .bind(counts.failed)
    .bind(counts.blocked)
    .bind(&run.id)
    .execute(&mut **tx)
    .await?;
    tx.hint(&run.organisation_id, "runs");
    Ok(())
}

/// Ends a run.
pub(crate) async fn end(
    tx: &mut Write,
    services: &Services,
    run: &RunId,
    organisation: &OrganisationId,
    state: RunState,
    problem: Option<&Problem>,
) -> Result<()> {
    let problem = problem.map(serde_json::to_string).transpose()?;
    let now = services.clock.now();
    let ended: Option<(bool, bool)> = sqlx::query_as(
        "update runs set state = $1, problem = $2, ended_at = $3 where id = $4 and state in ('queued', 'running') \
         returning started_by_member is not null, started_by_key is not null",
    )
    .bind(state)
    .bind(problem)
    .bind(now)
    .bind(run)
    .fetch_optional(&mut **tx)
    .await?;
    // The activity tells who began a run and what came of it; that it ended is news for scripts only.
    tx.happened(ended.map(|(person, key)| Happened {
        organisation: organisation.clone(),
        name: RUN_ENDED.to_owned(),
        subject: Subject::Run,
        subject_id: run.0.clone(),
        seq: None,
        actor: webhooks::kind(person, key),
        at: now,
    }));
    tx.hint(organisation, "runs");
    tx.hint(organisation, "connections");
    Ok(())
}
