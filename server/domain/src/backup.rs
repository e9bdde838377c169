//! Backup and restore of an installation on SQLite. PostgreSQL brings its own tools.

use crate::{Error, Result};
use std::path::Path;

fn wrong(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::Broken(format!("{}: {error}", path.display()))
}

/// Writes a whole, compact copy of a folder's database, also while a server works on it: one reader more. The copy appears
/// under its name only when it is complete and was found sound. The key that opens the sealed credentials is not in it: keep
/// `key` elsewhere.
///
/// # Errors
/// There is no database, the file exists or cannot be written, or the copy is not sound.
#[cfg(not(feature = "postgres"))]
pub async fn write(folder: &Path, path: &Path) -> Result<()> {
    use sqlx::ConnectOptions as _;
    if path.exists() {
        return Err(wrong(path, &"exists already; backups are never overwritten"));
    }
    let part = path.with_extension("part");
    let _ = std::fs::remove_file(&part);
    let target = part.to_str().ok_or_else(|| wrong(path, &"is not a plain name"))?.to_owned();
    let database = folder.join("muster.db");
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(&database).create_if_missing(false).read_only(true);
    let mut conn = options.connect().await.map_err(|error| wrong(&database, &error))?;
    sqlx::query("vacuum into $1").bind(target).execute(&mut conn).await?;
    sqlx::Connection::close(conn).await?;
    check_file(&part).await?;
    std::fs::File::open(&part).and_then(|file| file.sync_all()).map_err(|error| wrong(&part, &error))?;
    std::fs::rename(&part, path).map_err(|error| wrong(path, &error))?;
    Ok(())
}

/// Puts a backup in the place of the database of a folder. The server must not run on it; what was there is kept beside it.
///
/// # Errors
/// The backup is not sound, the folder is in use or cannot be written.
#[cfg(not(feature = "postgres"))]
pub async fn restore(folder: &Path, backup: &Path) -> Result<()> {
    check_file(backup).await?;
    std::fs::create_dir_all(folder).map_err(|error| wrong(folder, &error))?;
    let lock = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"));
    let lock = lock.map_err(|error| wrong(folder, &error))?;
    lock.try_lock().map_err(|_| wrong(folder, &"is in use by a running Muster; stop it first"))?;
    let database = folder.join("muster.db");
    let part = folder.join("muster.db.part");
    std::fs::copy(backup, &part).map_err(|error| wrong(backup, &error))?;
    std::fs::File::open(&part).and_then(|file| file.sync_all()).map_err(|error| wrong(&part, &error))?;
    if database.exists() {
        std::fs::rename(&database, folder.join("muster.db.before-restore"))
            .map_err(|error| wrong(&database, &error))?;
    }
    // A log of the old database would be replayed onto the new one.
    for name in ["muster.db-wal", "muster.db-shm"] {
        let _ = std::fs::remove_file(folder.join(name));
    }
    std::fs::rename(&part, &database).map_err(|error| wrong(&database, &error))
}

#[cfg(not(feature = "postgres"))]
async fn check_file(path: &Path) -> Result<()> {
    use sqlx::ConnectOptions as _;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).create_if_missing(false);
    let mut conn = options.connect().await.map_err(|error| wrong(path, &error))?;
    let found: Vec<String> =
        sqlx::query_scalar("pragma integrity_check").fetch_all(&mut conn).await.map_err(|error| wrong(path, &error))?;
    if found != ["ok"] {
        return Err(wrong(path, &found.join("; ")));
    }
    let organisations: i64 = sqlx::query_scalar("select count(*) from organisations")
        .fetch_one(&mut conn)
        .await
        .map_err(|_| wrong(path, &"is no backup of Muster"))?;
    let _ = organisations;
    Ok(())
}

/// PostgreSQL brings its own tools.
///
/// # Errors
/// Always, saying which.
#[cfg(feature = "postgres")]
#[expect(clippy::unused_async, reason = "the face is the same on both databases")]
pub async fn write(_: &Path, path: &Path) -> Result<()> {
    Err(wrong(path, &"use pg_dump --format=custom for an installation on PostgreSQL"))
}

/// PostgreSQL brings its own tools.
///
/// # Errors
/// Always, saying which.
#[cfg(feature = "postgres")]
#[expect(clippy::unused_async, reason = "the face is the same on both databases")]
pub async fn restore(_: &Path, backup: &Path) -> Result<()> {
    Err(wrong(backup, &"use pg_restore for an installation on PostgreSQL"))
}
