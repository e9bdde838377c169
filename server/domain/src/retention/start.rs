//! Starting the run: by the daily time, or by a person.

use super::rules;
use crate::audit::{self, Actor, Record};
use crate::store::push_list;
use crate::{Db, Result, Services, Viewer, organisation, runs as all_runs};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::retention::{RetentionKind, RetentionRun};
use model::run::{RunKind, RunState, Started};
use model::{ChangeSetId, Moment, OrganisationId, RunId};
use serde_json::json;
use sqlx::QueryBuilder;

/// Runs that are shown.
const SHOWN: i64 = 10;

/// Carries the rules out now, or names the run that does already.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::OrganisationWrite`].
pub async fn start(services: &Services, viewer: &Viewer) -> Result<Started> {
    viewer.require_everywhere(Permission::OrganisationWrite)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    if let Some(run) = all_runs::running(&mut tx, &viewer.organisation, RunKind::Retention).await? {
        return Ok(Started { run, already: true });
    }
    let run = all_runs::begin_draft(&mut tx, services, viewer, RunKind::Retention, "").await?;
    let record =
        Record::new(Verb::Start, Subject::Run, &run.id, "").fields(json!(null), json!({ "kind": RunKind::Retention }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "retention");
    tx.commit().await?;
    services.wake.notify_one();
    Ok(Started { run, already: false })
}

/// Starts what is due. Each plan is moved on in the transaction that starts its run, so that of several replicas one does it.
///
/// # Errors
/// What the database says.
pub(crate) async fn start_due(services: &Services) -> Result<()> {
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let due: Vec<(OrganisationId, Moment)> = sqlx::query_as(
        "select p.organisation_id, p.next_at from retention_plans p where p.next_at <= $1 order by p.next_at limit 50",
    )
    .bind(now)
    .fetch_all(&mut *conn)
    .await?;
    drop(conn);
    for (organisation, at) in due {
        let mut tx = services.store.write().await?;
        organisation::lock(&mut tx, &organisation).await?;
        let rules = rules::find(&mut tx, &organisation).await?;
        // A zone that is no longer known must not start a run a second: a day later it is looked at again.
        let next = rules::next(&rules, now).unwrap_or(now.plus(model::moment::DAY));
        let moved = sqlx::query("update retention_plans set next_at = $1 where organisation_id = $2 and next_at = $3")
            .bind(next)
            .bind(&organisation)
            .bind(at)
            .execute(&mut *tx)
            .await?;
        let free = all_runs::running(&mut tx, &organisation, RunKind::Retention).await?.is_none();
        if moved.rows_affected() == 1 && free && !rules.days.is_empty() {
            all_runs::begin_for(&mut tx, services, &organisation, RunKind::Retention, "", &Actor::system()).await?;
        }
        tx.commit().await?;
        services.wake.notify_one();
    }
    Ok(())
}

type Stored = (RunId, RunState, String, Moment, Option<ChangeSetId>);

/// The last times that the rules were carried out, newest first.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::OrganisationWrite`].
pub async fn runs(services: &Services, viewer: &Viewer) -> Result<Vec<RetentionRun>> {
    viewer.require_everywhere(Permission::OrganisationWrite)?;
    let mut conn = services.store.read().await?;
    let found: Vec<Stored> = sqlx::query_as(
        "select id, state, started_by, created_at, change_set_id from runs where organisation_id = $1 and kind = 'retention' \
         order by created_at desc, id desc limit $2",
    )
    .bind(&viewer.organisation)
    .bind(SHOWN)
    .fetch_all(&mut *conn)
    .await?;
    let mut results: Vec<(RunId, RetentionKind, i64, i64)> = Vec::new();
    if !found.is_empty() {
        let mut sql =
            QueryBuilder::<Db>::new("select run_id, kind, days, amount from retention_results where run_id in (");
        push_list(&mut sql, found.iter().map(|(id, ..)| id.clone()));
        results = sql.push(") order by kind").build_query_as().fetch_all(&mut *conn).await?;
    }
    let cleared = |id: &RunId| {
        let own = results.iter().filter(|(run, ..)| run == id);
        own.map(|(_, kind, days, amount)| (*kind, *days, *amount)).collect()
    };
    Ok(found
        .into_iter()
        .map(|(run, state, started_by, at, set)| RetentionRun {
            cleared: cleared(&run),
            run,
            state,
            started_by,
            at,
            set,
        })
        .collect())
}
