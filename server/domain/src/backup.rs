//! Backup and restore from the command line, on SQLite. PostgreSQL brings its own tools.

#[cfg(not(feature = "postgres"))]
mod here {
    use crate::backups::{of_io, pack, snapshot, verify};
    use crate::restores::{self, prepare, staged, swap};
    use crate::{Clock, Error, Ids, Options, Result, Services, runs};
    use model::backup::{Backup, BackupReason, Difference};
    use model::run::RunKind;
    use model::{BackupId, RestoreId};
    use std::path::{Path, PathBuf};

    fn wrong(path: &Path, error: &dyn std::fmt::Display) -> Error {
        Error::Broken(format!("{}: {error}", path.display()))
    }

    /// Writes a whole, compact copy of a folder's database, also while a server works on it: one reader more. The copy appears
    /// under its name only when it is complete and was found sound. The key that opens the sealed credentials is not in it: keep
    /// `key` elsewhere. With a passphrase the file is packed and encrypted, else it is a plain database.
    ///
    /// # Errors
    /// There is no database, the file exists or cannot be written, or the copy is not sound.
    pub async fn write_with(folder: &Path, path: &Path, passphrase: Option<&str>) -> Result<()> {
        if path.exists() {
            return Err(wrong(path, &"exists already; backups are never overwritten"));
        }
        let (plain, part) = (path.with_extension("plain"), path.with_extension("part"));
        let written = copy(folder, &plain, &part, passphrase)
            .await
            .and_then(|ready| std::fs::rename(&ready, path).map_err(|error| wrong(path, &error)));
        for left in [&plain, &part] {
            let _ = std::fs::remove_file(left);
        }
        written
    }

    async fn copy(folder: &Path, plain: &Path, part: &Path, passphrase: Option<&str>) -> Result<PathBuf> {
        snapshot::take(&folder.join("muster.db"), plain).await?;
        verify::check(plain).await?;
        if passphrase.is_none() {
            return Ok(plain.to_owned());
        }
        let packed = pack::pack(plain, part, passphrase)?;
        if pack::read_back(part, passphrase)? != packed.content {
            return Err(wrong(part, &"is not what was written"));
        }
        Ok(part.to_owned())
    }

    /// Makes a backup as the page does, with the settings that are there: into the folder, and to the store.
    ///
    /// # Errors
    /// What stood in the way; the list tells it too.
    pub async fn make(services: &Services) -> Result<Backup> {
        let mut tx = services.store.write().await?;
        let home = crate::backups::home(&mut tx).await?;
        let home = home.ok_or_else(|| Error::Broken("nobody has set an organisation up yet".into()))?;
        let mut actor = crate::audit::Actor::system();
        actor.from.origin = model::audit::Origin::Cli;
        let id: BackupId = services.ids.next();
        let run = runs::begin_for(&mut tx, services, &home, RunKind::Backup, id.as_str(), &actor).await?;
        // It is made here and now, not by the server's worker.
        crate::jobs::queue::forget(&mut tx, &crate::jobs::Job::Run { run: run.id.clone() }).await?;
        let new = crate::backups::New {
            id: &id,
            reason: BackupReason::ByHand,
            change_set: None,
            run: Some(&run.id),
            made_by: "",
        };
        crate::backups::add(&mut tx, services, &new).await?;
        sqlx::query("update runs set state = 'running', started_at = created_at where id = $1")
            .bind(&run.id)
            .execute(&mut *tx)
            .await?;
        let row = runs::find_raw(&mut tx, &run.id).await?.ok_or(model::Code::NotFound)?;
        tx.commit().await?;
        match crate::backups::run(services, &row).await {
            Ok(()) => {}
            Err(crate::jobs::Stop::GiveUp(problem)) => {
                let mut tx = services.store.write().await?;
                crate::worker::note_failure(&mut tx, services, &crate::jobs::Job::Run { run: run.id }, &problem)
                    .await?;
                tx.commit().await?;
                return Err(problem.into());
            }
            Err(crate::jobs::Stop::Later(_, error)) => return Err(Error::Broken(error)),
        }
        let mut conn = services.store.read().await?;
        Ok(crate::backups::rows::find(&mut conn, &id).await?.into())
    }

