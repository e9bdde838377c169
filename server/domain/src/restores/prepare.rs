//! From a file to a database that could take the place: unpacked, checked, its tables brought up to date.

use crate::backups::verify::{self, pages};
use crate::backups::{of_sql, pack};
use crate::{Clock, Error, Hints, Ids, Result, Store};
use model::Problem;
use model::backup::{BackupFault, Findings};
use sqlx::{Connection as _, SqliteConnection};
use std::path::Path;

/// Unpacks a file and checks it; what was found, and whether its tables were of an earlier version. After an error nothing is left.
///
/// # Errors
/// [`model::Code::Backup`] with what is wrong with the file.
pub(crate) async fn prepare(from: &Path, to: &Path, passphrase: Option<String>) -> Result<(Findings, bool)> {
    let done = all(from, to, passphrase).await;
    if done.is_err() {
        for path in [to.to_owned(), to.with_extension("db-wal"), to.with_extension("db-shm")] {
            let _ = std::fs::remove_file(path);
        }
    }
    done
}

async fn all(from: &Path, to: &Path, passphrase: Option<String>) -> Result<(Findings, bool)> {
    let (source, target) = (from.to_owned(), to.to_owned());
    let unpacked = tokio::task::spawn_blocking(move || pack::unpack(&source, &target, passphrase.as_deref()));
    unpacked.await.map_err(|error| Error::Broken(error.to_string()))??;
    let mut conn = verify::open(to).await?;
    let schema = pages(&mut conn, to).await;
    let _ = conn.close().await;
    let migrated = schema? < verify::known();
    let clock = Clock::default();
    let store = Store::open_file(to, Hints::default(), Ids::new(clock)).await;
    // A migration that fails meets tables that are not those it was written for.
    let store = store.map_err(|error| BackupFault::NotABackup.problem().with("detail", error))?;
    store.close().await;
    same_tables(to).await?;
    Ok((verify::check(to).await?, migrated))
}

/// A file that somebody brought may hold triggers and views that do what they like once they are in the place: what is not made by
/// our migrations is refused.
async fn same_tables(path: &Path) -> std::result::Result<(), Problem> {
    let pattern = path.with_extension("pattern");
    let _ = std::fs::remove_file(&pattern);
    let store = Store::open_file(&pattern, Hints::default(), Ids::new(Clock::default())).await;
    if let Ok(store) = &store {
        store.close().await;
    }
    let ours = objects(&pattern).await;
    let _ = std::fs::remove_file(&pattern);
    store.map_err(|error| BackupFault::Other.problem().with("detail", error))?;
    let (ours, theirs) = (ours?, objects(path).await?);
    match theirs.iter().find(|object| !ours.contains(object)).or_else(|| ours.iter().find(|own| !theirs.contains(own)))
    {
        None => Ok(()),
        Some((kind, name, _)) => Err(BackupFault::NotABackup.problem().with("detail", format!("{kind} {name}"))),
    }
}

type Object = (String, String, Option<String>);

async fn objects(path: &Path) -> std::result::Result<Vec<Object>, Problem> {
    let mut conn: SqliteConnection = verify::open(path).await?;
    // The index's own tables are made anew where they are missing, whatever version made them.
    let found = sqlx::query_as(
        "select type, name, sql from sqlite_master where name not like 'sqlite%' \
         and not (type = 'table' and name like 'search%') order by type, name",
    )
    .fetch_all(&mut conn)
    .await;
    let _ = conn.close().await;
    found.map_err(|error| of_sql(&error, path))
}
