//! Starting a run.

use super::{Row, find, rows};
use crate::audit::{self, Actor, Record};
use crate::jobs::{Job, queue};
use crate::{Conn, Db, Result, Services, Viewer, Write, organisation};
use model::audit::{Origin, Subject, Verb};
use model::connection::ConnectionKind;
use model::permission::Permission;
use model::problem::Fault;
use model::run::{Run, RunKind, Started};
use model::{ChangeSetId, Code, ConnectionId, OrganisationId, Problem, RunId};
use serde_json::json;
use sqlx::QueryBuilder;

/// Starts a synchronisation, or names the one that is under way. With `apply`, what it finds is carried out without a review, as far as
/// a schedule would: below the brake and without conflicts.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Malformed`] for a kind that is no synchronisation, [`Code::Invalid`] for one
/// that the platform has not.
pub async fn start_sync(
    services: &Services,
    viewer: &Viewer,
    connection: &ConnectionId,
    kind: RunKind,
    apply: bool,
) -> Result<Started> {
    // Members have the second right alone: that Auto Sync covers them.
    let rights: &[Permission] = match kind {
        RunKind::SyncMappings => &[Permission::MappingsRead, Permission::MappingMap],
        _ => &[Permission::SyncRun],
    };
    rights.iter().try_for_each(|right| viewer.require_everywhere(*right))?;
    if !RunKind::SYNCS.contains(&kind) {
        return Err(Code::Malformed.into());
    }
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let found: Option<(String, ConnectionKind)> =
        sqlx::query_as("select name, kind from connections where organisation_id = $1 and id = $2 and removed = $3")
            .bind(&viewer.organisation)
            .bind(connection)
            .bind(false)
            .fetch_optional(&mut *tx)
            .await?;
    let (name, platform) = found.ok_or(Code::NotFound)?;
    if !platform.syncs().contains(&kind) {
        return Err(Problem::field("kind", Fault::Unknown).into());
    }
    if let Some(run) = under_way(&mut tx, connection, kind).await? {
        return Ok(Started { run, already: true });
    }
    let new = New {
        organisation: &viewer.organisation,
        connection: Some(connection),
        kind,
        set: None,
        input: "",
        actor: &Actor::from(viewer),
        automatic: apply,
    };
    let run = begin(&mut tx, services, &new).await?;
    let record = Record::new(Verb::Start, Subject::Run, &run.id, name).fields(json!(null), json!({ "kind": kind }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(Started { run, already: false })
}

/// Starts a synchronisation by schedule or callback, which applies by itself below the brake. Nothing if one is under way.
///
/// # Errors
/// What the database says.
pub async fn begin_automatic(
    tx: &mut Write,
    services: &Services,
    organisation: &OrganisationId,
    connection: &ConnectionId,
    kind: RunKind,
) -> Result<()> {
    organisation::lock(tx, organisation).await?;
    if under_way(tx, connection, kind).await?.is_some() {
        return Ok(());
    }
    let new = New {
        organisation,
        connection: Some(connection),
        kind,
        set: None,
        input: "",
        actor: &Actor::system(),
        automatic: true,
    };
    begin(tx, services, &new).await?;
    Ok(())
}

/// Starts carrying out or putting back a change set.
pub(crate) async fn begin_for_set(
    tx: &mut Write,
    services: &Services,
    organisation: &OrganisationId,
    (set, connection): (&ChangeSetId, Option<&ConnectionId>),
    kind: RunKind,
    actor: &Actor,
) -> Result<Run> {
    let automatic = actor.member.is_none() && actor.key.is_none();
    let new = New { organisation, connection, kind, set: Some(set), input: "", actor, automatic };
    begin(tx, services, &new).await
}

/// Starts drafting what a person asked for; `input` is read by the kind of run.
pub(crate) async fn begin_draft(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    kind: RunKind,
    input: &str,
) -> Result<Run> {
    begin_for(tx, services, &viewer.organisation, kind, input, &Actor::from(viewer)).await
}

/// Starts what somebody or a schedule asked for; `input` is read by the kind of run.
pub(crate) async fn begin_for(
    tx: &mut Write,
    services: &Services,
    organisation: &OrganisationId,
    kind: RunKind,
    input: &str,
    actor: &Actor,
) -> Result<Run> {
    let automatic = actor.member.is_none() && actor.key.is_none();
    let new = New { organisation, connection: None, kind, set: None, input, actor, automatic };
    begin(tx, services, &new).await
}

async fn under_way(conn: &mut Conn, connection: &ConnectionId, kind: RunKind) -> Result<Option<Run>> {
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    sql.push("where r.connection_id = ").push_bind(connection.clone());
    sql.push(" and r.kind = ").push_bind(kind);
    sql.push(" and r.state in ('queued', 'running')");
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.map(Run::from))
}

struct New<'a> {
    organisation: &'a OrganisationId,
    connection: Option<&'a ConnectionId>,
    kind: RunKind,
    set: Option<&'a ChangeSetId>,
    input: &'a str,
    actor: &'a Actor,
    automatic: bool,
}

async fn begin(tx: &mut Write, services: &Services, new: &New<'_>) -> Result<Run> {
    let now = services.clock.now();
    let id: RunId = services.ids.next();
    let nobody = new.actor.member.is_none() && new.actor.key.is_none();
    let origin = if nobody { Origin::Schedule } else { Origin::Run };
    sqlx::query(
        "insert into runs (id, organisation_id, kind, connection_id, state, stage, cursor, done, total, count_add, \
         count_change, count_leave, count_conflict, count_unchanged, count_blocked, count_failed, change_set_id, input, \
         started_by, started_by_member, origin, automatic, cancel_asked, problem, created_at, started_at, ended_at, \
         started_by_key) \
         values ($1, $2, $3, $4, 'queued', $5, '', 0, null, 0, 0, 0, 0, 0, 0, 0, $6, $7, $8, $9, $10, $11, $12, null, $13, null, \
         null, $14)",
    )
    .bind(&id)
    .bind(new.organisation)
    .bind(new.kind)
    .bind(new.connection)
    .bind(if new.set.is_some() { model::run::Stage::Write } else { model::run::Stage::Read })
    .bind(new.set)
    .bind(new.input)
    .bind(&new.actor.name)
    .bind(&new.actor.member)
    .bind(origin)
    .bind(new.automatic)
    .bind(false)
    .bind(now)
    .bind(&new.actor.key)
    .execute(&mut **tx)
    .await?;
    queue::enqueue(tx, &services.ids, &Job::Run { run: id.clone() }, now, now).await?;
    tx.hint(new.organisation, "runs");
    tx.hint(new.organisation, "connections");
    find(tx, new.organisation, &id).await
}
