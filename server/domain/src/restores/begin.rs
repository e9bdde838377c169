//! Choosing what to restore: a backup of the list, or a file that is uploaded.

use super::{rows, staged, upload_of};
use crate::audit::{self, Actor, Record};
use crate::backups::{self, of_io};
use crate::{Error, Result, Services, Viewer, Write, organisation, runs};
use model::audit::{Subject, Verb};
use model::backup::{BackupState, Restore, RestoreState};
use model::run::RunKind;
use model::{BackupId, Code, Problem, RestoreId};
use serde_json::json;
use tokio::io::AsyncWriteExt as _;

/// Begins to unpack and check a backup of the list. Whatever was prepared before is given up. `passphrase` only for one that was
/// encrypted with another than is set now.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] for a backup without a file and while a restore takes place.
pub async fn begin(
    services: &Services,
    viewer: &Viewer,
    backup: &BackupId,
    passphrase: Option<&str>,
) -> Result<Restore> {
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    backups::require(&mut tx, viewer).await?;
    backups::require_here()?;
    let row = backups::rows::find(&mut tx, backup).await?;
    if row.state != BackupState::Verified {
        return Err(Problem::new(Code::WrongState).with("state", row.state).into());
    }
    let id: RestoreId = services.ids.next();
    let restore = start(&mut tx, services, viewer, (&id, Some(backup), &row.file_name), passphrase).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(restore)
}

async fn start(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    (id, backup, file_name): (&RestoreId, Option<&BackupId>, &str),
    passphrase: Option<&str>,
) -> Result<Restore> {
    give_up_open(tx, services).await?;
    let sealed = match passphrase.filter(|text| !text.is_empty()) {
        Some(text) => services.seal.close(&services.ids, id.as_str(), text)?,
        None => String::new(),
    };
    let actor = Actor::from(viewer);
    let run = runs::begin_for(tx, services, &viewer.organisation, RunKind::CheckRestore, id.as_str(), &actor).await?;
    sqlx::query(
        "insert into restores (id, backup_id, file_name, state, passphrase_sealed, difference, problem, run_id, asked_by, \
         asked_at, confirmed_by, done_at, copy_id) values ($1, $2, $3, 'checking', $4, '', null, $5, $6, $7, '', null, null)",
    )
    .bind(id)
    .bind(backup)
    .bind(file_name)
    .bind(&sealed)
    .bind(&run.id)
    .bind(&viewer.name)
    .bind(services.clock.now())
    .execute(&mut **tx)
    .await?;
    let record = Record::new(Verb::Start, Subject::Backup, id, file_name)
        .fields(json!(null), json!({ "restore": RestoreState::Checking, "uploaded": backup.is_none() }));
    audit::record(tx, &viewer.organisation, &actor, services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "backups");
    Ok(rows::find(tx, id).await?.into())
}

/// Gives up what is prepared, to make room.
async fn give_up_open(tx: &mut Write, services: &Services) -> Result<()> {
    let Some(open) = rows::open(tx).await? else { return Ok(()) };
    if open.state == RestoreState::Restoring {
        return Err(Problem::new(Code::WrongState).with("state", open.state).into());
    }
    rows::set_state(tx, &open.id, RestoreState::Dropped, None).await?;
    if let Some(run) = &open.run_id {
        sqlx::query("update runs set cancel_asked = $1 where id = $2 and state in ('queued', 'running')")
            .bind(true)
            .bind(run)
            .execute(&mut **tx)
            .await?;
    }
    super::forget_files(services, &open.id);
    Ok(())
}

/// Gives a prepared restore up.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] while it takes place or when it is over.
pub async fn give_up(services: &Services, viewer: &Viewer, id: &RestoreId) -> Result<Restore> {
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    backups::require(&mut tx, viewer).await?;
    let row = rows::find(&mut tx, id).await?;
    if !matches!(row.state, RestoreState::Checking | RestoreState::Ready) {
        return Err(Problem::new(Code::WrongState).with("state", row.state).into());
    }
    give_up_open(&mut tx, services).await?;
    let record = Record::new(Verb::Cancel, Subject::Backup, id, &row.file_name);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "backups");
    let row = rows::find(&mut tx, id).await?;
    tx.commit().await?;
    Ok(row.into())
}

/// A file on its way in. Dropped before [`Upload::finish`], it leaves nothing.
#[derive(Debug)]
pub struct Upload {
    services: Services,
    viewer: Viewer,
    id: RestoreId,
    file_name: String,
    file: Option<tokio::fs::File>,
}

impl Upload {
    /// Begins to take a file in.
    ///
    /// # Errors
    /// [`Code::Forbidden`], [`Code::Backup`] if nothing can be written.
    pub async fn begin(services: &Services, viewer: &Viewer, file_name: &str) -> Result<Self> {
        let mut conn = services.store.read().await?;
        backups::require(&mut conn, viewer).await?;
        drop(conn);
        backups::require_here()?;
        let id: RestoreId = services.ids.next();
        let shop = backups::workshop(services);
        tokio::fs::create_dir_all(&shop).await.map_err(|error| of_io(&error, &shop))?;
        let path = upload_of(services, &id);
        let mut options = tokio::fs::OpenOptions::new();
        options.create_new(true).write(true);
        #[cfg(unix)]
        options.mode(0o600);
        let file = options.open(&path).await.map_err(|error| of_io(&error, &path))?;
        // Of a path only the last part; what remains is shown, never opened.
        let file_name = file_name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(200).collect();
        Ok(Self { services: services.clone(), viewer: viewer.clone(), id, file_name, file: Some(file) })
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`Code::Backup`]: the disk is full.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<()> {
        let Some(file) = &mut self.file else { return Err(Error::Broken("the upload is over".into())) };
        let path = upload_of(&self.services, &self.id);
        Ok(file.write_all(bytes).await.map_err(|error| of_io(&error, &path))?)
    }

    /// The file is whole; begins to check it.
    ///
    /// # Errors
    /// As [`begin`].
    pub async fn finish(mut self, passphrase: Option<&str>) -> Result<Restore> {
        let Some(mut file) = self.file.take() else { return Err(Error::Broken("the upload is over".into())) };
        let path = upload_of(&self.services, &self.id);
        let written = async {
            file.flush().await?;
            file.sync_all().await
        };
        let begun = match written.await {
            Ok(()) => self.start(passphrase).await,
            Err(error) => Err(of_io(&error, &path).into()),
        };
        if begun.is_err() {
            let _ = std::fs::remove_file(&path);
        }
        begun
    }

    async fn start(&self, passphrase: Option<&str>) -> Result<Restore> {
        let mut tx = self.services.store.write().await?;
        organisation::lock(&mut tx, &self.viewer.organisation).await?;
        // Again: a large file takes its time, and rights change.
        backups::require(&mut tx, &self.viewer).await?;
        let what = (&self.id, None, self.file_name.as_str());
        let restore = start(&mut tx, &self.services, &self.viewer, what, passphrase).await?;
        tx.commit().await?;
        self.services.wake.notify_one();
        Ok(restore)
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if self.file.is_some() {
            let _ = std::fs::remove_file(upload_of(&self.services, &self.id));
            let _ = std::fs::remove_file(staged(&self.services.settings.data, &self.id));
        }
    }
}
