//! The database: one SQL text a query, one driver a build.
//!
//! Portable SQL, the rules: placeholders `$1`; column types TEXT, BIGINT, DOUBLE PRECISION, BOOLEAN; moments are milliseconds;
//! ids are text made here; no `now()`, autoincrement, `ILIKE`, arrays, JSON operators or `FOR UPDATE`; paging keys end in an
//! id; sums are cast to BIGINT; constraint violations are recognised by kind. What must differ between the two databases is in
//! this file and in [`crate::search`], nowhere else.
//!
//! SQLite has one connection that writes (`BEGIN IMMEDIATE`: a deferred transaction that upgrades meets "database is locked"
//! at once, whatever the busy timeout) and a few that read. `synchronous = FULL`: what was acknowledged survives a power cut.

use crate::hints::Hints;
use crate::webhooks::{self, Happened};
use crate::{Error, Ids, Result};
use model::OrganisationId;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

/// The driver of this build.
#[cfg(feature = "postgres")]
pub type Db = sqlx::Postgres;
/// The driver of this build.
#[cfg(not(feature = "postgres"))]
pub type Db = sqlx::Sqlite;

/// A connection: what every function that runs SQL takes, inside and outside of a transaction.
pub type Conn = <Db as sqlx::Database>::Connection;
type Pool = sqlx::Pool<Db>;

/// The oldest SQLite without the WAL-reset race, which can corrupt a database that is read and written at once.
#[cfg(not(feature = "postgres"))]
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// The most rows that one multi-row statement names: PostgreSQL takes 65 535 parameters, SQLite 32 766.
pub const BLOCK: usize = 500;

/// The sizes in which many rows are written. A statement of a size that was used before is prepared already; compiling one for
/// hundreds of rows takes longer than carrying it out.
const SIZES: [usize; 4] = [100, 25, 5, 1];

/// Cuts rows into blocks of few different sizes, for statements with values for each row.
pub fn blocks<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = SIZES.into_iter().find(|size| *size <= rows.len())?;
        let (block, rest) = rows.split_at(size);
        rows = rest;
        Some(block)
    })
}

/// Adds values to a statement with commas in between: what stands between the brackets of `in (…)`.
pub fn push_list<'q, T>(sql: &mut sqlx::QueryBuilder<Db>, values: impl IntoIterator<Item = T>)
where
    T: sqlx::Encode<'q, Db> + sqlx::Type<Db>,
{
    let mut list = sql.separated(", ");
    for value in values {
        list.push_bind(value);
    }
}

/// The tables, version by version.
pub(crate) static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// The database.
#[derive(Debug, Clone)]
pub struct Store {
    writer: Pool,
    reader: Pool,
    hints: Hints,
    ids: Ids,
}

/// A transaction that writes. Dropped without [`Write::commit`], it leaves no trace.
pub struct Write {
    tx: sqlx::Transaction<'static, Db>,
    hints: Hints,
    ids: Ids,
    topics: Vec<(OrganisationId, &'static str)>,
    happened: Vec<Happened>,
}

impl Write {
    /// Tells open browsers, after the commit, that `topic` changed.
    pub fn hint(&mut self, organisation: &OrganisationId, topic: &'static str) {
        if !self.topics.iter().any(|(known, word)| known == organisation && *word == topic) {
            self.topics.push((organisation.clone(), topic));
        }
    }

    /// Tells those who subscribed to it, with the commit, that something happened.
    pub(crate) fn happened(&mut self, happened: impl IntoIterator<Item = Happened>) {
        self.happened.extend(happened);
    }

    /// Random text, for what is written with every change.
    pub(crate) const fn ids(&self) -> &Ids {
        &self.ids
    }

    /// Writes what webhooks have to hear, makes everything durable, then sends the hints.
    ///
    /// # Errors
    /// What the database says.
    pub async fn commit(mut self) -> Result<()> {
        let topics = std::mem::take(&mut self.topics);
        let happened = std::mem::take(&mut self.happened);
        if !happened.is_empty() {
            webhooks::tell(&mut self.tx, &self.ids, happened).await?;
        }
        self.tx.commit().await?;
        for (organisation, topic) in topics {
            self.hints.send(organisation, topic);
        }
        Ok(())
    }

    /// A transaction inside this one: rolls back alone.
    ///
    /// # Errors
    /// What the database says.
    pub async fn savepoint(&mut self) -> Result<sqlx::Transaction<'_, Db>> {
        Ok(sqlx::Connection::begin(&mut *self.tx).await?)
    }
}

impl Deref for Write {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.tx
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.tx
    }
}

