//! Unpacking, checking and comparing, in the background.

use super::{difference, prepare, rows, staged, upload_of};
use crate::backups::{self, pack};
use crate::jobs::Stop;
use crate::{Error, Result, Services, runs};
use model::RestoreId;
use model::backup::{BackupFault, Difference, RestoreState};
use model::run::{RunState, Stage};
use std::path::PathBuf;

/// Carries a run of [`model::run::RunKind::CheckRestore`] out. A killed server begins anew.
///
/// # Errors
/// A [`Stop`] with what is wrong with the file; nothing was changed then.
pub(crate) async fn check(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let id = RestoreId(run.input.clone());
    let mut conn = services.store.read().await?;
    let row = rows::find(&mut conn, &id).await?;
    drop(conn);
    if row.state != RestoreState::Checking {
        return Ok(over(services, run, RunState::Cancelled).await?);
    }
    let found = compare(services, run, &row).await?;
    let mut tx = services.store.write().await?;
    let kept = sqlx::query(
        "update restores set state = 'ready', difference = $1, passphrase_sealed = '' where id = $2 and state = 'checking'",
    )
    .bind(serde_json::to_string(&found).map_err(Error::from)?)
    .bind(&id)
    .execute(&mut *tx)
    .await?;
    tx.hint(&run.organisation_id, "backups");
    tx.commit().await?;
    // Somebody gave it up meanwhile.
    if kept.rows_affected() == 0 {
        super::forget_files(services, &id);
    }
    Ok(over(services, run, RunState::Done).await?)
}

async fn over(services: &Services, run: &runs::Row, state: RunState) -> Result<()> {
    let mut tx = services.store.write().await?;
    runs::end(&mut tx, services, &run.id, &run.organisation_id, state, None).await?;
    tx.commit().await
}

async fn compare(services: &Services, run: &runs::Row, row: &rows::Row) -> Result<Difference> {
    let shop = backups::workshop(services);
    std::fs::create_dir_all(&shop).map_err(|error| backups::of_io(&error, &shop))?;
    let mut passphrase = backups::open_passphrase(services, row.id.as_str(), &row.passphrase_sealed)?;
    let source = match &row.backup_id {
        None => upload_of(services, &row.id),
        Some(backup) => {
            let mut conn = services.store.read().await?;
            let backup = backups::rows::find(&mut conn, backup).await?;
            if passphrase.is_none() && backup.encrypted {
                passphrase = backups::passphrase(&mut conn, services).await?;
            }
            drop(conn);
            let source = fetch(services, &backup, row).await?;
            let hashed = source.clone();
            let sha256 = tokio::task::spawn_blocking(move || pack::sha256(&hashed)).await;
            if sha256.map_err(|error| Error::Broken(error.to_string()))?? != backup.sha256 {
                return Err(BackupFault::Changed.problem().into());
            }
            source
        }
    };
    backups::tell(services, run, Stage::Verify, (0, None)).await?;
    let target = staged(&services.settings.data, &row.id);
    let (findings, migrated) = prepare::prepare(&source, &target, passphrase).await?;
    let _ = std::fs::remove_file(upload_of(services, &row.id));
    backups::tell(services, run, Stage::Compare, (0, None)).await?;
    let database = services.settings.data.join("muster.db");
    difference(Some(&database), &target, findings, migrated, Some(&services.seal)).await
}

/// The file of a backup: where it lies, or else fetched from the store.
async fn fetch(services: &Services, backup: &backups::rows::Row, row: &rows::Row) -> Result<PathBuf> {
    let path = backup.path();
    if path.exists() {
        return Ok(path);
    }
    let mut conn = services.store.read().await?;
    let remote = backups::remote(&mut conn, services).await?;
    drop(conn);
    match remote {
        Some(remote) if backup.in_store => {
            let target = upload_of(services, &row.id);
            remote.fetch(&backup.file_name, &target).await?;
            Ok(target)
        }
        _ => Err(BackupFault::Missing.problem().with("path", path.display()).into()),
    }
}
