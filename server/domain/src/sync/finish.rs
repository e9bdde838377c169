//! The two ends that every synchronisation shares: beginning its change set and completing it.

use crate::change::apply::actor;
use crate::change::draft::{self, NewSet};
use crate::{Result, Services, Write, changes, connections, runs};
use model::change::ChangeKind;
use model::run::{Counts, RunState};
use model::{ChangeSetId, Code};

/// The change set of a run: made on the first call, found again after a crash.
pub(crate) async fn begin_set(
    tx: &mut Write,
    services: &Services,
    run: &runs::Row,
    kind: ChangeKind,
) -> Result<ChangeSetId> {
    if let Some(set) = &run.change_set_id {
        return Ok(set.clone());
    }
    let connection = run.connection_id.as_ref().ok_or(Code::NotFound)?;
    let row = connections::rows::find(tx, &run.organisation_id, connection).await?;
    let id: ChangeSetId = services.ids.next();
    let new = NewSet {
        id: &id,
        organisation: &run.organisation_id,
        kind,
        connection: Some(connection),
        brake_percent: row.brake_percent,
        created_by: &run.started_by,
        created_by_member: run.started_by_member.as_ref(),
        created_by_key: run.started_by_key.as_ref(),
    };
    draft::begin(tx, &new, services.clock.now()).await?;
    sqlx::query("update runs set change_set_id = $1 where id = $2").bind(&id).bind(&run.id).execute(&mut **tx).await?;
    Ok(id)
}

/// Completes a run: opens its set for review, or carries it out when the run is automatic and below the brake. A run that
/// found nothing leaves no set behind.
pub(crate) async fn finish(
    tx: &mut Write,
    services: &Services,
    run: &runs::Row,
    set: &ChangeSetId,
    counts: Counts,
    brake_of: i64,
) -> Result<()> {
    draft::complete(tx, set, counts.unchanged, brake_of).await?;
    let connection = run.connection_id.as_ref().ok_or(Code::NotFound)?;
    // What nobody reviewed compares with a state that is no longer: this set has taken its place.
    sqlx::query(
        "update change_sets set state = 'discarded', revision = revision + 1 where connection_id = $1 \
         and kind = (select kind from change_sets where id = $2) and state = 'draft' and id <> $2",
    )
    .bind(connection)
    .bind(set)
    .execute(&mut **tx)
    .await?;
    connections::rows::set_state(tx, connection, None).await?;
    // What cannot be carried out is shown, too: somebody may wonder why.
    let found = counts.add + counts.change + counts.leave + counts.conflict + counts.blocked;
    let state = if found == 0 {
        sqlx::query("update runs set change_set_id = null where id = $1").bind(&run.id).execute(&mut **tx).await?;
        sqlx::query("delete from change_sets where id = $1").bind(set).execute(&mut **tx).await?;
        RunState::Done
    } else if run.automatic && changes::apply_automatic(tx, services, &run.organisation_id, set, &actor(run)).await? {
        services.wake.notify_one();
        // Another run carries the set out.
        RunState::Done
    } else {
        RunState::WaitingReview
    };
    runs::end(tx, services, &run.id, &run.organisation_id, state, None).await?;
    tx.hint(&run.organisation_id, "changes");
    Ok(())
}
