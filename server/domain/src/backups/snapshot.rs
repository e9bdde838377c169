//! Copying the database while the server works on it.

use super::failure::{of_io, of_sql};
use model::Problem;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use std::path::Path;

/// Writes a whole, compact copy: the state of one moment, whatever is written meanwhile. One reader more; the writer is never
/// held, but the log of writes grows until the copy is done. The caller removes the file if this fails.
///
/// # Errors
/// [`model::Code::Backup`].
pub(crate) async fn take(database: &Path, target: &Path) -> Result<(), Problem> {
    if !database.exists() {
        return Err(of_io(&std::io::ErrorKind::NotFound.into(), database));
    }
    create(target).map_err(|error| of_io(&error, target))?;
    let name = target.to_str().ok_or_else(|| of_io(&std::io::ErrorKind::InvalidFilename.into(), target))?.to_owned();
    let options = SqliteConnectOptions::new().filename(database).create_if_missing(false).read_only(true);
    let mut conn = options.connect().await.map_err(|error| of_sql(&error, database))?;
    let copied = sqlx::query("vacuum into $1").bind(name).execute(&mut conn).await;
    let _ = conn.close().await;
    copied.map_err(|error| of_sql(&error, target))?;
    std::fs::File::open(target).and_then(|file| file.sync_all()).map_err(|error| of_io(&error, target))
}

/// Bytes that the copy will have at most, to tell how far it is.
pub(crate) async fn size(conn: &mut SqliteConnection) -> sqlx::Result<i64> {
    let pages: i64 =
        sqlx::query_scalar("select page_count - freelist_count from pragma_page_count, pragma_freelist_count")
            .fetch_one(&mut *conn)
            .await?;
    let page: i64 = sqlx::query_scalar("pragma page_size").fetch_one(&mut *conn).await?;
    Ok(pages * page)
}

/// An empty file that only its owner may read; SQLite fills it.
fn create(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
