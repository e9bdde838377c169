//! The last step before the change of places, in the background.

use super::{forget_files, rows};
use crate::backups::{self, New};
use crate::jobs::Stop;
use crate::{Result, Services, Write, runs};
use model::backup::{BackupReason, RestoreState};
use model::run::RunKind;
use model::{BackupId, Problem, RestoreId};

/// Carries a run of [`RunKind::Restore`] out: makes and checks a copy of the present state, writes the marker, and asks whoever runs
/// this process to open the data anew. The change of places happens there; see [`super::swap`].
///
/// # Errors
/// A [`Stop`]: without a copy nothing is restored.
pub(crate) async fn run(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let id = RestoreId(run.input.clone());
    let mut tx = services.store.write().await?;
    let row = rows::find(&mut tx, &id).await?;
    if row.state != RestoreState::Restoring {
        return Ok(());
    }
    let copy = match row.copy_id {
        Some(copy) => copy,
        None => {
            let copy: BackupId = services.ids.next();
            let by = &row.confirmed_by;
            let new =
                New { id: &copy, reason: BackupReason::Restore, change_set: None, run: Some(&run.id), made_by: by };
            backups::add(&mut tx, services, &new).await?;
            sqlx::query("update restores set copy_id = $1 where id = $2")
                .bind(&copy)
                .bind(&id)
                .execute(&mut *tx)
                .await?;
            copy
        }
    };
    tx.commit().await?;
    backups::make(services, run, &copy).await?;
    #[cfg(not(feature = "postgres"))]
    super::swap::mark(&services.settings.data, &id)?;
    services.reopen.notify_one();
    Ok(())
}

/// Writes down that a run which belongs to a restore failed. What was prepared stays prepared if only the copy of the present state
/// failed: the disk may have room tomorrow.
pub(crate) async fn failed(tx: &mut Write, run: &runs::Row, problem: &Problem) -> Result<()> {
    let id = RestoreId(run.input.clone());
    match run.kind {
        RunKind::CheckRestore => {
            sqlx::query(
                "update restores set state = 'failed', problem = $1, passphrase_sealed = '' where id = $2 and state = 'checking'",
            )
            .bind(serde_json::to_string(problem)?)
            .bind(&id)
            .execute(&mut **tx)
            .await?;
        }
        RunKind::Restore => {
            sqlx::query(
                "update restores set state = 'ready', problem = $1, copy_id = null where id = $2 and state = 'restoring'",
            )
            .bind(serde_json::to_string(problem)?)
            .bind(&id)
            .execute(&mut **tx)
            .await?;
        }
        _ => return Ok(()),
    }
    tx.hint(&run.organisation_id, "backups");
    Ok(())
}

/// Removes prepared files that belong to nothing that is open: of restores that failed, and of uploads that a crash cut off.
///
/// # Errors
/// What the database says.
pub(crate) async fn sweep(services: &Services) -> Result<()> {
    let mut conn = services.store.read().await?;
    let over: Vec<RestoreId> = sqlx::query_scalar(
        "select id from restores where state in ('failed', 'dropped', 'done') order by asked_at desc limit 20",
    )
    .fetch_all(&mut *conn)
    .await?;
    for id in over {
        forget_files(services, &id);
    }
    Ok(())
}