    /// What restoring a file would change; nothing is changed. `None` as the present where there is nothing yet.
    ///
    /// # Errors
    /// The file is no whole backup of ours.
    pub async fn compare(options: &Options, file: &Path, passphrase: Option<&str>) -> Result<Difference> {
        let copy = place(&options.data)?.with_extension("look");
        let found = async {
            let (findings, migrated) = prepare::prepare(file, &copy, passphrase.map(str::to_owned)).await?;
            let database = options.data.join("muster.db");
            let present = database.exists().then_some(database.as_path());
            restores::difference(present, &copy, findings, migrated, None).await
        };
        let found = found.await;
        forget(&copy);
        found
    }

    /// Puts a backup in the place of the database of a folder. The server must not run on it; what was there is kept beside it, and
    /// what has to be carried over from it is.
    ///
    /// # Errors
    /// The backup is not sound, the folder is in use or cannot be written.
    pub async fn restore_with(options: &Options, file: &Path, passphrase: Option<&str>) -> Result<()> {
        let folder = &options.data;
        std::fs::create_dir_all(folder).map_err(|error| wrong(folder, &error))?;
        let lock = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"));
        let lock = lock.map_err(|error| wrong(folder, &error))?;
        lock.try_lock().map_err(|_| wrong(folder, &"is in use by a running Muster; stop it first"))?;
        let id: RestoreId = Ids::new(Clock::default()).next();
        place(folder)?;
        let copy = staged(folder, &id);
        let restored = async {
            prepare::prepare(file, &copy, passphrase.map(str::to_owned)).await.map_err(|error| named(file, error))?;
            swap::put_in_place(options, &id, &copy).await
        };
        let restored = restored.await;
        forget(&copy);
        restored
    }

    /// The file that a problem is about, for whoever typed its name.
    fn named(file: &Path, error: Error) -> Error {
        match error {
            Error::Problem(problem) if problem.param("path").is_none() => {
                Error::Problem(problem.with("path", file.display()))
            }
            other => other,
        }
    }

    fn place(folder: &Path) -> Result<PathBuf> {
        let shop = folder.join("staging");
        std::fs::create_dir_all(&shop).map_err(|error| of_io(&error, &shop))?;
        Ok(shop.join("restore-cli.db"))
    }

    fn forget(copy: &Path) {
        for path in [copy.to_owned(), copy.with_extension("db-wal"), copy.with_extension("db-shm")] {
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(feature = "postgres")]
mod here {
    use crate::{Error, Options, Result, Services};
    use model::backup::{Backup, Difference};
    use std::path::Path;

    fn refused(path: &Path, tool: &str) -> Error {
        Error::Broken(format!("{}: use {tool} for an installation on PostgreSQL", path.display()))
    }

    /// PostgreSQL brings its own tools.
    ///
    /// # Errors
    /// Always, saying which.
    pub async fn write_with(_: &Path, path: &Path, _: Option<&str>) -> Result<()> {
        Err(refused(path, "pg_dump --format=custom"))
    }

    /// PostgreSQL brings its own tools.
    ///
    /// # Errors
    /// Always, saying which.
    pub async fn make(_: &Services) -> Result<Backup> {
        Err(model::backup::BackupFault::OwnDumps.problem().into())
    }

    /// PostgreSQL brings its own tools.
    ///
    /// # Errors
    /// Always, saying which.
    pub async fn compare(_: &Options, file: &Path, _: Option<&str>) -> Result<Difference> {
        Err(refused(file, "pg_restore"))
    }

    /// PostgreSQL brings its own tools.
    ///
    /// # Errors
    /// Always, saying which.
    pub async fn restore_with(_: &Options, file: &Path, _: Option<&str>) -> Result<()> {
        Err(refused(file, "pg_restore"))
    }
}

pub use here::{compare, make, restore_with, write_with};

use crate::Result;
use std::path::Path;

/// As [`write_with`], plain.
///
/// # Errors
/// As [`write_with`].
pub async fn write(folder: &Path, path: &Path) -> Result<()> {
    write_with(folder, path, None).await
}
