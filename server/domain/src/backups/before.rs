//! A copy before a change set that removes more than the brake allows.

use super::begin::{New, add};
use super::{access, make};
use crate::jobs::Stop;
use crate::{Conn, Result, Services, runs};
use model::backup::{BackupReason, BackupState};
use model::change::CopyBefore;
use model::{BackupId, ChangeSetId, Moment};

/// Makes and checks a copy, unless this set has one: it may be carried on after a crash, and what failed be tried again. Whatever
/// stands in the way, nothing of the set is carried out then. On PostgreSQL the installation's own dumps are meant.
///
/// # Errors
/// A [`Stop`] with what stood in the way.
pub(crate) async fn before_apply(
    services: &Services,
    run: &runs::Row,
    set: &ChangeSetId,
) -> std::result::Result<(), Stop> {
    if access::require_here().is_err() {
        return Ok(());
    }
    let mut tx = services.store.write().await?;
    let known: Option<BackupId> = sqlx::query_scalar(
        "select id from backups where change_set_id = $1 and reason = 'apply' and state <> 'failed' \
         order by made_at desc limit 1",
    )
    .bind(set)
    .fetch_optional(&mut *tx)
    .await?;
    let id = match known {
        Some(id) => id,
        None => {
            let id: BackupId = services.ids.next();
            let by = &run.started_by;
            let new =
                New { id: &id, reason: BackupReason::Apply, change_set: Some(set), run: Some(&run.id), made_by: by };
            add(&mut tx, services, &new).await?;
            id
        }
    };
    tx.hint(&run.organisation_id, "changes");
    tx.commit().await?;
    make::make(services, run, &id).await?;
    Ok(())
}

/// What a reviewer is told of the copy before a set.
pub(crate) async fn copy_before(conn: &mut Conn, set: &ChangeSetId) -> Result<CopyBefore> {
    if access::require_here().is_err() {
        return Ok(CopyBefore::OwnDumps);
    }
    let found: Option<(String, BackupState, Moment, Option<String>)> = sqlx::query_as(
        "select file_name, state, made_at, problem from backups where change_set_id = $1 and reason = 'apply' \
         order by made_at desc, id desc limit 1",
    )
    .bind(set)
    .fetch_optional(conn)
    .await?;
    let Some((file_name, state, at, problem)) = found else { return Ok(CopyBefore::Coming) };
    let problem = problem.as_deref().and_then(|text| serde_json::from_str(text).ok());
    Ok(CopyBefore::Made { file_name, state, at, problem })
}
