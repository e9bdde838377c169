//! Backups of the installation, and restoring one. Files come and go by `/backups/…`.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::backup::{Backup, BackupSettings, Backups, Held, Restore, SaveBackupSettings, Settle};
use model::run::Run;
use model::{BackupId, RestoreId};

/// The page: every backup, newest first, how they are made, and the restore under way.
///
/// # Errors
/// What the use case refuses; see `domain::backups::list`.
#[server(name = ListBackups, prefix = "/fn", endpoint = "backups/list", input = Json, output = Json)]
pub async fn list() -> Answer<Backups> {
    let caller = super::caller()?;
    Ok(domain::backups::list(&caller.services, &caller.viewer).await?)
}

/// Begins to make a backup, or names the one that is being made.
///
/// # Errors
/// What the use case refuses; see `domain::backups::begin`.
#[server(name = BeginBackup, prefix = "/fn", endpoint = "backups/begin", input = Json, output = Json)]
pub async fn begin() -> Answer<Backup> {
    let caller = super::caller()?;
    Ok(domain::backups::begin(&caller.services, &caller.viewer).await?)
}

/// Changes how backups are made.
///
/// # Errors
/// What the use case refuses; see `domain::backups::save`.
#[server(name = SaveBackups, prefix = "/fn", endpoint = "backups/save", input = Json, output = Json)]
pub async fn save(settings: SaveBackupSettings) -> Answer<BackupSettings> {
    let caller = super::caller()?;
    Ok(domain::backups::save(&caller.services, &caller.viewer, &settings).await?)
}

/// Begins to try the store out.
///
/// # Errors
/// What the use case refuses; see `domain::backups::test`.
#[server(name = TestBackups, prefix = "/fn", endpoint = "backups/test", input = Json, output = Json)]
pub async fn test() -> Answer<Run> {
    let caller = super::caller()?;
    Ok(domain::backups::test(&caller.services, &caller.viewer).await?)
}

/// Deletes a backup.
///
/// # Errors
/// What the use case refuses; see `domain::backups::remove`.
#[server(name = RemoveBackup, prefix = "/fn", endpoint = "backups/remove", input = Json, output = Json)]
pub async fn remove(id: BackupId) -> Answer<Backup> {
    let caller = super::caller()?;
    Ok(domain::backups::remove(&caller.services, &caller.viewer, &id).await?)
}

/// Begins to unpack and check a backup that is to be restored.
///
/// # Errors
/// What the use case refuses; see `domain::restores::begin`.
#[server(name = BeginRestore, prefix = "/fn", endpoint = "restores/begin", input = Json, output = Json)]
pub async fn begin_restore(backup: BackupId, passphrase: String) -> Answer<Restore> {
    let caller = super::caller()?;
    Ok(domain::restores::begin(&caller.services, &caller.viewer, &backup, Some(&passphrase)).await?)
}

/// Gives a prepared restore up.
///
/// # Errors
/// What the use case refuses; see `domain::restores::give_up`.
#[server(name = GiveUpRestore, prefix = "/fn", endpoint = "restores/give_up", input = Json, output = Json)]
pub async fn give_up(id: RestoreId) -> Answer<Restore> {
    let caller = super::caller()?;
    Ok(domain::restores::give_up(&caller.services, &caller.viewer, &id).await?)
}

/// Restores what was prepared.
///
/// # Errors
/// What the use case refuses; see `domain::restores::confirm`.
#[server(name = ConfirmRestore, prefix = "/fn", endpoint = "restores/confirm", input = Json, output = Json)]
pub async fn confirm(id: RestoreId, word: String) -> Answer<Restore> {
    let caller = super::caller()?;
    Ok(domain::restores::confirm(&caller.services, &caller.viewer, &id, &word).await?)
}

/// Lets what a restore holds back go on, or drops it.
///
/// # Errors
/// What the use case refuses; see `domain::restores::settle`.
#[server(name = SettleHeld, prefix = "/fn", endpoint = "restores/settle", input = Json, output = Json)]
pub async fn settle(settle: Settle) -> Answer<Vec<Held>> {
    let caller = super::caller()?;
    Ok(domain::restores::settle(&caller.services, &caller.viewer, &settle).await?)
}
