//! Opening a copy and looking whether it is whole.

use super::failure::of_sql;
use crate::store::MIGRATOR;
use crate::{Error, audit};
use model::backup::{BackupFault, Findings};
use model::{OrganisationId, Problem};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use std::path::Path;

/// The number of the newest migration that this Muster knows.
pub(crate) fn known() -> i64 {
    MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// Opens a copy. What is in a file that somebody brought is not trusted to do anything when it is read.
pub(crate) async fn open(path: &Path) -> Result<SqliteConnection, Problem> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .foreign_keys(true)
        .pragma("trusted_schema", "off")
        .pragma("cell_size_check", "on");
    options.connect().await.map_err(|error| of_sql(&error, path))
}

/// Whether the pages of a file are whole and it is Muster's; the number of the newest migration in it.
///
/// # Errors
/// [`BackupFault::Damaged`], [`BackupFault::NotABackup`], [`BackupFault::Newer`].
pub(crate) async fn pages(conn: &mut SqliteConnection, path: &Path) -> Result<i64, Problem> {
    let found: Vec<String> = sqlx::query_scalar("pragma integrity_check(10)")
        .fetch_all(&mut *conn)
        .await
        .map_err(|error| of_sql(&error, path))?;
    if found != ["ok"] {
        return Err(BackupFault::Damaged.problem().with("detail", found.join("; ")));
    }
    let schema: Result<Option<i64>, _> =
        sqlx::query_scalar("select max(version) from _sqlx_migrations where success").fetch_one(&mut *conn).await;
    let schema = schema.ok().flatten().ok_or_else(|| BackupFault::NotABackup.problem())?;
    if schema > known() {
        return Err(BackupFault::Newer.problem().with("schema", schema).with("known", known()));
    }
    Ok(schema)
}

/// Opens a copy whose tables are of this version and walks over it: pages, references, rows, activity.
///
/// # Errors
/// [`model::Code::Backup`] with what is wrong.
pub(crate) async fn check(path: &Path) -> Result<Findings, Problem> {
    let mut conn = open(path).await?;
    let findings = walk(&mut conn, path).await;
    let _ = conn.close().await;
    findings
}

async fn walk(conn: &mut SqliteConnection, path: &Path) -> Result<Findings, Problem> {
    let schema = pages(conn, path).await?;
    let wrong = |error: sqlx::Error| of_sql(&error, path);
    let broken = sqlx::query("pragma foreign_key_check").fetch_optional(&mut *conn).await.map_err(wrong)?;
    if broken.is_some() {
        return Err(BackupFault::Damaged.problem().with("detail", "foreign keys"));
    }
    let tables: Vec<String> = sqlx::query_scalar(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '\\_sqlx%' escape '\\' \
         and name not like 'search%' order by name",
    )
    .fetch_all(&mut *conn)
    .await
    .map_err(wrong)?;
    let mut rows = Vec::with_capacity(tables.len());
    for table in tables {
        let mut sql = sqlx::QueryBuilder::<sqlx::Sqlite>::new("select count(*) from ");
        sql.push('"').push(table.replace('"', "\"\"")).push('"');
        let count: i64 = sql.build_query_scalar().fetch_one(&mut *conn).await.map_err(wrong)?;
        rows.push((table, count));
    }
    let organisations: Vec<(OrganisationId, String)> =
        sqlx::query_as("select id, name from organisations order by created_at, id")
            .fetch_all(&mut *conn)
            .await
            .map_err(wrong)?;
    let (mut chains, mut entries) = (0, 0);
    for (id, name) in organisations {
        match audit::verify(conn, &id).await.map_err(Error::into_problem)? {
            Ok(walked) => {
                chains += 1;
                entries += walked;
            }
            Err(fault) => {
                let problem = BackupFault::ChainBroken.problem().with("organisation", name);
                return Err(problem.with("detail", format!("{fault:?}")));
            }
        }
    }
    let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len() as i64);
    Ok(Findings { schema, bytes, rows, chains, entries })
}
