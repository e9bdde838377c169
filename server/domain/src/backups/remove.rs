//! Deleting a backup.

use super::access;
use super::rows::{self, Row};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::backup::{Backup, BackupState};
use model::{BackupId, Code, Problem};
use serde_json::json;

/// Removes the file of a backup; of one that failed or is gone, its line in the list. What lies in the store goes with the next run
/// that tidies up, because a request calls nothing outside.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] while it is being made, [`Code::Backup`] if the file cannot be
/// removed.
pub async fn remove(services: &Services, viewer: &Viewer, id: &BackupId) -> Result<Backup> {
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    access::require(&mut tx, viewer).await?;
    let row = rows::find(&mut tx, id).await?;
    match row.state {
        BackupState::Making => return Err(Problem::new(Code::WrongState).with("state", row.state).into()),
        BackupState::Verified => {
            if row.on_disk {
                unlink(&row)?;
            }
            sqlx::query("update backups set on_disk = $1, state = 'gone' where id = $2")
                .bind(false)
                .bind(id)
                .execute(&mut *tx)
                .await?;
        }
        BackupState::Failed | BackupState::Gone => {
            sqlx::query("delete from backups where id = $1 and in_store = $2")
                .bind(id)
                .bind(false)
                .execute(&mut *tx)
                .await?;
        }
    }
    let record = Record::new(Verb::Delete, Subject::Backup, id, &row.file_name)
        .fields(json!({ "made_at": row.made_at, "size": row.size }), json!(null));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "backups");
    tx.commit().await?;
    Ok(Backup { state: BackupState::Gone, on_disk: false, ..row.into() })
}

/// Removes the file in the folder; one that is not there is no failure.
pub(super) fn unlink(row: &Row) -> std::result::Result<(), Problem> {
    let path = row.path();
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(super::of_io(&error, &path)),
        _ => Ok(()),
    }
}