impl Store {
    /// Begins a transaction that writes.
    ///
    /// # Errors
    /// [`model::Code::Busy`] if no connection comes free in time.
    pub async fn write(&self) -> Result<Write> {
        #[cfg(feature = "postgres")]
        let tx = self.writer.begin_with("begin").await?;
        #[cfg(not(feature = "postgres"))]
        let tx = self.writer.begin_with("begin immediate").await?;
        Ok(Write { tx, hints: self.hints.clone(), ids: self.ids.clone(), topics: Vec::new(), happened: Vec::new() })
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// [`model::Code::Busy`] if none comes free in time.
    pub async fn read(&self) -> Result<sqlx::pool::PoolConnection<Db>> {
        Ok(self.reader.acquire().await?)
    }

    /// Connections that read now, and in all: for the metrics.
    pub fn readers(&self) -> (usize, u32) {
        (self.reader.num_idle(), self.reader.size())
    }

    /// Takes what was deleted out of the places where SQLite keeps copies for a while: the log of writes and the parts of the
    /// full-text index. PostgreSQL keeps dead rows until it vacuums, which it does by itself. Whether it could: readers may be in
    /// the way.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) async fn forget_deleted(&self) -> Result<bool> {
        crate::search::compact(self).await?;
        #[cfg(not(feature = "postgres"))]
        return self.forget_log().await;
        #[cfg(feature = "postgres")]
        Ok(true)
    }

    /// Puts another file beside this one, for what is written next: read as `name.table`.
    ///
    /// # Errors
    /// What the database says.
    #[cfg(not(feature = "postgres"))]
    pub(crate) async fn attach(&self, path: &std::path::Path, name: &'static str) -> Result<()> {
        let path = path.to_str().ok_or_else(|| Error::Broken(format!("{} is not a plain name", path.display())))?;
        let mut sql = sqlx::QueryBuilder::<Db>::new("attach database ");
        sql.push_bind(path.to_owned()).push(" as ").push(name);
        sql.build().execute(&self.writer).await?;
        Ok(())
    }

    /// Takes a file away that [`Store::attach`] put there.
    ///
    /// # Errors
    /// What the database says.
    #[cfg(not(feature = "postgres"))]
    pub(crate) async fn detach(&self, name: &'static str) -> Result<()> {
        let mut sql = sqlx::QueryBuilder::<Db>::new("detach database ");
        sql.push(name);
        sql.build().execute(&self.writer).await?;
        Ok(())
    }

    /// Moves what the log of writes holds into the file. Whether all of it: readers may be in the way.
    ///
    /// # Errors
    /// What the database says.
    #[cfg(not(feature = "postgres"))]
    pub(crate) async fn forget_log(&self) -> Result<bool> {
        let mut conn = self.writer.acquire().await?;
        let (busy, _, _): (i64, i64, i64) =
            sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(&mut *conn).await?;
        Ok(busy == 0)
    }

    /// Closes every connection, so that the file is whole.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

#[cfg(not(feature = "postgres"))]
mod open {
    use super::{OLDEST_SQLITE, Store};
    use crate::hints::Hints;
    use crate::{Error, Ids, Result};
    use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
    use std::path::Path;
    use std::time::Duration;

    impl Store {
        /// Opens the file, brings its tables up to date.
        ///
        /// # Errors
        /// The file cannot be opened or holds tables of a newer Muster; SQLite is too old.
        pub async fn open_file(path: &Path, hints: Hints, ids: Ids) -> Result<Self> {
            let options = SqliteConnectOptions::new()
                .filename(path)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                // What was deleted is overwritten: an erased person must not be legible in a page that is free.
                .pragma("secure_delete", "on")
                .pragma("cache_size", "-16000")
                // A page that many blocks of a synchronisation touch is copied into the file once, not with every fourth megabyte.
                .pragma("wal_autocheckpoint", "4000")
                .pragma("journal_size_limit", "67108864")
                // Statistics are a trap: taken while there is one member, they make SQLite walk over all hundred thousand later.
                // Without any it goes by the indexes, which are made for the queries.
                .optimize_on_close(false, None);
            let pool = |size| SqlitePoolOptions::new().max_connections(size).acquire_timeout(Duration::from_secs(10));
            // What a statement of many rows keeps to take itself back fits into memory; on the disk it is written twice.
            let writer = pool(1).connect_with(options.clone().pragma("temp_store", "memory")).await?;
            let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(&writer).await?;
            let parts: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
            let (major, minor, patch) = OLDEST_SQLITE;
            if parts.as_slice() < [major, minor, patch].as_slice() {
                return Err(Error::Broken(format!("SQLite {version} can corrupt a WAL database; 3.51.3 is needed")));
            }
            super::MIGRATOR
                .run(&writer)
                .await
                .map_err(|error| Error::Broken(format!("the tables cannot be brought up to date: {error}")))?;
            let mut conn = writer.acquire().await?;
            crate::search::prepare(&mut conn).await?;
            drop(conn);
            let reader = pool(4).connect_with(options.read_only(false)).await?;
            Ok(Self { writer, reader, hints, ids })
        }
    }
}

#[cfg(feature = "postgres")]
mod open {
    use super::Store;
    use crate::hints::Hints;
    use crate::{Error, Ids, Result};
    use sqlx::postgres::PgPoolOptions;
    use std::time::Duration;

