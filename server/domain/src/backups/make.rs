//! Making a backup.

use super::rows::{self, Row};
use super::{keep, settings};
use crate::audit::{self, Record};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::{Error, Result, Services, Write, change};
use model::audit::{Subject, Verb};
use model::backup::Findings;
use model::run::{RunKind, RunState, Stage};
use model::{BackupId, Problem};
use serde_json::json;

/// Carries a run of [`RunKind::Backup`] out. A killed server begins anew, under the same name.
///
/// # Errors
/// A [`Stop`] with what stood in the way; then there is no file.
pub(crate) async fn run(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let made = make(services, run, &BackupId(run.input.clone())).await?;
    // A copy that could not be sent away is a copy, but somebody has to look.
    let state = if made.problem.is_some() { RunState::Failed } else { RunState::Done };
    let problem: Option<Problem> = made.problem.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let mut tx = services.store.write().await?;
    runs::end(&mut tx, services, &run.id, &run.organisation_id, state, problem.as_ref()).await?;
    tx.commit().await?;
    Ok(keep::tidy(services).await?)
}

/// Writes down that a run which makes a backup failed: its own, or the one before a change set, which then goes back to whoever
/// reviews it with nothing carried out.
pub(crate) async fn failed(tx: &mut Write, run: &runs::Row, problem: &Problem) -> Result<()> {
    let unmade: Vec<BackupId> = sqlx::query_scalar("select id from backups where run_id = $1 and state = 'making'")
        .bind(&run.id)
        .fetch_all(&mut **tx)
        .await?;
    for id in &unmade {
        rows::fail(tx, id, problem).await?;
    }
    if let (RunKind::Apply, Some(set), false) = (run.kind, &run.change_set_id, unmade.is_empty()) {
        change::apply::hand_back(tx, &run.organisation_id, set).await?;
    }
    hint(tx).await
}

/// Tells whoever looks at the page.
async fn hint(tx: &mut Write) -> Result<()> {
    if let Some(home) = super::home(tx).await? {
        tx.hint(&home, "backups");
    }
    Ok(())
}

/// Makes the file of a backup, unless that was done; the backup as it is then. Progress goes to the run.
///
/// # Errors
/// [`model::Code::Backup`]; then there is no file.
pub(crate) async fn make(services: &Services, run: &runs::Row, id: &BackupId) -> Result<Row> {
    let mut conn = services.store.read().await?;
    let row = rows::find(&mut conn, id).await?;
    let kept = settings::read(&mut conn).await?;
    drop(conn);
    if row.state != model::backup::BackupState::Making {
        return Ok(row);
    }
    let written = write::file(services, run, &row, &kept).await?;
    let sent = match super::Remote::of(services, &kept) {
        Ok(None) => Ok(false),
        Ok(Some(remote)) => {
            tell(services, run, Stage::Send, (0, Some(written.size))).await?;
            send(&remote, &row, &written.sha256).await.map(|()| true)
        }
        Err(error) => Err(error.into_problem()),
    };
    let problem = sent.as_ref().err().map(serde_json::to_string).transpose()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    sqlx::query(
        "update backups set state = 'verified', size = $1, sha256 = $2, findings = $3, on_disk = $4, in_store = $5, \
         problem = $6 where id = $7 and state = 'making'",
    )
    .bind(written.size)
    .bind(&written.sha256)
    .bind(serde_json::to_string(&written.findings)?)
    .bind(true)
    .bind(sent.unwrap_or(false))
    .bind(&problem)
    .bind(id)
    .execute(&mut *tx)
    .await?;
    if let Some(home) = super::home(&mut tx).await? {
        let record = Record::new(Verb::Create, Subject::Backup, id, &row.file_name).fields(
            json!(null),
            json!({ "reason": row.reason, "size": written.size, "sha256": written.sha256, "encrypted": row.encrypted }),
        );
        audit::record(&mut tx, &home, &change::apply::actor(run), now, record).await?;
    }
    hint(&mut tx).await?;
    let made = rows::find(&mut tx, id).await?;
    tx.commit().await?;
    Ok(made)
}

/// Sends a file and reads it back.
async fn send(remote: &super::Remote, row: &Row, sha256: &str) -> std::result::Result<(), Problem> {
    remote.send(&row.path(), &row.file_name).await?;
    if remote.sha256(&row.file_name).await? == sha256 {
        return Ok(());
    }
    let _ = remote.remove(&row.file_name).await;
    Err(model::backup::BackupFault::Changed.problem())
}

