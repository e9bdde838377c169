//! Checking the chain on request, in the background.

use super::verify::{Fault, Step, Walked, head, step};
use super::{Actor, Record, record};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::{Conn, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::revert::{Chain, ChainCheck, ChainFault};
use model::run::{Counts, Run, RunKind, RunState, Stage, Started};
use model::{Moment, OrganisationId};
use serde_json::json;

/// The newest entry of the viewer's organisation, and what the last check found.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::AuditRead`].
pub async fn chain(services: &Services, viewer: &Viewer) -> Result<Chain> {
    viewer.require_everywhere(Permission::AuditRead)?;
    let mut conn = services.store.read().await?;
    let Walked { seq, hash } = head(&mut conn, &viewer.organisation).await?;
    let check = last(&mut conn, &viewer.organisation).await?;
    let run = under_way(&mut conn, &viewer.organisation).await?;
    Ok(Chain { head: seq, hash, check, run })
}

type Stored = (Moment, String, i64, String, Option<ChainFault>, Option<i64>);

async fn last(conn: &mut Conn, organisation: &OrganisationId) -> Result<Option<ChainCheck>> {
    let found: Option<Stored> = sqlx::query_as(
        "select checked_at, checked_by, upto, hash, fault, fault_seq from audit_checks where organisation_id = $1",
    )
    .bind(organisation)
    .fetch_optional(conn)
    .await?;
    Ok(found.map(|(at, by, upto, hash, fault, seq)| ChainCheck { at, by, upto, hash, fault: fault.zip(seq) }))
}

async fn under_way(conn: &mut Conn, organisation: &OrganisationId) -> Result<Option<Run>> {
    runs::running(conn, organisation, RunKind::CheckActivity).await
}

/// Begins to walk over the chain, or names the walk that is under way.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::AuditRead`].
pub async fn start_check(services: &Services, viewer: &Viewer) -> Result<Started> {
    viewer.require_everywhere(Permission::AuditRead)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    if let Some(run) = under_way(&mut tx, &viewer.organisation).await? {
        return Ok(Started { run, already: true });
    }
    let run = runs::begin_draft(&mut tx, services, viewer, RunKind::CheckActivity, "").await?;
    let told = Record::new(Verb::Start, Subject::Run, &run.id, "")
        .fields(json!(null), json!({ "kind": RunKind::CheckActivity }));
    record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), told).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(Started { run, already: false })
}

/// Walks over the chain and keeps what it found. A killed server begins anew: what was walked over may have been altered since.
///
/// # Errors
/// A [`Stop`]: the database failed.
pub(crate) async fn check(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let organisation = &run.organisation_id;
    let mut walked = Walked::default();
    let fault = loop {
        let mut conn = services.store.read().await?;
        let found = step(&mut conn, organisation, &mut walked).await?;
        let total = head(&mut conn, organisation).await?.seq;
        drop(conn);
        match found {
            Step::Whole => break None,
            Step::Broken(fault) => break Some(fault),
            Step::On => {}
        }
        let mut tx = services.store.write().await?;
        if runs::find(&mut tx, organisation, &run.id).await?.stopping {
            runs::end(&mut tx, services, &run.id, organisation, RunState::Cancelled, None).await?;
            tx.hint(organisation, "audit");
            tx.commit().await?;
            return Ok(());
        }
        let counts = Counts::default();
        let (done, cursor) = (walked.seq, String::new());
        runs::save(&mut tx, run, &Progress { stage: Stage::Read, done, total: Some(total), cursor, counts }).await?;
        tx.commit().await?;
    };
    let (word, seq) = match fault {
        None => (None, None),
        Some(Fault::Missing(seq)) => (Some(ChainFault::Missing), Some(seq)),
        Some(Fault::Altered(seq)) => (Some(ChainFault::Altered), Some(seq)),
        Some(Fault::Truncated(seq)) => (Some(ChainFault::Truncated), Some(seq)),
    };
    let mut tx = services.store.write().await?;
    sqlx::query(
        "insert into audit_checks (organisation_id, run_id, checked_by, checked_at, upto, hash, fault, fault_seq) \
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (organisation_id) do update set run_id = excluded.run_id, \
         checked_by = excluded.checked_by, checked_at = excluded.checked_at, upto = excluded.upto, hash = excluded.hash, \
         fault = excluded.fault, fault_seq = excluded.fault_seq",
    )
    .bind(organisation)
    .bind(&run.id)
    .bind(&run.started_by)
    .bind(services.clock.now())
    .bind(walked.seq)
    .bind(&walked.hash)
    .bind(word)
    .bind(seq)
    .execute(&mut *tx)
    .await?;
    runs::end(&mut tx, services, &run.id, organisation, RunState::Done, None).await?;
    tx.hint(organisation, "audit");
    tx.commit().await?;
    Ok(())
}