    impl Store {
        /// Connects, brings the tables up to date.
        ///
        /// # Errors
        /// The server cannot be reached, sorts text by a language instead of by bytes, or holds tables of a newer Muster.
        pub async fn open_url(url: &str, hints: Hints, ids: Ids) -> Result<Self> {
            let pool = PgPoolOptions::new().max_connections(16).acquire_timeout(Duration::from_secs(10));
            let writer = pool.connect(url).await?;
            let collation: String =
                sqlx::query_scalar("select datcollate::text from pg_database where datname = current_database()")
                    .fetch_one(&writer)
                    .await?;
            // Paging keys and path ranges compare bytes; a language's order would lose rows.
            if !matches!(collation.as_str(), "C" | "POSIX" | "C.UTF-8" | "C.utf8") {
                return Err(Error::Broken(format!(
                    "the database sorts by {collation}; create it with: create database muster template template0 \
                     encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'"
                )));
            }
            super::MIGRATOR
                .run(&writer)
                .await
                .map_err(|error| Error::Broken(format!("the tables cannot be brought up to date: {error}")))?;
            let mut conn = writer.acquire().await?;
            crate::search::prepare(&mut conn).await?;
            drop(conn);
            Ok(Self { reader: writer.clone(), writer, hints, ids })
        }
    }
}

/// Reads what may take longer than it is worth, for instance how many of ten million match: nothing once `most` is over. The
/// database itself is told to stop; to drop the future would leave it at work, on a connection that nobody else can have meanwhile.
///
/// # Errors
/// What `work` says; not that it was stopped.
#[cfg(not(feature = "postgres"))]
pub async fn within<T>(
    conn: &mut Conn,
    most: Duration,
    work: impl AsyncFnOnce(&mut Conn) -> Result<T>,
) -> Result<Option<T>> {
    /// Steps of SQLite's own machine between two looks at the clock: some tens of microseconds.
    const STEPS: i32 = 10_000;
    // Monotonic: how long something takes is not what the clock of the services is for.
    let end = std::time::Instant::now() + most;
    // If this future is dropped, whoever has the connection next must not be stopped.
    let waited_for = std::sync::Arc::new(());
    let waits = std::sync::Arc::downgrade(&waited_for);
    let go_on = move || waits.strong_count() == 0 || std::time::Instant::now() < end;
    conn.lock_handle().await?.set_progress_handler(STEPS, go_on);
    let done = work(conn).await;
    conn.lock_handle().await?.remove_progress_handler();
    unless_stopped(done, "9")
}

/// As on SQLite.
///
/// # Errors
/// What `work` says; not that it was stopped.
#[cfg(feature = "postgres")]
pub async fn within<T>(
    conn: &mut Conn,
    most: Duration,
    work: impl AsyncFnOnce(&mut Conn) -> Result<T>,
) -> Result<Option<T>> {
    // For this transaction only: the connection is somebody else's next.
    let mut tx = sqlx::Connection::begin(conn).await?;
    let set = sqlx::query_scalar("select set_config('statement_timeout', $1, true)").bind(most.as_millis().to_string());
    let _: String = set.fetch_one(&mut *tx).await?;
    unless_stopped(work(&mut tx).await, "57014")
}

fn unless_stopped<T>(done: Result<T>, stopped: &str) -> Result<Option<T>> {
    match done {
        Err(Error::Database(sqlx::Error::Database(error))) if error.code().as_deref() == Some(stopped) => Ok(None),
        done => done.map(Some),
    }
}

/// Checks that a statement changed exactly one row.
///
/// # Errors
/// [`Error::Broken`] otherwise: the caller had read the row in the same transaction.
pub fn one(changed: u64) -> Result<()> {
    if changed == 1 { Ok(()) } else { Err(Error::Broken(format!("expected to change 1 row, changed {changed}"))) }
}