/// Says how far a run is.
pub(crate) async fn tell(
    services: &Services,
    run: &runs::Row,
    stage: Stage,
    (done, total): (i64, Option<i64>),
) -> Result<()> {
    let mut tx = services.store.write().await?;
    let progress = Progress { stage, done, total, cursor: run.cursor.clone(), counts: run.counts() };
    runs::save(&mut tx, run, &progress).await?;
    tx.commit().await
}

/// A file that was written and read back.
struct Written {
    size: i64,
    sha256: String,
    findings: Findings,
}

#[cfg(feature = "postgres")]
mod write {
    use super::{Error, Result, Row, Services, Written, runs, settings};
    use model::backup::BackupFault;

    #[expect(clippy::unused_async, reason = "the face is the same on both databases")]
    pub(super) async fn file(_: &Services, _: &runs::Row, _: &Row, _: &settings::Kept) -> Result<Written> {
        Err(Error::Problem(BackupFault::OwnDumps.problem()))
    }
}

#[cfg(not(feature = "postgres"))]
mod write {
    use super::{Error, Result, Row, Services, Written, runs, settings, tell};
    use crate::backups::{failure::of_io, pack, snapshot, verify, workshop};
    use model::backup::BackupFault;
    use model::run::Stage;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    /// How often is told how far the copy is.
    const TOLD: Duration = Duration::from_millis(500);

    /// Removed when it goes out of scope, in whatever way.
    struct Temporary(PathBuf);

    impl Drop for Temporary {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }

    /// Copies, checks, packs and reads back; only then the file has its name.
    pub(super) async fn file(
        services: &Services,
        run: &runs::Row,
        row: &Row,
        kept: &settings::Kept,
    ) -> Result<Written> {
        let shop = workshop(services);
        std::fs::create_dir_all(&shop).map_err(|error| of_io(&error, &shop))?;
        let plain = Temporary(shop.join(format!("{}.db", row.id)));
        copy(services, run, &plain.0).await?;
        tell(services, run, Stage::Verify, (0, None)).await?;
        let findings = verify::check(&plain.0).await?;
        tell(services, run, Stage::Write, (0, Some(findings.bytes))).await?;
        let folder = PathBuf::from(&row.folder);
        std::fs::create_dir_all(&folder).map_err(|error| of_io(&error, &folder))?;
        let part = Temporary(folder.join(format!(".{}.part", row.file_name)));
        // What the row says, not what the settings say now: the name of the file tells it.
        let passphrase = if row.encrypted { kept.passphrase(services)? } else { None };
        if row.encrypted != passphrase.is_some() {
            return Err(BackupFault::PassphraseMissing.problem().into());
        }
        let (from, to, path) = (plain.0.clone(), part.0.clone(), row.path());
        let packed = tokio::task::spawn_blocking(move || {
            let packed = pack::pack(&from, &to, passphrase.as_deref())?;
            if pack::sha256(&to)? != packed.sha256 || pack::read_back(&to, passphrase.as_deref())? != packed.content {
                return Err(BackupFault::Changed.problem());
            }
            std::fs::rename(&to, &path).map_err(|error| of_io(&error, &path))?;
            sync_folder(&path);
            Ok(packed)
        });
        let packed = packed.await.map_err(|error| Error::Broken(error.to_string()))??;
        Ok(Written { size: packed.size, sha256: packed.sha256, findings })
    }

    /// Makes sure of the name in its folder; the file itself was made sure of before.
    fn sync_folder(path: &Path) {
        if let Some(folder) = path.parent() {
            let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
        }
    }

    /// Copies the database, telling how far it is.
    async fn copy(services: &Services, run: &runs::Row, target: &Path) -> Result<()> {
        let mut conn = services.store.read().await?;
        let total = snapshot::size(&mut conn).await?;
        drop(conn);
        let database = services.settings.data.join("muster.db");
        let mut copying = std::pin::pin!(snapshot::take(&database, target));
        loop {
            tokio::select! {
                copied = &mut copying => return Ok(copied?),
                () = tokio::time::sleep(TOLD) => {
                    let done = std::fs::metadata(target).map_or(0, |metadata| metadata.len() as i64);
                    tell(services, run, Stage::Copy, (done.min(total), Some(total))).await?;
                }
            }
        }
    }
}
