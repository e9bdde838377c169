//! The change of places.
//!
//! What can be done beforehand is done beforehand, to the copy. Then one rename puts it in the place of the database, so that at any
//! moment either of the two is there, whole. A marker tells the next start that a restore was confirmed: before the rename it begins
//! anew, after it there is nothing left to do. If the copy cannot be made ready, the present database stays, and the restore failed.

use super::{carry, staged};
use crate::backups::of_io;
use crate::{Error, Options, Result, Services};
use model::backup::RestoreState;
use model::run::RunState;
use model::{Problem, RestoreId};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What the marker says.
#[derive(Debug, Serialize, Deserialize)]
struct Marker {
    restore: RestoreId,
}

fn marker(data: &Path) -> PathBuf {
    data.join("restore.json")
}

/// Writes the marker: from now on the next start restores.
pub(crate) fn mark(data: &Path, restore: &RestoreId) -> Result<()> {
    let path = marker(data);
    let part = path.with_extension("part");
    let text = serde_json::to_vec(&Marker { restore: restore.clone() })?;
    let written = std::fs::write(&part, text)
        .and_then(|()| std::fs::File::open(&part)?.sync_all())
        .and_then(|()| std::fs::rename(&part, &path))
        .and_then(|()| sync(data));
    Ok(written.map_err(|error| of_io(&error, &path))?)
}

fn sync(folder: &Path) -> std::io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

/// How a restore that was marked ended.
#[derive(Debug)]
pub(crate) struct Ended {
    restore: RestoreId,
    problem: Option<Problem>,
}

/// Finishes what a marker asks for, before anybody opens the data. The caller holds the folder's lock.
pub(crate) async fn finish(options: &Options) -> Option<Ended> {
    let data = &options.data;
    let text = std::fs::read(marker(data)).ok()?;
    let Ok(Marker { restore }) = serde_json::from_slice(&text) else {
        tracing::error!("the marker of a restore cannot be read; it is forgotten");
        forget(data);
        return None;
    };
    let copy = staged(data, &restore);
    if !copy.exists() {
        // The rename took place, and a crash kept the marker from going.
        forget(data);
        return None;
    }
    let problem = match put_in_place(options, &restore, &copy).await {
        Ok(()) => None,
        Err(error) => {
            for path in [copy.clone(), copy.with_extension("db-wal"), copy.with_extension("db-shm")] {
                let _ = std::fs::remove_file(path);
            }
            Some(error.into_problem())
        }
    };
    forget(data);
    match &problem {
        None => tracing::info!(%restore, "a backup was restored"),
        Some(problem) => tracing::error!(%restore, code = %problem.code, "a backup was not restored"),
    }
    Some(Ended { restore, problem })
}

fn forget(data: &Path) {
    let _ = std::fs::remove_file(marker(data));
    let _ = sync(data);
}

/// Tells how it ended, in the database that is there now.
pub(crate) async fn note(services: &Services, ended: Ended) -> Result<()> {
    let Some(problem) = ended.problem else { return Ok(()) };
    let mut tx = services.store.write().await?;
    let row = super::rows::find(&mut tx, &ended.restore).await?;
    super::rows::set_state(&mut tx, &ended.restore, RestoreState::Failed, Some(&problem)).await?;
    let home = crate::backups::home(&mut tx).await?;
    if let (Some(run), Some(home)) = (row.run_id, home) {
        crate::runs::end(&mut tx, services, &run, &home, RunState::Failed, Some(&problem)).await?;
    }
    tx.commit().await
}

/// Makes the copy ready and puts it in the place of the database; what was there is kept beside it, up to the last write.
pub(crate) async fn put_in_place(options: &Options, restore: &RestoreId, copy: &Path) -> Result<()> {
    let data = &options.data;
    let database = data.join("muster.db");
    let present = database.exists();
    if present {
        // Its tables are brought up to date, and its log of writes goes into the file.
        let services = Services::beside(options, &database).await?;
        services.store.forget_log().await?;
        services.store.close().await;
    }
    // Where nothing was, nobody is erased again, so that no key is needed: one made now would hide that the right one is missing.
    let keyless = Options { key: Some("0".repeat(64)), ..options.clone() };
    let has_key = present || options.key.is_some() || data.join("key").exists();
    let services = Services::beside(if has_key { options } else { &keyless }, copy).await?;
    let carried = carry::carry(&services, present.then_some(database.as_path()), restore).await;
    services.store.close().await;
    carried?;
    let failed = |error: std::io::Error| Error::from(of_io(&error, &database));
    std::fs::File::open(copy).and_then(|file| file.sync_all()).map_err(failed)?;
    let before = data.join("muster.db.before-restore");
    if present {
        let _ = std::fs::remove_file(&before);
        // A second name, so that the first is never without a file; where the file system knows none, a copy.
        if std::fs::hard_link(&database, &before).is_err() {
            std::fs::copy(&database, &before).map_err(failed)?;
        }
    }
    // A log of the old database would be replayed onto the new one.
    for name in ["muster.db-wal", "muster.db-shm"] {
        let _ = std::fs::remove_file(data.join(name));
    }
    std::fs::rename(copy, &database).map_err(failed)?;
    sync(data).map_err(failed)
}
